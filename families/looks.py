"""Who looked at a child's record and who changed it, by day and person, and by which right.

The lines come from the trail; by which right is worked out from where the child was at that moment.
Restricted lines are never among them, and what a safeguarding lead looked at is shown to safeguarding leads
alone: that one of them took an interest would tell that there was a reason to (docs/decisions/0031).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time

from django.utils import timezone

from accounts import sentences
from accounts.models import AuditEvent
from accounts.permissions import Permission
from accounts.roles import ROLES

from .models import Allocation, CoverShare, OpenedRecord

MOST = 3000  # lines of one child in one month
NIGHT = (time(6, 30), time(20, 30))
WORKER = ROLES["portage_worker"].label
SAFEGUARDING = ROLES["safeguarding_lead"].label
PARENT = ROLES["parent"].label


@dataclass
class Look:
    """What one person did with a record on one day."""

    by_pk: int | None
    who: str
    how: str
    reason: str = ""
    why_odd: str = ""
    first_at: datetime | None = None
    last_at: datetime | None = None
    seen: Counter = field(default_factory=Counter)
    done: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)

    @property
    def icon(self):
        if self.reason:
            return "key-round"
        return "ban" if self.refused and not (self.seen or self.done) else "pencil" if self.done else "eye"

    @property
    def lines(self):
        """What was done, in words, with how often."""
        counted = [*self.done.items(), *self.seen.items(), *self.refused.items()]
        return [words if number == 1 else f"{words} ({number} times)" for words, number in counted]


def lines_about(child, *, viewer=None, since, until):
    """The lines of the trail about a child in a period that this viewer may know of, the newest first."""
    lines = AuditEvent.objects.about_child(child.ref).filter(is_restricted=False, at__gte=since, at__lt=until)
    if viewer is None or not viewer.may(Permission.CONCERN_DECIDE):
        lines = lines.exclude(by_roles__contains=SAFEGUARDING)
    return lines.order_by("-at", "-pk")


def looks_at(child, *, viewer, since, until):
    """Days with what each person did on them, the newest first: [(day, [Look])]."""
    rights = Rights(child)
    names = {child.ref: child.first_name}
    days = {}
    for event in lines_about(child, viewer=viewer, since=since, until=until)[:MOST]:
        at = timezone.localtime(event.at)
        how, reason, why_odd = rights.of(event)
        people = days.setdefault(at.date(), {})
        key = (event.by_pk, event.by_name, how, reason)
        look = people.setdefault(key, Look(event.by_pk, event.by_name, how, reason, why_odd))
        look.first_at, look.last_at = at, look.last_at or at
        if not NIGHT[0] <= at.time() <= NIGHT[1] and event.by_pk and PARENT not in event.by_roles:
            look.why_odd = look.why_odd or "it was early in the morning or late in the evening"
        getattr(look, event.kind)[sentences.words_for(event, names)] += 1
    return [(day, list(people.values())) for day, people in days.items()]


class Rights:
    """By which right people could see one child, at any moment; four questions to the database."""

    def __init__(self, child):
        self.allocations = list(
            Allocation.objects.filter(episode__child=child).values_list("worker", "from_at", "until_at")
        )
        shares = CoverShare.objects.filter(episode__child=child).select_related("cover__away")
        self.shares = list(shares)
        self.openings = list(OpenedRecord.objects.filter(child=child))

    def of(self, event):
        """(how, the reason given, why it stands out) for one line."""
        if event.by_pk is None:
            return "by itself", "", ""
        if any(pk == event.by_pk and since <= event.at and (until is None or event.at <= until)
               for pk, since, until in self.allocations):  # fmt: skip
            return "has the child on the caseload", "", ""
        if share := self._share(event):
            return f"covers for {share.cover.away.name}", "", ""
        if opening := self._opening(event):
            return "opened the record with a reason", opening.reason, "the child is on another caseload"
        if event.kind == AuditEvent.Kind.REFUSED:
            return event.by_roles.lower(), "", "it was refused"
        if event.by_roles == WORKER:
            return "worker, not with this child then", "", "the child is on another caseload"
        return event.by_roles[:1].lower() + event.by_roles[1:], "", ""

    def _share(self, event):
        day = timezone.localdate(event.at)
        return next(
            (one for one in self.shares
             if one.worker_id == event.by_pk and one.cover.from_on <= day <= one.cover.until_on
             and (one.cover.ended_at is None or event.at <= one.cover.ended_at)),
            None,
        )  # fmt: skip

    def _opening(self, event):
        return next(
            (one for one in self.openings
             if one.user_id == event.by_pk and one.opened_at <= event.at < one.until_at),
            None,
        )  # fmt: skip
