"""Social care and orders of a court: pages for few eyes, each look written down."""

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Permission

from ..actions import social_care
from ..forms.around import CourtOrderForm, SocialCareEditForm, SocialCareForm
from ..forms.carers import EndForm
from ..guards import AboutChild
from ..models import CourtOrder, SocialCareStatus
from .rows import AboutRow, AddRow, EditRow


class SocialCareList(AboutChild, TemplateView):
    """How the child stood with social care, and every order, the newest first."""

    permission = Permission.SOCIAL_CARE_VIEW
    template_name = "families/social_care_list.html"
    seen_event = "social_care.seen"
    tab = "family"

    def what_was_seen(self):
        return {**super().what_was_seen(), "restricted": True}

    def get_context_data(self, **kwargs):
        user = self.request.user
        statuses = SocialCareStatus.objects.visible_to(user).filter(child=self.child)
        orders = CourtOrder.objects.visible_to(user).filter(child=self.child)
        today = timezone.localdate()
        return super().get_context_data(
            **kwargs,
            statuses=statuses.select_related("recorded_by"),
            orders=[
                {"order": order, "holds": order.holds_on(today)}
                for order in orders.select_related("concerns", "document", "recorded_by", "ended_by")
            ],
            may_edit=user.may(Permission.SOCIAL_CARE_EDIT),
        )


class SocialCareAdd(AddRow):
    """From a day on the child stands otherwise; what held before ends on that day."""

    permission = Permission.SOCIAL_CARE_EDIT
    model, form_class = SocialCareStatus, SocialCareForm
    heading, said = "How {child} stands with social care", "Saved: {row}."
    lede = "What held before ends on the day you give, and is kept."

    def carry_out(self, form):
        return social_care.stand(self.filled(form), by=self.request.user)


class SocialCareEdit(EditRow):
    """Another social worker, another meeting."""

    permission = Permission.SOCIAL_CARE_EDIT
    model, form_class = SocialCareStatus, SocialCareEditForm
    heading, said = "{row}", "Saved: {row}."

    def carry_out(self, form):
        seen = form.cleaned_data["seen"]
        return social_care.edit(self.row, by=self.request.user, data=form.told, seen=seen)


class CourtOrderAdd(AddRow):
    """Write down an order of a court."""

    permission = Permission.SOCIAL_CARE_EDIT
    model, form_class = CourtOrder, CourtOrderForm
    heading = "An order of a court about {child}"
    said = "Saved: {row}. Look at what each adult may see and do now."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def carry_out(self, form):
        return social_care.order(self.filled(form), by=self.request.user)


class CourtOrderEdit(EditRow):
    """Put right what was written about an order."""

    permission = Permission.SOCIAL_CARE_EDIT
    model, form_class = CourtOrder, CourtOrderForm
    heading, said = "{row}", "Saved: {row}."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def carry_out(self, form):
        seen = form.cleaned_data["seen"]
        return social_care.edit_order(self.row, by=self.request.user, data=form.told, seen=seen)


class CourtOrderEnd(AboutRow):
    """An order was lifted."""

    permission = Permission.SOCIAL_CARE_EDIT
    model, form_class = CourtOrder, EndForm
    heading, said = (
        "{row} no longer holds",
        "Ended: {row}. The rights of adults stay as they are: look at them.",
    )

    def carry_out(self, form):
        return social_care.end_order(self.row, by=self.request.user, reason=form.cleaned_data["reason"])
