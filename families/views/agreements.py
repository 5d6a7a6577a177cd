"""What family and service promise each other: written, read, printed, signed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.forms import Form
from accounts.permissions import Permission

from ..actions import agreements
from ..agreements import terms_from
from ..forms.agreements import AgreementForm, AgreementSignForm
from ..models import Agreement, Carer, Document, Policy
from .support_base import AboutRow, AroundEpisode, RowForm

RELATED = ("episode__child", "family_signed_by", "worker_signed_by", "drafted_by")


class AgreementAdd(AroundEpisode):
    """Write an agreement from the service's template, or its next version from the last."""

    permission = Permission.SUPPORT_EDIT
    form_class = AgreementForm
    template_name = "families/agreement_add.html"

    @property
    def last(self):
        rows = Agreement.objects.visible_to(self.request.user).filter(episode=self.episode)
        return rows.latest_first().first() if self.episode else None

    def get_form_kwargs(self):
        last = self.last
        terms = last.terms if last else self.template()
        asks = bool(last and last.is_frozen)
        return {**super().get_form_kwargs(), "terms": terms, "asks_what_changes": asks}

    def template(self):
        """The service's own words, with the names filled in."""
        if self.episode is None:
            return []
        now = self.episode.allocations.open().select_related("worker").first()
        return terms_from(
            Policy.on(timezone.localdate()).agreement,
            child=self.child.first_name,
            worker=now.worker.name if now else "",
            frequency=self.episode.frequency,
        )

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not form.is_bound:
            form.initial["expected"] = self.last.version if self.last else 0
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, last=self.last)

    def form_valid(self, form):
        agreement = agreements.write(
            self.episode,
            by=self.request.user,
            terms=form.written(),
            changed=form.cleaned_data.get("changed", ""),
            expected=form.cleaned_data["expected"],
        )
        messages.success(
            self.request, f"Version {agreement.version} is written. Read it together, then sign."
        )
        return redirect("families:agreement_detail", agreement.ref)


class AgreementDetail(AboutRow, TemplateView):
    """One version of an agreement, as it is read together and printed."""

    permission = Permission.CHILD_VIEW
    seen_event = "agreement.seen"
    model = Agreement
    related = RELATED
    template_name = "families/agreement_detail.html"

    def get_context_data(self, **kwargs):
        rows = Agreement.objects.visible_to(self.request.user).filter(episode=self.row.episode)
        others = list(rows.latest_first())
        is_last = others[0].pk == self.row.pk
        is_open = self.row.episode.closed_on is None
        return super().get_context_data(
            **kwargs,
            others=[one for one in others if one.pk != self.row.pk],
            is_last=is_last,
            may_change=is_open and is_last and self.request.user.may(Permission.SUPPORT_EDIT),
        )


class AgreementSign(RowForm):
    """An adult of the family signs: here, by name, or on paper."""

    permission = Permission.SUPPORT_EDIT
    model = Agreement
    related = RELATED
    form_class = AgreementSignForm
    template_name = "families/agreement_sign.html"

    def get_form_kwargs(self):
        user = self.request.user
        carers = Carer.objects.visible_to(user).filter(child=self.child)
        papers = Document.objects.visible_to(user).readable().filter(child=self.child, kind="agreement")
        kwargs = {"carers": carers.exclude(access=Carer.Access.LIMITED), "papers": papers}
        return {**super().get_form_kwargs(), **kwargs}

    def form_valid(self, form):
        names = ("carer", "name", "how", "on", "paper")
        said = {name: form.cleaned_data[name] for name in names}
        agreements.sign_as_family(self.row, by=self.request.user, **said)
        messages.success(self.request, f"Signed by {said['carer'].name}.")
        return redirect("families:agreement_detail", self.row.ref)


class AgreementCountersign(RowForm):
    """We put our own name to it."""

    permission = Permission.SUPPORT_EDIT
    model = Agreement
    related = RELATED
    form_class = Form
    template_name = "families/agreement_countersign.html"

    def form_valid(self, form):
        agreements.sign_as_worker(self.row, by=self.request.user)
        messages.success(self.request, "Signed.")
        return redirect("families:agreement_detail", self.row.ref)
