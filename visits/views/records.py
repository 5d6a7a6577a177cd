import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from accounts import drafts
from accounts.guards import ActionView
from accounts.models import Submission
from accounts.permissions import Permission
from accounts.views.drafts import version_of

from ..actions import visits
from ..after_cover import left_to_write, whose_child
from ..forms.records import ACTIVITY, CorrectForm, WriteUpForm
from ..guards import AboutVisit
from ..models import Visit, VisitRecord
from ..sheet import lay_out
from ..versions import unsent
from ..windows import differences, put_together, saved_since

TICK = re.compile(r"(?:elsewhere_)?tick_([0-9]{1,9})", re.ASCII)
BUTTONS = ("later", "copy")


class VisitWriteUp(AboutVisit, ActionView):
    """Write a visit up and sign it. What is typed is kept, whatever becomes of the form."""

    permission = Permission.VISIT_RECORD
    form_class = WriteUpForm
    template_name = "visits/visit_write_up.html"
    has_header = False
    away = None  # the colleague for whom this visit was made, once the cover is over
    others = None  # the draft that another window has saved since this page was loaded

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if request.method == "POST" and drafts.find(request.user, *drafts.key_of(request)):
                return self.access_ended()
            raise

    def get_object(self, queryset=None):
        """The visit, in scope; or one that the person made for a colleague while she covered for her."""
        try:
            return super().get_object(queryset)
        except Http404:
            user, made = self.request.user, left_to_write(self.request.user)
            visit = made.filter(ref=self.kwargs["ref"]).select_related("child__family", "worker").first()
            if visit is None:
                raise
            self.away = whose_child(visit, user)
            return visit

    def get(self, request, *args, **kwargs):
        if self.object.status != Visit.Status.PLANNED:
            messages.info(request, f"This visit is “{self.object.get_status_display().lower()}” already.")
            return self.to_the_visit()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.object.status != Visit.Status.PLANNED:
            return self.too_late()
        draft = drafts.find(request.user, *drafts.key_of(request))
        elsewhere = saved_since(draft, version_of(request), drafts.window_of(request.POST))
        if elsewhere and (both := self.both_windows(draft)):
            return both
        if "later" in request.POST:
            return self.later()
        if "copy" in request.POST:
            return self.copy_activity()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()  # finds the draft
        fields = self.request.POST if self.request.method == "POST" else {}
        if self.draft or self.others:
            fields = {**drafts.fields_in(self.draft or self.others), **fields}
        opened_with = {int(match[1]) for match in map(TICK.fullmatch, fields) if match}
        sheet = self.lay_out(also=opened_with)
        return {**kwargs, "sheet": sheet, "user": self.request.user}

    def lay_out(self, *, also=()):
        return lay_out(self.object, self.away or self.request.user, also=also, is_after_cover=bool(self.away))

    def form_valid(self, form):
        visits.write_up(self.object, by=self.request.user, **form.answers())
        messages.success(self.request, "Signed. The family can read it now.")
        return self.to_the_visit()

    def to_the_visit(self):
        """Who covered may write the visit up, and not look at it or at the child afterwards."""
        return redirect(start_page(self.request.user)) if self.away else redirect(self.visit_url())

    def visit_url(self):
        return reverse("visits:visit_detail", args=[self.object.ref])

    def form_invalid(self, form):
        self.object.refresh_from_db(fields=["status"])
        if self.object.status != Visit.Status.PLANNED:  # somebody was faster by a moment
            return self.too_late()
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form, found = context["form"], context["draft_found"]
        fields = drafts.fields_of(self.request.POST) if form.is_bound else None
        if fields is None:
            fields = drafts.fields_in(found) if found else {}
        if self.others:  # what the other window saved is not taken for seen
            context["draft"]["version"] = version_of(self.request)
        private = differences(form, fields, private=True)
        context["away"] = self.away
        return {**context, "differences": differences(form, fields), "private_differences": private}

    # When it is not signed now -------------------------------------------------------------------------

    def both_windows(self, draft):
        """If another window has saved other words, keep both, and show them before anything is signed."""
        self.others = draft
        form = self.get_form()
        kept = put_together(form, self.typed(), drafts.fields_in(draft))
        if kept is None:  # the same words: this window's own autosave, still on its way when it was sent
            self.others = None
            return None
        try:
            drafts.save(self.request.user, *drafts.key_of(self.request), kept, version=draft.version)
        except (drafts.TooLarge, drafts.Conflict):
            form.add_error(None, "This was changed in another window. Copy your words, then reload the page.")
            return self.render_to_response(self.get_context_data(form=form))
        return redirect(reverse("visits:visit_write_up", args=[self.object.ref]) + "#windows")

    def typed(self):
        """What was typed, by the names of the form."""
        fields = drafts.fields_of(self.request.POST)
        return {name: values for name, values in fields.items() if name not in BUTTONS}

    def keep_what_was_sent(self, name, about):
        """What another window saved is not written over by a form that comes back with a mistake."""
        return self.others or super().keep_what_was_sent(name, about)

    def keep(self, **changes):
        """Keep what was typed as the draft of this form; say whether it could be kept."""
        try:
            drafts.save(self.request.user, *drafts.key_of(self.request), self.typed() | changes)
        except (drafts.TooLarge, drafts.TooMany, drafts.Conflict):
            return False
        return True

    def not_kept(self):
        """The page again, with all that was typed on it: the words are still there to be copied."""
        form = self.get_form()
        form.add_error(None, "This is longer than a draft can be. Shorten it, or sign it.")
        return self.render_to_response(self.get_context_data(form=form))

    def later(self):
        if not self.keep():
            return self.not_kept()
        if self.request.POST["later"] == "checklist" and not self.away:
            return redirect("assessments:observe", self.child.ref)
        messages.success(self.request, "Kept as it is. It waits for you here and on every device.")
        return redirect(start_page(self.request.user))

    def copy_activity(self):
        """Put last week's activity into next week's fields, and come back to them."""
        activity = self.lay_out().activity
        last = {name: getattr(activity, name) for name in ACTIVITY} if activity else {}
        fields = {name: value if isinstance(value, list) else [value] for name, value in last.items()}
        if not self.keep(**fields):
            return self.not_kept()
        return redirect(reverse("visits:visit_write_up", args=[self.object.ref]) + "#next")

    def too_late(self):
        """A second click finds the first answer; other words than those signed are kept beside the record."""
        key = self.request.POST.get("form_key", "")[:40].replace("\x00", "")
        first = Submission.objects.visible_to(self.request.user).filter(key=key).first() if key else None
        if first:
            return redirect(first.answer or "/")
        visits.add_note(self.object, by=self.request.user, text=self.private_words())
        if not self.keep(note=[""]):
            return self.not_kept()
        said = self.object.get_status_display().lower()
        messages.warning(
            self.request, f"This visit is “{said}” already. What you typed is kept{self.where()}."
        )
        return self.to_the_visit()

    def where(self):
        return f": tell {self.away.name} what else there is" if self.away else ": see below"

    def private_words(self):
        """The restricted note as the form reads it: a worry that was typed is not lost to a faster click."""
        form = self.get_form()
        form.is_valid()
        return form.cleaned_data.get("note", "")

    def access_ended(self):
        """The child was given to a colleague while this was being written."""
        if not self.keep():
            raise Http404
        messages.warning(
            self.request,
            "This child is not on your caseload any more, so the record was not signed. What you typed is "
            "kept: ask your team lead for access to finish it.",
        )
        return redirect(start_page(self.request.user))


class VisitCorrect(AboutVisit, ActionView):
    """Put a signed record right, with the reason; the first version stays readable."""

    permission = Permission.VISIT_RECORD
    form_class = CorrectForm
    template_name = "visits/visit_correct.html"

    def get(self, request, *args, **kwargs):
        return self.not_signed_yet() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.not_signed_yet() or super().post(request, *args, **kwargs)

    def not_signed_yet(self):
        mine = VisitRecord.objects.visible_to(self.request.user).filter(visit=self.object)
        self.records = list(mine.order_by("-number"))
        if self.records:
            return None
        messages.info(self.request, "This visit has no signed record to correct.")
        return redirect("visits:visit_detail", self.object.ref)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "record": self.records[0]}

    def get_context_data(self, **kwargs):
        typed = drafts.find(self.request.user, "visits:visit_write_up", self.object.ref)
        return super().get_context_data(**kwargs, leftover=unsent(typed, self.records))

    def form_valid(self, form):
        visits.correct(self.object, by=self.request.user, **form.answers())
        drafts.discard(self.request.user, "visits:visit_write_up", self.object.ref)
        messages.success(self.request, "The correction is signed. What was written first stays readable.")
        return redirect("visits:visit_detail", self.object.ref)


def start_page(user):
    """Where a person goes back to from a form that waits."""
    return "portage:my_day" if user.may(Permission.DAY_VIEW) else "visits:diary_week"
