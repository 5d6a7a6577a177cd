"""The queue of referrals: what can be asked of it, how many there are of each, and what one line says.

Each filter is one condition, used both to count and to list, so that a number and its list cannot disagree.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from . import stages
from .models import Policy, Referral
from .waiting import TONES

OTHERS = {
    "waiting": ("On the waiting list", Q(status=Referral.Status.WAITING)),
    "decided": ("Decided", Q(status__in=Referral.DECIDED)),
}


@dataclass(frozen=True)
class Line:
    """One referral as the queue shows it."""

    referral: Referral
    clock: stages.Clock | None

    @property
    def child(self):
        return self.referral.child

    @property
    def tone(self):
        return TONES.get(self.referral.band, "idle")


class Queue:
    """The referrals an address asks for: a stage, or all in triage; those over time; as board or list."""

    def __init__(self, params, everything, *, on):
        self.on, self.everything = on, everything
        self.listed = stages.stages_of(Policy.on(on))
        self.asked = self.conditions()
        self.stage = params.get("stage", "") if params.get("stage", "") in self.asked else ""
        self.is_over = params.get("over") == "1"
        self.is_board = not self.stage and params.get("view") != "list"

    def conditions(self):
        """Every stage by its code, then the waiting list and the decided: the condition that answers it."""
        asked = {stage.code: self.within(stage) for stage in self.listed}
        return asked | {key: condition for key, (_label, condition) in OTHERS.items()}

    def within(self, stage):
        """Those in a stage; its state's first stage also has those whose stage the rules no longer name."""
        here = [one for one in self.listed if one.status == stage.status]
        mine = Q(stage=stage.code)
        if stage == here[0]:
            mine |= ~Q(stage__in=[one.code for one in here])
        return Q(status=stage.status) & mine

    @property
    def over(self):
        """Those that have been in their stage longer than was meant."""
        late = Q(pk__in=[])
        for stage in self.listed:
            late |= self.within(stage) & Q(since__lt=self.on - timedelta(days=stage.days))
        return late

    def rows(self):
        found = self.everything.annotate(since=Coalesce("stage_since", "received_on"))
        if self.stage:
            found = found.filter(self.asked[self.stage])
        else:
            found = found.filter(status__in=stages.IN_TRIAGE)
        if self.is_over:
            found = found.filter(self.over)
        first = F("decided_at").desc(nulls_last=True) if self.stage == "decided" else F("since").asc()
        return found.select_related("child").defer("facts", "breakdown").order_by(first, "pk")

    def tallies(self):
        """The boxes above the list: key, label, how many, whether it is the one in sight."""
        counted = self.everything.order_by().annotate(since=Coalesce("stage_since", "received_on"))
        names = {f"n{number}": key for number, key in enumerate(self.asked)}
        found = counted.aggregate(
            over=Count("pk", filter=self.over),
            open=Count("pk", filter=Q(status__in=stages.IN_TRIAGE)),
            **{name: Count("pk", filter=self.asked[key]) for name, key in names.items()},
        )
        labels = {stage.code: stage.name for stage in self.listed}
        labels |= {key: label for key, (label, _condition) in OTHERS.items()}
        boxes = [self._box("", "In triage", found["open"], "", not self.stage and not self.is_over)]
        over = not self.stage and self.is_over
        boxes.append(self._box("over=1&view=list", "Over their time", found["over"], "late", over))
        for name, key in names.items():
            boxes.append(self._box(f"stage={key}", labels[key], found[name], "", self.stage == key))
        return boxes

    def _box(self, query, label, count, tone, is_current):
        tone = tone if count else ""
        return {"query": query, "label": label, "count": count, "tone": tone, "current": is_current}

    def lines(self, referrals):
        return [Line(one, stages.clock_of(one, self.listed, on=self.on)) for one in referrals]

    def columns(self, lines):
        """The board: each stage with its lines."""
        return [
            (stage, [line for line in lines if line.clock and line.clock.stage == stage])
            for stage in self.listed
        ]

    @property
    def title(self):
        """What the list in sight shows, for its caption."""
        if self.stage in OTHERS:
            return OTHERS[self.stage][0]
        named = {stage.code: stage.name for stage in self.listed}
        return named.get(self.stage, "Over their time" if self.is_over else "In triage")
