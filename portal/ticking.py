"""The lines that a family ticks: near what the child can do now, or all of an area, in warm words."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from assessments import observing
from assessments.models import Observation
from assessments.observing import Line, Sheet
from assessments.profile.known import frameworks_for, usual_of
from assessments.scoring import State
from assessments.standing import standing_of_one

FOR_FAMILIES = (State.CAN, State.NEARLY, State.NOT_YET)
WHO = {
    Observation.Source.WORKER: "We saw it",
    Observation.Source.PARENT: "You told us",
    Observation.Source.SETTING: "Seen at nursery",
    Observation.Source.THERAPIST: "A therapist saw it",
    Observation.Source.REPORT: "From a report",
    Observation.Source.TOGETHER: "We agreed it together",
}


@dataclass(frozen=True)
class Tick:
    """One line with its three large words."""

    line: Line

    @property
    def item(self):
        return self.line.item

    @property
    def text(self):
        return self.line.text

    @property
    def choices(self):
        """Each word with its mark and whether it holds; "not seen" is what is left when nobody touches."""
        return [choice for choice in self.line.choices if choice[0].counts_as in FOR_FAMILIES]

    @property
    def seen_on(self):
        """The day of the word that stands, if there is one."""
        standing = self.line.standing
        return None if standing.state == State.NOT_SEEN else standing.on

    @property
    def who(self):
        return WHO.get(self.line.standing.source, "We saw it")

    @property
    def problem(self):
        return self.line.problem


class Page:
    """One area of the checklist in use: the lines near what a child can do now, or all of them."""

    def __init__(self, child, user, *, area, is_all):
        framework = usual_of(frameworks_for(child, user))
        self.sheet = framework and Sheet(
            child, user, framework=framework, area=area, view=observing.NEAR, on=timezone.localdate()
        )
        if self.sheet and self.sheet.area is None:
            self.sheet.area = next(iter(self.sheet.areas), None)
        if self.sheet and is_all:
            self.sheet.view = observing.ALL
        self.is_all = is_all

    @property
    def areas(self):
        return self.sheet.areas

    @property
    def area(self):
        return self.sheet.area

    @property
    def next_area(self):
        """The area after this one, or None after the last."""
        place = self.areas.index(self.area) + 1
        return self.areas[place] if place < len(self.areas) else None

    @cached_property
    def ticks(self):
        return [Tick(line) for group in self.sheet.groups for line in group.lines]


def words_for(framework, user):
    """The words of a framework's scale that a family may choose, best first."""
    return [level for level in observing.levels_of(framework, user) if level.counts_as in FOR_FAMILIES]


def tick_of(child, user, item, *, standing=None, problem=""):
    """One line as it stands for a child; the observation that was just written spares a question."""
    today = timezone.localdate()
    standing = standing or standing_of_one(child, item, today)
    levels = observing.levels_of(item.area.framework, user)
    line = Line(
        item=item, framework=item.area.framework, levels=levels, standing=standing, problem=problem,
        is_own=observing.is_own(standing, user) if standing.recorded_at else False,
        is_touched=standing.on == today,
    )  # fmt: skip
    return Tick(line)
