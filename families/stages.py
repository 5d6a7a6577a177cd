"""The stages of triage: the service's own list, each within one state of a referral, each with its days.

A referral says in which stage it is and since when; how long it should take at most comes from the rules that
hold today. A stage that the rules no longer name shows as the first of its state.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from .models import Policy, Referral

#: Stages that the house itself leads a referral into; the rules may rename them, not remove them.
NEW, EVIDENCE, SCORE, DECIDE, PANEL = "new", "evidence", "score", "decide", "panel"
NEEDED = {
    NEW: Referral.Status.RECEIVED,
    EVIDENCE: Referral.Status.RECEIVED,
    SCORE: Referral.Status.RECEIVED,
    DECIDE: Referral.Status.TRIAGED,
    PANEL: Referral.Status.TRIAGED,
}
IN_TRIAGE = (Referral.Status.RECEIVED, Referral.Status.TRIAGED)


@dataclass(frozen=True)
class Stage:
    """One stage: what it is called, in which state of a referral it lies, how many days it should take."""

    code: str
    name: str
    status: str
    days: int


@dataclass(frozen=True)
class Clock:
    """How long a referral has been in its stage, against what was meant."""

    stage: Stage
    since: date
    on: date

    @property
    def days(self):
        return (self.on - self.since).days

    @property
    def due_on(self):
        return self.since + timedelta(days=self.stage.days)

    @property
    def left(self):
        return (self.due_on - self.on).days

    @property
    def is_over(self):
        return self.left < 0

    @property
    def words(self):
        """ "3 days, 4 left" or "12 days, 5 over"."""
        spent = "today" if not self.days else "1 day" if self.days == 1 else f"{self.days} days"
        return f"{spent}, {-self.left} over" if self.is_over else f"{spent}, {self.left} left"

    @property
    def tone(self):
        return "late" if self.is_over else "soon" if self.left <= 1 else "idle"


def stages_of(policy):
    """The stages of a set of rules, in order; those the house needs are there even if the rules lost them."""
    named = [Stage(one["code"], one["name"], one["status"], int(one["days"])) for one in policy.stages]
    known = {stage.code for stage in named}
    usual = {one["code"]: one for one in Policy._meta.get_field("stages").default()}
    for code, status in NEEDED.items():
        if code not in known:
            named.append(Stage(code, usual[code]["name"], status, usual[code]["days"]))
    return sorted(named, key=lambda stage: IN_TRIAGE.index(stage.status))


def stage_in(stages, referral):
    """The stage a referral is in, or None once it is out of triage."""
    if referral.status not in IN_TRIAGE:
        return None
    here = [stage for stage in stages if stage.status == referral.status]
    return next((stage for stage in here if stage.code == referral.stage), here[0])


def clock_of(referral, stages, *, on):
    """The clock of a referral's stage, or None once it is out of triage."""
    stage = stage_in(stages, referral)
    return Clock(stage, referral.stage_since or referral.received_on, on) if stage else None


def next_steps(referral, stages):
    """The other stages within its state, to which a person may move a referral."""
    now = stage_in(stages, referral)
    return [stage for stage in stages if now and stage.status == referral.status and stage != now]
