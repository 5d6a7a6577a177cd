"""Who looked at a child's record and who changed it, by day and person, and by which right.

The lines come from the trail; by which right is worked out from where the child was at that moment.
Restricted lines are never among them, and what a safeguarding lead looked at is shown to safeguarding leads
alone: that one of them took an interest would tell that there was a reason to (docs/decisions/0031).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from accounts import sentences
from accounts.models import AuditEvent
from accounts.permissions import Permission
from accounts.roles import ROLES

from .models import Allocation, CoverShare, OpenedRecord
from .when import LONDON

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
    def at(self):
        return self.first_at

    @property
    def is_odd(self):
        return bool(self.why_odd)

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


# What a family is told that somebody looked at; all else, as what it may not know of, is “the record”.
FAMILY_WORDS = {
    "visit": "Visit records", "week": "Your week", "practice": "Your week", "profile": "Profile",
    "checklist": "Profile", "goal": "Goals", "loan": "Toys", "report": "Reports", "address": "Your address",
}  # fmt: skip
ROLE_WORDS = {
    "Portage worker": ("A Portage worker", "To help while yours could not, or to know what helps"),
    "Team lead": ("The team lead", "She shares out the work and checks it"),
    "Service manager": ("The service manager", "She answers for the service"),
    "Administrator": ("The office", "To arrange things and to reach you"),
}
HERS = "has the child on the caseload"


@dataclass
class FamilyLook:
    """One line of what a family sees: who looked at what, why, how often."""

    who: str
    role: str
    why: str
    last_at: datetime
    what: list = field(default_factory=list)
    times: int = 0


def for_the_family(child, *, since, until):
    """Who of the staff looked in a period, by role; by name only the worker. Never a safeguarding lead."""
    rights, found = Rights(child), {}
    lines = lines_about(child, since=since, until=until).exclude(by_pk=None)
    lines = lines.exclude(by_roles=PARENT).exclude(kind=AuditEvent.Kind.REFUSED)
    for event in lines[:MOST]:
        is_hers = rights.of(event)[0] == HERS
        role = ROLE_WORDS.get(event.by_roles.split(",")[0], ("Somebody of the service", "To do their work"))
        key = event.by_pk if is_hers else role[0]
        if key not in found:
            said = (
                (event.by_name, "your Portage worker", "She visits you")
                if is_hers
                else (role[0], "", role[1])
            )
            found[key] = FamilyLook(*said, last_at=timezone.localtime(event.at))
        look = found[key]
        look.times += 1
        words = FAMILY_WORDS.get(event.what.partition(".")[0], "The record")
        if words not in look.what:
            look.what.append(words)
    return list(found.values())


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
            return HERS, "", ""
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


def month_in(text, *, otherwise):
    """The first day of the month in an address, else of this month."""
    try:
        asked = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return otherwise.replace(day=1)
    return asked if 2000 <= asked.year <= otherwise.year else otherwise.replace(day=1)


def start_of(day):
    return datetime.combine(day, time.min, LONDON)
