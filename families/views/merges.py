"""Two records that look alike: told apart, put together, parted again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import DetailView

from accounts import audit
from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission

from .. import merging
from ..actions import identity, merges
from ..candidates import person_of
from ..forms.merges import MergeForm, NotSameForm
from ..guards import AboutChild
from ..identity import possible_match
from ..models import Child, Merge


class TwoRecords(AboutChild, ActionForm):
    """A page about a child's record and another that looks like it; both are in sight, or neither."""

    tab = "family"
    seen_event = "child.compared"
    other = None

    def find_child(self, ref):
        child = super().find_child(ref)
        self.other = (
            Child.objects.visible_to(self.request.user)
            .select_related("family")
            .filter(ref=self.kwargs["other"])
            .exclude(pk=child.pk)
            .first()
        )
        if self.other is None:
            raise Http404("No such other child in reach.")
        return child

    def get_context_data(self, **kwargs):
        match = possible_match(person_of(self.child), person_of(self.other))
        return super().get_context_data(**kwargs, other=self.other, match=match)


class NotSameAdd(TwoRecords):
    """Remember that two records are two children."""

    permission = Permission.REFERRAL_ADD
    form_class = NotSameForm
    template_name = "families/not_same_add.html"

    def form_valid(self, form):
        identity.not_same(self.child, self.other, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, f"We remember that {self.child} and {self.other} are two children.")
        return redirect("families:child_family", self.child.ref)


class RecordMerge(TwoRecords):
    """Two records side by side: what is right, what would move; then one of them has all."""

    permission = Permission.RECORD_MERGE
    form_class = MergeForm
    template_name = "families/record_merge.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kept": self.child, "other": self.other}

    def get_context_data(self, **kwargs):
        user = self.request.user
        audit.seen("child.compared", by=user, target=self.other, child=self.other)
        problems = merging.problems(self.child, self.other)
        moving = [] if problems else merging.what_would_move(self.child, self.other, user=user)
        return super().get_context_data(**kwargs, problems=problems, moving=moving)

    def form_valid(self, form):
        merge = merges.merge(
            self.child,
            self.other,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            take=form.taken(),
        )
        messages.success(self.request, f"{self.child} has one record now.")
        return redirect("families:merge_detail", merge.ref)


class MergeDetail(Guarded, DetailView):
    """What was put together, by whom and why, and until when it can be parted again."""

    permission = Permission.RECORD_MERGE
    model = Merge
    slug_field = slug_url_kwarg = "ref"
    template_name = "families/merge_detail.html"
    seen_event = "child.compared"

    def get_queryset(self):
        return super().get_queryset().select_related("kept", "other", "merged_by", "undone_by")

    def get_context_data(self, **kwargs):
        merge = self.object
        rows = [
            (relation.called, len(merge.moved[relation.key]))
            for relation in merging.relations()
            if relation.key in merge.moved and not relation.is_hidden
        ]
        return super().get_context_data(**kwargs, rows=rows, until=merges.may_be_undone_until(merge))


class MergeUndo(ActionView):
    """Part two records again."""

    permission = Permission.RECORD_MERGE
    model = Merge
    form_class = NotSameForm
    template_name = "families/merge_undo.html"
    seen_event = "child.compared"

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        del form.fields["reason"]
        return form

    def form_valid(self, form):
        left = merges.undo(self.object, by=self.request.user)
        messages.success(self.request, "The two records are parted again.")
        for sentence in left:
            messages.warning(self.request, sentence)
        return redirect("families:merge_detail", self.object.ref)
