"""A door for a record outside one's caseload, which tells nothing to who only tries the handle."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator

from accounts.guards import ActionForm
from accounts.pace import same_time_inside
from accounts.permissions import Permission

from ..actions import opened_records
from ..forms.opened_records import RecordOpenForm
from ..models import OpenedRecord, Policy


@method_decorator(same_time_inside, name="dispatch")
class RecordOpen(ActionForm):
    """Open a record for a day by full name, date of birth and a reason; below, those that are open now."""

    permission = Permission.RECORD_OPEN
    form_class = RecordOpenForm
    template_name = "families/record_open.html"

    def get_context_data(self, **kwargs):
        now, user = timezone.now(), self.request.user
        mine = OpenedRecord.objects.visible_to(user).filter(user=user).running(at=now)
        return super().get_context_data(
            **kwargs,
            opened=mine.select_related("child").order_by("-opened_at", "-pk"),
            hours=Policy.on(timezone.localdate(now)).open_hours,
        )

    def form_valid(self, form):
        opened_records.open_record(by=self.request.user, **form.cleaned_data)
        messages.info(
            self.request,
            "If a child of exactly this name and date of birth is with us, the record is open to you now. "
            "You find it under “Open now”, or among your families.",
        )
        return redirect("families:record_open")
