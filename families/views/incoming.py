"""What came from outside: read, matched with our records, taken in or set aside."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView

from accounts import audit
from accounts.guards import ActionView, Guarded
from accounts.handing_out import download
from accounts.permissions import Permission
from accounts.uploads import ENDINGS

from ..actions import taking_in
from ..candidates import candidates_for
from ..forms.incoming import IncomingRefuseForm, SettleForm
from ..forms.referrals import ReferralAgainForm, ReferralNewForm, ReferralSiblingForm
from ..models import Incoming, IncomingFile
from ..telling import Telling
from .referral_keying import newly_found

HIDDEN = ("lines", "town", "postcode")
HIDDEN_WORDS = "Kept safe: it goes onto the record without being shown"


class IncomingDetail(Guarded, DetailView):
    """Everything that was told, with its papers, beside the children in our records who are like this one."""

    permission = Permission.REFERRAL_VIEW
    seen_event = "incoming.seen"
    model = Incoming
    slug_field = slug_url_kwarg = "ref"
    template_name = "families/incoming_detail.html"

    def get_queryset(self):
        people = ("taken_in_by", "refused_by", "referral__child", "match_child")
        return super().get_queryset().select_related(*people)

    def get_context_data(self, **kwargs):
        telling = Telling(self.object)
        is_open = self.object.state == Incoming.State.SENT
        found = candidates_for(telling.person()) if is_open else []
        for candidate in found:
            audit.seen("child.found", by=self.request.user, target=candidate.child)
        child = telling.of("child")
        return super().get_context_data(
            **kwargs,
            incoming=self.object,
            name=telling.child_name,
            born_on=child.get("born_on"),
            sender=telling.of("you"),
            sections=sections_of(telling),
            papers=list(self.object.files.all()),
            candidates=found,
            is_open=is_open,
            may_take_in=is_open and self.request.user.may(Permission.REFERRAL_ADD),
        )


def sections_of(telling):
    """The pages as they were told, each with its heading."""
    return [
        (title, list(without_safe_address(telling, rows)))
        for _key, title, rows in telling.sections(for_staff=True)
    ]


def without_safe_address(telling, rows):
    """The rows of a page, without an address that must be kept safe."""
    if not telling.of("family").get("is_protected"):
        yield from rows
        return
    hidden = {telling.forms["family"].fields[name].label for name in HIDDEN}
    for question, answer in rows:
        yield question, HIDDEN_WORDS if question in hidden else answer


class IncomingSettle(ActionView):
    """Say which child it is, and go on to take it in."""

    permission = Permission.REFERRAL_ADD
    model = Incoming
    form_class = SettleForm
    http_method_names = ["post", "options"]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        taking_in.settle(self.object, by=self.request.user, **form.cleaned_data)
        return redirect("families:incoming_take_in", self.object.ref)

    def form_invalid(self, form):
        for sentence in form.non_field_errors() or ["Choose what this child is to us."]:
            messages.error(self.request, sentence)
        return redirect("families:incoming_detail", self.object.ref)


class IncomingTakeIn(ActionView):
    """The form for keying, filled in with what was told: looked over, and saved."""

    permission = Permission.REFERRAL_ADD
    seen_event = "incoming.seen"
    model = Incoming
    template_name = "families/incoming_take_in.html"
    FORMS = {
        Incoming.Match.NEW: ReferralNewForm,
        Incoming.Match.SIBLING: ReferralSiblingForm,
        Incoming.Match.SAME: ReferralAgainForm,
    }

    def get_queryset(self):
        return super().get_queryset().select_related("match_child__family", "referral__child")

    def get(self, request, *args, **kwargs):
        if self.object.state != Incoming.State.SENT or not self.object.match:
            return redirect("families:incoming_detail", self.object.ref)
        return super().get(request, *args, **kwargs)

    def get_form_class(self):
        return self.FORMS.get(self.object.match, ReferralNewForm)

    def get_initial(self):
        told = Telling(self.object).initial()
        if told.get("is_protected"):
            told |= dict.fromkeys(HIDDEN, "")
        return {**super().get_initial(), **told}

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if self.object.match == Incoming.Match.NEW and form.is_valid():
            shown = [one.child.ref for one in candidates_for(Telling(self.object).person())]
            if found := newly_found(form, shown, request.user):
                form.ask_whether_new()
                return self.render_to_response(self.get_context_data(form=form, candidates=found))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        telling = Telling(self.object)
        return super().get_context_data(
            **{
                "candidates": None,
                "incoming": self.object,
                "name": telling.child_name,
                "child": self.object.match_child,
                "address_is_hidden": bool(telling.of("family").get("is_protected")),
                "papers": list(self.object.files.all()),
                "comes_along": telling.told(adults_keyed=True),
                **kwargs,
            }
        )

    def form_valid(self, form):
        telling = Telling(self.object)
        take_in = self.take_in_again if self.object.match == Incoming.Match.SAME else self.take_in_new
        referral = take_in(form, telling)
        messages.success(self.request, "The referral is on the child’s record, with its papers.")
        return redirect("families:referral_detail", referral.ref)

    def take_in_again(self, form, telling):
        told = telling.told(adults_keyed=False)
        return taking_in.take_in_again(
            self.object, by=self.request.user, told=told, child=self.object.match_child,
            facts=form.facts(), **form.referral(),
        )  # fmt: skip

    def take_in_new(self, form, telling):
        is_sibling = self.object.match == Incoming.Match.SIBLING
        family = self.object.match_child.family if is_sibling else form.new_family()
        address = None if is_sibling else form.new_address() or telling.safe_address()
        return taking_in.take_in_new(
            self.object, by=self.request.user, told=telling.told(adults_keyed=True), child=form.new_child(),
            family=family, address=address, carers=telling.reach_of(form.new_carers()),
            facts=form.facts(), **form.referral(),
        )  # fmt: skip


class IncomingRefuse(ActionView):
    """It is no referral, or came twice: set it aside, with a reason."""

    permission = Permission.REFERRAL_ADD
    seen_event = "incoming.seen"
    model = Incoming
    form_class = IncomingRefuseForm
    template_name = "families/incoming_refuse.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, incoming=self.object, name=Telling(self.object).child_name)

    def form_valid(self, form):
        taking_in.refuse(self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"Referral {self.object.number} is set aside.")
        return redirect("families:referral_list")


class IncomingFileOpen(Guarded, DetailView):
    """A paper that came with a referral: as a download, once it was checked."""

    permission = Permission.REFERRAL_VIEW
    seen_event = "incoming.paper_opened"
    model = IncomingFile
    slug_field = slug_url_kwarg = "ref"

    def get_queryset(self):
        return super().get_queryset().readable().select_related("incoming__referral__child")

    def render_to_response(self, context, **kwargs):
        return paper_response(self.object, on=self.object.came_at)


def paper_response(paper, *, on):
    """A kept paper as a download, under a name that says nothing of whom it is about."""
    ending = paper.file.rpartition(".")[2]
    if ending not in ENDINGS:
        raise Http404("The paper is not there.")
    name = f"{paper.kind.replace('_', '-')}-{timezone.localdate(on):%Y-%m-%d}.{ending}"
    return download(paper.file, paper.sha256, content_type=paper.content_type, name=name)
