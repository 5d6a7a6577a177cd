"""Opening the record of a child outside one's caseload: for a day, with a reason, and the lead is told.

Who tries learns nothing from the answer: found or not, the same work is done and the same is said. What was
found stands in the list of records that one has open. Every try leaves a line.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, User
from accounts.notify import notify
from accounts.permissions import Permission
from accounts.refusals import Refused

from ..identity import normalise_name
from ..models import Child, OpenedRecord, Policy
from ..notifications import RecordOpened

MOST_TRIES = 10  # within an hour: more is not somebody who needs a record, but somebody who looks for one
TRIED = "record.asked_for"


@transaction.atomic
def open_record(*, by, first_name, last_name, born_on, reason):
    """Open the record of the child with exactly this name and date of birth, if there is one."""
    if not by.may(Permission.RECORD_OPEN):
        raise Refused("Ask the lead of the child’s team.")
    if not reason.strip():
        raise Refused("Say why you need to open this record.")
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two windows are counted one after the other
    _refuse_too_many(by)
    audit.record(TRIED, by=by, reason=reason.strip())
    child = _find(first_name, last_name, born_on)
    if child is None or Child.objects.visible_to(by).filter(pk=child.pk).exists():
        return None
    now = timezone.now()
    hours = Policy.on(timezone.localdate(now)).open_hours
    opened = OpenedRecord.objects.create(
        child=child, user=by, reason=reason.strip(), opened_at=now, until_at=now + timedelta(hours=hours)
    )
    audit.record("record.opened", by=by, target=child, child=child, reason=reason.strip())
    for lead in leads_of(child):
        notify(RecordOpened, to=lead, about=opened)
    return opened


def leads_of(child):
    """The leads of the team that has the child, or had it last; without one, the service managers."""
    today = timezone.localdate()
    episode = child.episodes.order_by("-opened_on", "-pk").first()
    teams = [episode.team_id] if episode else []
    leads = list(User.objects.active().with_role("team_lead").in_teams(teams, on=today).order_by("pk"))
    return leads or list(User.objects.active().with_role("service_manager").order_by("pk"))


def _refuse_too_many(by):
    hour_ago = timezone.now() - timedelta(hours=1)
    tries = AuditEvent.objects.filter(by_pk=by.pk, what=TRIED, at__gte=hour_ago).count()
    if tries >= MOST_TRIES:
        raise Refused("You have tried many times within an hour. Ask the lead of the child’s team.")


def _find(first_name, last_name, born_on):
    """The one child of this name and birthday. Two of one name are not told apart by this door."""
    first, last = normalise_name(first_name), normalise_name(last_name)
    born = Child.objects.filter(born_on=born_on, merged_into=None).order_by("pk")
    found = [
        child
        for child in born
        if normalise_name(child.family_name) == last
        and first in (normalise_name(child.given_name), normalise_name(child.known_as))
    ]
    return found[0] if len(found) == 1 and first and last else None
