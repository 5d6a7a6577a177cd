"""What a child's family has said yes to: the list, a new yes, one taken back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import ActionForm
from accounts.permissions import Permission

from ..actions import consents
from ..forms.consents import ConsentForm, WithdrawForm
from ..guards import AboutChild
from ..models import Consent, Policy
from .support_base import RowForm


class ConsentList(AboutChild, TemplateView):
    """What holds, what lapses soon, and what ended, each with who said it."""

    permission = Permission.CHILD_VIEW
    seen_event = "consent.list_seen"
    template_name = "families/consent_list.html"
    tab = "support"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        rows = Consent.objects.visible_to(self.request.user).filter(child=self.child)
        people = ("given_by", "withdrawn_by", "recorded_by", "ended_by")
        found = list(rows.select_related(*people))
        soon = today + timezone.timedelta(days=Policy.on(today).consent_warn_days)
        return super().get_context_data(
            **kwargs,
            standing=[row for row in found if row.holds_on(today)],
            past=[row for row in found if not row.holds_on(today)],
            soon=soon,
            may_change=self.request.user.may(Permission.SUPPORT_EDIT) and not self.child.died_on,
        )


class ConsentAdd(AboutChild, ActionForm):
    """Write a yes down."""

    permission = Permission.SUPPORT_EDIT
    form_class = ConsentForm
    template_name = "families/consent_add.html"
    tab = "support"

    def get_form_kwargs(self):
        warn_days = Policy.on(timezone.localdate()).consent_warn_days
        return {**super().get_form_kwargs(), "child": self.child, "warn_days": warn_days}

    def form_valid(self, form):
        consent = consents.give(self.child, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"Written down: {consent}.")
        return redirect("families:consent_list", self.child.ref)


class ConsentWithdraw(RowForm):
    """Write down that a yes was taken back, or was never given."""

    permission = Permission.SUPPORT_EDIT
    model = Consent
    related = ("child", "given_by")
    form_class = WithdrawForm
    template_name = "families/consent_withdraw.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "child": self.child}

    def form_valid(self, form):
        data, by = form.cleaned_data, self.request.user
        if data["what"] == "mistake":
            consents.strike(self.row, by=by, reason=data["reason"])
        else:
            consents.withdraw(self.row, by=by, on=data["on"], reason=data["reason"], adult=data["adult"])
        messages.success(self.request, f"Ended: {self.row.in_words}.")
        return redirect("families:consent_list", self.child.ref)
