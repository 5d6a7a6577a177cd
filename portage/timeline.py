"""What happened with a child, newest first: visits, steps, practice, toys, reports, who came and went.

Each kind is shown only to a person who may see it, so that who plans the diary reads no notes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from families.models import Referral
from reports.models import Report
from visits.models import Practice, Visit

from .life import Life, start_of

PAGE = 12


@dataclass(frozen=True)
class Entry:
    """One thing that happened."""

    at: datetime
    icon: str
    title: str
    by: str = ""
    text: str = ""
    url: str = ""
    tone: str = ""
    has_time: bool = False
    pills: list = field(default_factory=list)
    quotes: list = field(default_factory=list)

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that happens: its name in an address, in words, and who may see it."""

    key: str
    label: str
    permission: Permission
    gather: Callable


@dataclass(frozen=True)
class Timeline:
    """One page of a child's timeline."""

    entries: list[Entry]
    kind: str
    kinds: list[Kind]
    earlier: date | None  # the first day that is not on this page any more
    before: date | None

    @property
    def earlier_text(self):
        """The day in the address of the next page back."""
        return self.earlier.isoformat()


def timeline_of(life: Life, *, kind="", before=None):
    """The newest things that happened until a moment; whole days only, so that none is lost between pages."""
    kinds = [known for known in KINDS if life.user.may(known.permission)]
    wanted = [known for known in kinds if known.key == kind] or kinds
    entries = [entry for known in wanted for entry in known.gather(life) if entry.at < life.until]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    shown = entries
    if len(entries) > PAGE:
        last = entries[PAGE - 1].on
        shown = [entry for entry in entries if entry.on >= last]
    earlier = shown[-1].on if len(shown) < len(entries) else None
    chosen = kind if kind in {known.key for known in kinds} else ""
    return Timeline(shown, chosen, kinds, earlier, before)


# Visits ---------------------------------------------------------------------------------------------------


def visits(life):
    """Visits up to today, with what was seen on them for who may read it."""
    return [visit_entry(visit, reads=life.reads_notes) for visit in life.visits]


def visit_entry(visit, *, reads):
    record = (visit.record if reads else None) or {}
    return Entry(
        at=visit.starts_at,
        icon="house" if visit.mode == Visit.Mode.HOME else "users",
        tone="sun" if visit.status == Visit.Status.PLANNED else "",
        title=visit.get_mode_display(),
        by=f"{visit.worker.name}, {int((visit.ends_at - visit.starts_at).total_seconds() // 60)} minutes",
        text=next((record[name] for name in ("saw", "play", "practice") if record.get(name)), ""),
        url=reverse("visits:visit_detail", args=[visit.ref]) if reads else "",
        has_time=True,
        pills=[*state_pills(visit), *(record_pills(visit, record) if record else [])],
    )


def state_pills(visit):
    """How far a visit has come, when it is not simply done."""
    if visit.status == Visit.Status.PLANNED:
        is_over = visit.ends_at < timezone.now()
        return [("To be written up", "soon", "pencil") if is_over else ("Planned", "info", "calendar-days")]
    if visit.status == Visit.Status.DONE:
        return []
    reason = "" if visit.reason == Visit.Reason.NOBODY_IN else f": {visit.get_reason_display().lower()}"
    return [(f"{visit.get_status_display()}{reason}", "idle", "calendar-x")]


def record_pills(visit, record):
    """What a signed record brought, and whether it was corrected since."""
    ticks = [(f"{visit.ticks} tick{'' if visit.ticks == 1 else 's'}", "idle", "list-checks")]
    corrected = [("Corrected", "info", "pencil")]
    return (ticks if visit.ticks else []) + (corrected if record["number"] > 1 else [])


# Goals and practice ---------------------------------------------------------------------------------------


def steps(life):
    """Steps that the child has reached."""
    reached = [(step, goal) for goal in life.goals for step in goal.steps.all() if step.achieved_on]
    return [
        Entry(
            at=start_of(step.achieved_on),
            icon="flag",
            tone="good",
            title=f"Step reached: {step.text[:1].lower()}{step.text[1:]}",
            by=step.achieved_by.name,
            text=f"Towards “{goal.text}”",
        )
        for step, goal in reached
    ]


def goals(life):
    """Goals that were reached, wholly or in part."""
    titles = {"reached": "Goal reached", "partly": "Goal partly reached"}
    return [
        Entry(
            at=start_of(goal.ended_on),
            icon="star",
            tone="good",
            title=f"{titles[goal.status]}: {goal.text[:1].lower()}{goal.text[1:]}",
            url=reverse("assessments:goal_detail", args=[goal.ref]),
        )
        for goal in life.goals
        if goal.status in titles
    ]


def practice(life):
    """How the family’s practice went: one line for each week’s activity, with their own words."""
    weeks = {}
    for tried in reversed(life.practices):
        weeks.setdefault(tried.activity, []).append(tried)
    return [
        Entry(
            at=start_of(tries[-1].on),
            icon="heart-handshake",
            tone="plain",
            title=f"Practised at home: {activity.what}",
            by=", ".join(dict.fromkeys(tried.by.name for tried in tries)),
            text=how_it_went(tries),
            quotes=[tried.comment for tried in tries if tried.comment],
        )
        for activity, tries in weeks.items()
    ]


def how_it_went(tries):
    """“Did it 3 times, with help once”."""
    counted = [(went.label, sum(tried.went == went for tried in tries)) for went in Practice.Went]
    words = ", ".join(f"{label.lower()} {times(number)}" for label, number in counted if number)
    return words[:1].upper() + words[1:]


def times(number):
    """“once”, “twice”, “3 times”."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


# Toys and reports -----------------------------------------------------------------------------------------


def loans(life):
    """Toys that went out and came back."""
    for loan in life.loans:
        yield Entry(
            at=start_of(loan.lent_on),
            icon="toy-brick",
            title=f"Lent: {loan.equipment.name}",
            by=loan.lent_by.name,
        )
        if loan.returned_on:
            missing = loan.parts_out - loan.parts_back
            yield Entry(
                at=start_of(loan.returned_on),
                icon="package-check",
                tone="plain",
                title=f"Back: {loan.equipment.name}",
                by=loan.returned_by.name,
                text=f"{missing} of {loan.parts_out} pieces not back yet" if missing > 0 else "",
            )


def reports(life):
    """Reports from the day that they were asked for, shared or on their way."""
    for report in life.reports:
        state = report.get_status_display()
        shared = report.status == Report.Status.RELEASED
        yield Entry(
            at=report.requested_at,
            icon="file-text",
            tone="plain",
            title=report.get_kind_display(),
            by=report.requested_by.name,
            url=reverse("reports:report_detail", args=[report.ref]),
            pills=[(state, "good" if shared else "soon", "check" if shared else "clock")],
        )


# Who came and went ----------------------------------------------------------------------------------------


def referrals(life):
    """Where the child came from, and what was decided; for who takes in and decides."""
    for referral in life.referrals:
        url = reverse("families:referral_detail", args=[referral.ref])
        source = referral.get_source_display()
        yield Entry(
            at=start_of(referral.received_on), icon="inbox", title=f"Referred by: {source.lower()}",
            by=referral.referrer_name, url=url,
        )  # fmt: skip
        if referral.decided_at:
            yield Entry(
                at=referral.decided_at,
                icon="circle-check" if referral.status == Referral.Status.ACCEPTED else "circle-slash",
                title=f"Referral: {referral.get_status_display().lower()}",
                by=referral.decided_by.name,
                url=url,
            )


def workers(life):
    """Who has worked with the child, from when."""
    return [
        Entry(
            at=allocation.from_at,
            icon="user-check",
            title=f"{allocation.worker.name} is the Portage worker from this day",
            by=allocation.allocated_by.name,
        )
        for allocation in life.allocations
    ]


KINDS = [
    Kind("visits", "Visits", Permission.DIARY_VIEW, visits),
    Kind("steps", "Steps reached", Permission.ASSESSMENT_VIEW, steps),
    Kind("goals", "Goals reached", Permission.ASSESSMENT_VIEW, goals),
    Kind("home", "Practice at home", Permission.VISIT_VIEW, practice),
    Kind("toys", "Toys", Permission.EQUIPMENT_VIEW, loans),
    Kind("reports", "Reports", Permission.REPORT_VIEW, reports),
    Kind("referrals", "Referrals", Permission.REFERRAL_VIEW, referrals),
    Kind("workers", "Workers", Permission.CHILD_VIEW, workers),
]
