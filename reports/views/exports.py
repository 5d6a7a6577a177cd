"""Taking lists out: the same filters and order as on the screen, by the same address."""

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.views.generic import View

from accounts import sheets
from accounts.guards import Guarded
from accounts.permissions import Permission
from families.waiting_asked import Asked

from .. import exports


class WaitingListExport(Guarded, View):
    """The waiting list as a spreadsheet."""

    permission = Permission.LIST_EXPORT
    http_method_names = ["get", "options"]

    @transaction.atomic
    def get(self, request):
        now = timezone.localtime()
        asked = Asked(request.user, request.GET, now.date())
        content = exports.waiting_list(asked, by=request.user, now=now)
        name = sheets.file_name("waiting-list", now.date())
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=sheets.XLSX, headers=headers)
