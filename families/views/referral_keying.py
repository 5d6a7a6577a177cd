"""Keying a referral: search first, then write it down on the record it belongs to."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from accounts import audit, drafts
from accounts.guards import ActionForm
from accounts.permissions import Permission

from .. import pasted
from ..actions import health_notifications, referrals
from ..candidates import candidates_for
from ..forms.referral_parts import day_in_figures
from ..forms.referrals import (
    ReferralAgainForm,
    ReferralFindForm,
    ReferralKeyForm,
    ReferralSiblingForm,
    person_in_draft,
)
from ..guards import AboutChild
from ..identity import normalise_name
from ..models import HealthNotification

SEARCH = "referral_search"  # in the session: names never stand in an address


def newly_found(form, shown, user, *, siblings_too=False):
    """Children much like the one that was keyed, whom nobody has looked at; none once that is said."""
    if form.cleaned_data["somebody_new"]:
        return []
    likely = (one for one in candidates_for(form.person()) if one.is_likely or siblings_too)
    found = [one for one in likely if one.child.ref not in shown]
    for candidate in found:
        audit.seen("child.found", by=user, target=candidate.child)
    return found


def after_keying(request, referral):
    """The search is over. If it began with a notification from health about this child, that is decided."""
    searched = request.session.pop(SEARCH, {})
    notifications = HealthNotification.objects.visible_to(request.user)
    notification = notifications.undecided().filter(ref=searched.get("notification", "")).first()
    if notification is not None and health_notifications.is_about(notification, referral.child):
        health_notifications.became(notification, referral, by=request.user)
    return redirect("families:referral_detail", referral.ref)


class ReferralFind(ActionForm):
    """Is this child already in our records? Asked before anything is written down."""

    permission = Permission.REFERRAL_ADD
    form_class = ReferralFindForm
    template_name = "families/referral_find.html"

    def get_initial(self):
        searched = self.request.session.get(SEARCH, {}).get("typed", {})
        return {**super().get_initial(), **(searched if "again" in self.request.GET else {})}

    def get_context_data(self, **kwargs):
        unfinished = drafts.find(self.request.user, "families:referral_add", "")
        name = person_in_draft(drafts.fields_in(unfinished)) if unfinished else ""
        defaults = {"candidates": None, "unfinished": name or bool(unfinished)}
        return super().get_context_data(**{**defaults, **kwargs})

    def form_valid(self, form):
        found = candidates_for(form.person())
        for candidate in found:
            audit.seen("child.found", by=self.request.user, target=candidate.child)
        typed = {name: form[name].value() or "" for name in form.fields}
        kept = {"notification": self.request.session.get(SEARCH, {}).get("notification", "")}
        self.request.session[SEARCH] = {**kept, "typed": typed, "shown": [one.child.ref for one in found]}
        return self.render_to_response(self.get_context_data(form=form, candidates=found))


class ReferralAdd(ActionForm):
    """A referral by telephone, on paper or by e-mail, on one screen; the search runs before it is saved.

    What was typed to search is filled in, and what stands in a pasted e-mail, where a field is still empty.
    """

    permission = Permission.REFERRAL_ADD
    form_class = ReferralKeyForm
    template_name = "families/referral_add.html"

    @property
    def search(self):
        return self.request.session.get(SEARCH)

    def get(self, request, *args, **kwargs):
        unfinished = drafts.find(request.user, *drafts.key_of(request))
        if self.search and unfinished and not self.is_about(unfinished):
            self.forget_draft()  # the page before said so: another child has been begun
        return super().get(request, *args, **kwargs)

    def is_about(self, draft):
        """Whether a draft speaks of the child who was searched for."""
        typed = self.search["typed"]
        return normalise_name(person_in_draft(drafts.fields_in(draft))) == normalise_name(
            f"{typed['given_name']} {typed['family_name']}"
        )

    def get_initial(self):
        typed = dict((self.search or {}).get("typed", {}))
        typed["carer1_phone"] = typed.pop("phone", "")
        today = day_in_figures(timezone.localdate())
        return {**super().get_initial(), "received_on": today, **{k: v for k, v in typed.items() if v}}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.initial["somebody_new"] = False  # each time anew, whatever a draft says
        return form

    def post(self, request, *args, **kwargs):
        if "read" in request.POST:
            return self.read_what_was_pasted()
        form = self.get_form()
        if form.is_valid() and (found := self.unsettled(form)):
            form.ask_whether_new()
            return self.render_to_response(self.get_context_data(form=form, candidates=found))
        return super().post(request, *args, **kwargs)

    def read_what_was_pasted(self):
        """Fill what is still empty from the pasted text, as a draft; what was typed stays as it is."""
        typed = drafts.fields_of(self.request.POST)
        found = pasted.read(next(iter(typed.get("pasted", [])), ""), timezone.localdate())
        new = {name: [words] for name, words in found.items() if not any(typed.get(name, ()))}
        try:
            drafts.save(self.request.user, *drafts.key_of(self.request), {**typed, **new})
        except (drafts.TooLarge, drafts.TooMany):
            messages.error(self.request, "This is too much to be read at once. Paste a shorter part.")
            return self.form_invalid(self.get_form())
        self.request.session.pop(SEARCH, None)  # it may be about another child now: the search is made anew
        told = (
            f"We filled in {len(new)} fields. Look them over." if new else "We found nothing more to fill in."
        )
        messages.info(self.request, told)
        return redirect("families:referral_add")

    def unsettled(self, form):
        """Children much like this one whom the search did not show, as when another name was typed since."""
        shown = (self.search or {}).get("shown", [])
        return newly_found(form, shown, self.request.user, siblings_too=self.search is None)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"candidates": None, "known": None, **kwargs})

    def form_valid(self, form):
        referral = referrals.receive_new(
            form.new_child(),
            by=self.request.user,
            family=form.new_family(),
            address=form.new_address(),
            carers=form.new_carers(),
            facts=form.facts(),
            **form.referral(),
        )
        return after_keying(self.request, referral)


class ReferralAgain(AboutChild, ActionForm):
    """One more referral of a child whose record we have: the record stays one."""

    permission = Permission.REFERRAL_ADD
    form_class = ReferralAgainForm
    template_name = "families/referral_again.html"

    def get_initial(self):
        return {**super().get_initial(), "received_on": day_in_figures(timezone.localdate())}

    def form_valid(self, form):
        referral = referrals.receive(self.child, by=self.request.user, facts=form.facts(), **form.referral())
        return after_keying(self.request, referral)


class ReferralSibling(AboutChild, ActionForm):
    """A brother or sister of a child we know: one family, one home, two records."""

    permission = Permission.REFERRAL_ADD
    form_class = ReferralSiblingForm
    template_name = "families/referral_sibling.html"

    def get_initial(self):
        typed = self.request.session.get(SEARCH, {}).get("typed", {})
        names = ("given_name", "family_name", "born_on", "nhs_number")
        told = {name: typed[name] for name in names if typed.get(name)}
        today = day_in_figures(timezone.localdate())
        return {**super().get_initial(), "received_on": today, **told}

    def form_valid(self, form):
        referral = referrals.receive_new(
            form.new_child(),
            by=self.request.user,
            family=self.child.family,
            carers=form.new_carers(),
            facts=form.facts(),
            **form.referral(),
        )
        return after_keying(self.request, referral)
