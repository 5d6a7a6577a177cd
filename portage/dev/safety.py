"""Safety in the demo: concerns, a warning to look at again, cover, a chronology, in every state."""

from datetime import timedelta

from django.utils import timezone

from families.actions import chronology, concerns, covers
from families.models import ConcernStep, Cover
from tests.factories.families import HomeNoteFactory


def tell_safety(staff, children):
    """A few rows that show every state; ``children`` are those on a caseload, the story’s first."""
    today = timezone.localdate()
    sofia, lead = staff["Sofia Marsh"], _with_role(staff, "safeguarding_lead")
    aisha, second = children[0], children[1]
    _concern(
        aisha, sofia, days=2, facts="Aisha pulled up her sleeve to paint. There were three round marks, each "
        "about 1 cm, on the inside of her left upper arm. They were yellow and brown.",
        opinion="The marks look like finger marks to me. Mum seemed surprised.",
        sayings=[("Nadia Khan (mum)", "She must have done it at nursery. I never saw it before.")],
        marks=[("front-left-upper-arm", "three round marks, about 1 cm, yellow and brown")],
    )  # fmt: skip
    seen = "A blue mark on the lower back, about 4 cm, with soft edges."
    closed = _concern(second, sofia, days=40, facts=seen)
    concerns.read(closed, by=lead)
    concerns.decide(
        closed, by=lead, decision=ConcernStep.Decision.WATCH, follow_up_on=today + timedelta(days=7),
        reason="Spoke with the health visitor, who asks the GP to look.",
    )  # fmt: skip
    concerns.close(closed, by=lead, outcome="The GP has seen it: a birthmark, noted since the first week.")
    HomeNoteFactory(
        child=aisha, text="Ring before coming: the dog is loose", tone="late", icon="dog",
        review_on=today - timedelta(days=1), raised_by=sofia, raised_at=timezone.now(),
    )  # fmt: skip
    for days, what, weight in (
        (300, "First visit at home, with mum and grandad.", "important"),
        (120, "Moved to grandad’s for three weeks while mum was in hospital.", "turning"),
        (30, "Began two mornings a week at Little Acorns.", "background"),
    ):
        on = today - timedelta(days=days)
        chronology.flag(aisha, by=sofia, on=on, what=what, significance=weight)
    _cover(staff, today)


def _concern(child, by, *, days, facts, opinion="", sayings=(), marks=()):
    happened_on = timezone.localdate() - timedelta(days=days)
    given = {
        "happened_on": happened_on, "place": "At home. Mum and I.", "facts": facts, "opinion": opinion,
        "done": "Asked “Tell me what happened”, and rang the safeguarding lead.", "told": "yes",
    }  # fmt: skip
    return concerns.raise_concern(child, by=by, facts=given, sayings=sayings, marks=marks)


def _cover(staff, today):
    """A colleague of Sofia’s team is on leave this week; Sofia covers two of her children."""
    lead, sofia = staff["Hannah Osei"], staff["Sofia Marsh"]
    away = staff["Priya Shah"]
    open_ones = away.allocations.open().select_related("episode__child").order_by("pk")[:2]
    covers.arrange(
        away, by=lead, reason=Cover.Reason.LEAVE, from_on=today - timedelta(days=1),
        until_on=today + timedelta(days=6), shares={one.episode: sofia for one in open_ones},
    )  # fmt: skip


def _with_role(staff, role):
    return next(user for user in staff.values() if role in user.roles)
