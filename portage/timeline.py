"""What happened with a child, newest first: visits, steps, practice, toys, reports, who came and went.

Each kind is gathered only for a person who may see it, so that who plans the diary reads no notes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from assessments.models import Step
from equipment.models import Loan
from families.models import Allocation, Referral
from reports.models import Report
from visits.models import Activity, Practice, Visit, VisitRecord

PAGE = 12
MOST = 60  # of one kind at a time: more than a page and the longest day together


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


def timeline_of(child, user, *, kind="", before=None):
    """The newest things that happened, or the newest before a day; whole days only, so none is lost."""
    kinds = [known for known in KINDS if user.may(known.permission)]
    wanted = [known for known in kinds if known.key == kind] or kinds
    until = start_of(before or timezone.localdate() + timedelta(days=1))
    entries = [entry for known in wanted for entry in known.gather(child, user, until)]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    shown = entries
    if len(entries) > PAGE:
        last = entries[PAGE - 1].on
        shown = [entry for entry in entries if entry.on >= last]
    earlier = shown[-1].on if len(shown) < len(entries) else None
    chosen = kind if len(wanted) == 1 and wanted[0].key == kind else ""
    return Timeline(shown, chosen, kinds, earlier, before)


def start_of(on):
    """The first moment of a day on the clock in the kitchen; for things with a day and no time, its place."""
    return timezone.make_aware(datetime.combine(on, time.min))


# Visits ---------------------------------------------------------------------------------------------------


def visits(child, user, until):
    """Visits up to today, with what was seen on them for who may read it."""
    rows = Visit.objects.visible_to(user).filter(child=child, starts_at__lt=until).select_related("worker")
    reads = user.may(Permission.VISIT_VIEW)
    if reads:
        records = VisitRecord.objects.visible_to(user).order_by("-number")
        rows = rows.prefetch_related(Prefetch("records", queryset=records, to_attr="versions"))
        rows = rows.annotate(ticks=Count("observations"))
    for visit in rows.order_by("-starts_at", "-pk")[:MOST]:
        yield visit_entry(visit, reads=reads)


def visit_entry(visit, *, reads):
    record = visit.versions[0] if reads and visit.versions else None
    return Entry(
        at=visit.starts_at,
        icon="house" if visit.mode == Visit.Mode.HOME else "users",
        tone="sun" if visit.status == Visit.Status.PLANNED else "",
        title=visit.get_mode_display(),
        by=f"{visit.worker.name}, {int((visit.ends_at - visit.starts_at).total_seconds() // 60)} minutes",
        text=(record.saw or record.play or record.practice) if record else "",
        url=reverse("visits:visit_detail", args=[visit.ref]) if reads else "",
        has_time=True,
        pills=[*state_pills(visit), *record_pills(visit, record)],
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
    if record is None:
        return []
    ticks = [(f"{visit.ticks} tick{'' if visit.ticks == 1 else 's'}", "idle", "list-checks")]
    return (ticks if visit.ticks else []) + ([("Corrected", "info", "pencil")] if record.number > 1 else [])


# Goals and practice ---------------------------------------------------------------------------------------


def steps(child, user, until):
    """Steps that the child has reached."""
    reached = Step.objects.visible_to(user).filter(goal__child=child, achieved_on__lt=until.date())
    for step in reached.select_related("goal", "achieved_by").order_by("-achieved_on", "-pk")[:MOST]:
        yield Entry(
            at=start_of(step.achieved_on),
            icon="flag",
            tone="good",
            title=f"Step reached: {step.text[:1].lower()}{step.text[1:]}",
            by=step.achieved_by.name,
            text=f"Towards “{step.goal.text}”",
        )


def practice(child, user, until):
    """How the family’s practice went: one line for each week’s activity, with their own words."""
    tries = Practice.objects.visible_to(user).filter(on__lt=until.date()).select_related("by").order_by("on")
    activities = Activity.objects.visible_to(user).filter(child=child)
    activities = activities.annotate(last_on=Max("practices__on", filter=Q(practices__on__lt=until.date())))
    activities = activities.filter(last_on__isnull=False).order_by("-last_on", "-pk")[:MOST]
    for activity in activities.prefetch_related(Prefetch("practices", queryset=tries, to_attr="tries")):
        yield Entry(
            at=start_of(activity.last_on),
            icon="heart-handshake",
            tone="plain",
            title=f"Practised at home: {activity.what}",
            by=", ".join(dict.fromkeys(tried.by.name for tried in activity.tries)),
            text=how_it_went(activity.tries),
            quotes=[tried.comment for tried in activity.tries if tried.comment],
        )


def how_it_went(tries):
    """“Did it 3 times, with help once”."""
    counted = [(went.label, sum(tried.went == went for tried in tries)) for went in Practice.Went]
    words = ", ".join(f"{label.lower()} {times(number)}" for label, number in counted if number)
    return words[:1].upper() + words[1:]


def times(number):
    """“once”, “twice”, “3 times”."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


# Toys and reports -----------------------------------------------------------------------------------------


def loans(child, user, until):
    """Toys that went out and came back."""
    rows = Loan.objects.visible_to(user).filter(child=child, lent_on__lt=until.date())
    for loan in rows.select_related("equipment", "lent_by", "returned_by").order_by("-lent_on", "-pk")[:MOST]:
        yield Entry(
            at=start_of(loan.lent_on),
            icon="toy-brick",
            title=f"Lent: {loan.equipment.name}",
            by=loan.lent_by.name,
        )
        if loan.returned_on and loan.returned_on < until.date():
            missing = loan.parts_out - loan.parts_back
            yield Entry(
                at=start_of(loan.returned_on),
                icon="package-check",
                tone="plain",
                title=f"Back: {loan.equipment.name}",
                by=loan.returned_by.name,
                text=f"{missing} of {loan.parts_out} pieces not back yet" if missing > 0 else "",
            )


def reports(child, user, until):
    """Reports from the day that they were asked for, shared or on their way."""
    rows = Report.objects.visible_to(user).filter(child=child, requested_at__lt=until)
    for report in rows.select_related("requested_by").order_by("-requested_at", "-pk")[:MOST]:
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


def referrals(child, user, until):
    """Where the child came from, and what was decided; for who takes in and decides."""
    rows = Referral.objects.visible_to(user).filter(child=child, received_on__lt=until.date())
    for referral in rows.select_related("decided_by").order_by("-received_on", "-pk")[:MOST]:
        url = reverse("families:referral_detail", args=[referral.ref])
        source = referral.get_source_display()
        yield Entry(
            at=start_of(referral.received_on), icon="inbox", title=f"Referred by: {source.lower()}",
            by=referral.referrer_name, url=url,
        )  # fmt: skip
        if referral.decided_at and referral.decided_at < until:
            yield Entry(
                at=referral.decided_at,
                icon="circle-check" if referral.status == Referral.Status.ACCEPTED else "circle-slash",
                title=f"Referral: {referral.get_status_display().lower()}",
                by=referral.decided_by.name,
                url=url,
            )


def workers(child, user, until):
    """Who has worked with the child, from when."""
    rows = Allocation.objects.visible_to(user).filter(episode__child=child, from_at__lt=until)
    for allocation in rows.select_related("worker", "allocated_by").order_by("-from_at", "-pk")[:MOST]:
        yield Entry(
            at=allocation.from_at,
            icon="user-check",
            title=f"{allocation.worker.name} is the Portage worker from this day",
            by=allocation.allocated_by.name,
        )


KINDS = [
    Kind("visits", "Visits", Permission.DIARY_VIEW, visits),
    Kind("steps", "Steps reached", Permission.ASSESSMENT_VIEW, steps),
    Kind("home", "Practice at home", Permission.VISIT_VIEW, practice),
    Kind("toys", "Toys", Permission.EQUIPMENT_VIEW, loans),
    Kind("reports", "Reports", Permission.REPORT_VIEW, reports),
    Kind("referrals", "Referrals", Permission.REFERRAL_VIEW, referrals),
    Kind("workers", "Workers", Permission.CHILD_VIEW, workers),
]
