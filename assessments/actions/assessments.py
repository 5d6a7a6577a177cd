"""A sitting with the whole checklist: where a child stands at the start, or at a review."""

from django.db import transaction
from django.utils import timezone

from accounts import audit

from ..models import Assessment
from . import observations


@transaction.atomic
def sit(child, *, kind, framework, states, by, on, source="worker"):
    """Write down a baseline or a review with what was seen at it. Returns the sitting."""
    sitting = Assessment(child=child, framework=framework, kind=kind, on=on, by=by)
    sitting.finished_at, sitting.finished_by = timezone.now(), by
    sitting.save()
    audit.record("assessment.made", by=by, target=sitting, after={"kind": str(kind), "on": on.isoformat()})
    observations.record(child, states, by=by, on=on, source=source, assessment=sitting)
    return sitting
