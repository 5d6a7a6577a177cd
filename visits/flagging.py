"""A visit’s record as what may be flagged into a child’s chronology: handed down to families."""

from django.utils import timezone

from accounts.permissions import Permission
from families.chronology import Source

from .models import Visit


def _visit(user, ref):
    if not user.may(Permission.VISIT_VIEW):
        return None
    return Visit.objects.visible_to(user).filter(ref=ref).select_related("child").first()


VISIT_RECORD = Source(
    "visit", "Visit record", _visit, lambda visit: timezone.localdate(visit.starts_at), "visits:visit_detail"
)
