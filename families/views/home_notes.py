"""Notes at the door: those that stand, those to be looked at again, and those that were taken down."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import ActionView
from accounts.permissions import Permission

from ..actions import home_notes
from ..forms.home_notes import HomeNoteReviewForm
from ..guards import AboutChild
from ..models import HomeNote, HomeNoteReview


class HomeNoteList(AboutChild, TemplateView):
    """What to know at the door of a child, with its whole history."""

    permission = Permission.VISIT_PLAN
    template_name = "families/home_note_list.html"
    tab = "family"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        reviews = HomeNoteReview.objects.visible_to(user).select_related("reviewed_by")
        notes = (
            HomeNote.objects.visible_to(user)
            .filter(child=self.child)
            .select_related("raised_by", "removed_by")
            .prefetch_related(Prefetch("reviews", reviews))
            .order_by("-pk")
        )
        notes = list(notes)
        return super().get_context_data(
            **kwargs,
            standing=[(note, note.is_due(today)) for note in notes if note.removed_at is None],
            taken_down=[note for note in notes if note.removed_at is not None],
        )


class HomeNoteReviewPage(ActionView):
    """Look at one note again: keep it until a day, or take it down."""

    permission = Permission.VISIT_PLAN
    model = HomeNote
    form_class = HomeNoteReviewForm
    template_name = "families/home_note_review.html"
    context_object_name = "note"
    seen_event = "home_note.seen"

    @property
    def child(self):
        return self.object.child if getattr(self, "object", None) else None

    def get_queryset(self):
        return super().get_queryset().select_related("child", "raised_by")

    def get(self, request, *args, **kwargs):
        if self.object.removed_at is not None:
            messages.warning(request, "This note was taken down.")
            return redirect("families:home_note_list", self.child.ref)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, child=self.child)

    def form_valid(self, form):
        given, by = form.cleaned_data, self.request.user
        if given["answer"] == HomeNoteReview.Answer.KEPT:
            home_notes.keep(self.object, by=by, until=given["until"], reason=given["reason"])
            messages.success(self.request, "The note stays.")
        else:
            home_notes.take_down(self.object, by=by, reason=given["reason"])
            messages.success(self.request, "The note is taken down.")
        return redirect("families:home_note_list", self.child.ref)
