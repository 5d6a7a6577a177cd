"""The page on which one ticks what a child does: a framework, a part of it, its lines as they stand.

Ten questions, however long the checklist. A tick afterwards asks for its own line alone.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst

from families.ages import ages

from .models import Area, Assessment, Band, Framework, Item, Level, Observation
from .nearby import Rung, near
from .scoring import State
from .standing import NOTHING, Standing, standing_in

NEAR, ALL = "near", "all"
KEPT = ("framework", "area", "view", "on", "source")  # what the address keeps from page to page
UNDONE_WITHIN = timedelta(hours=2)  # for so long a tick of one's own has its Undo in sight
HOW_WE_KNOW = {
    Observation.Source.WORKER: "the worker saw it",
    Observation.Source.PARENT: "the family saw it",
    Observation.Source.SETTING: "seen at the setting",
    Observation.Source.THERAPIST: "a therapist saw it",
    Observation.Source.REPORT: "from a report",
    Observation.Source.TOGETHER: "agreed together",
}


def kept_in(data):
    """What an address or a form carries from page to page, as it stands in an address; nothing else of it."""
    return urlencode([(name, data[name][:80]) for name in KEPT if data.get(name)])


def frameworks_for(child, user):
    """The frameworks one may tick in: those in use, and those in which the child has a history.

    First comes the one with which a sitting is open, then the one in use that was ticked in last.
    """
    seen = Observation.objects.visible_to(user).filter(child=child)
    had = seen.values("item__area__framework")
    found = Framework.objects.visible_to(user).filter(
        Q(status=Framework.Status.PUBLISHED) | Q(status=Framework.Status.RETIRED, pk__in=had)
    )
    found = found.select_related("scale").order_by("status", "name", "version", "pk")
    sittings = Assessment.objects.visible_to(user).open().filter(child=child)
    is_open = set(sittings.values_list("framework", flat=True))
    last = seen.order_by("-on", "-pk").values_list("item__area__framework__code", flat=True).first()

    def place(framework):
        return framework.pk not in is_open, not framework.is_in_use, framework.code != last

    return sorted(found, key=place)


def levels_of(framework, user):
    """The words of a framework's scale, best first."""
    return list(Level.objects.visible_to(user).filter(scale=framework.scale_id).order_by("order"))


def level_for(levels, state):
    """The plainest word that counts as a state, or None where a scale has none."""
    return next((level for level in levels if level.counts_as == state), None)


@dataclass(frozen=True)
class Line:
    """One item with the choices of its scale, as it stands at the end of the day that was chosen."""

    item: Item
    framework: Framework
    levels: list
    standing: Standing = NOTHING
    is_own: bool = False  # written a moment ago by who looks at it, who may take it back
    is_touched: bool = False  # looked at on the chosen day, or in the sitting that is open
    problem: str = ""

    @property
    def text(self):
        return capfirst(self.item.text) if self.framework.reads_on else self.item.text

    @property
    def stands(self):
        """ "Nearly since 18 November, the family saw it"; that nobody has seen it yet."""
        standing = self.standing
        if standing.on is None:
            return "Nobody has looked yet"
        word = next((level.name for level in self.levels if level.code == standing.word), "")
        word = word or State(standing.state).label
        return f"{word} {_day_in_words(standing.on)}, {HOW_WE_KNOW.get(standing.source, 'the worker saw it')}"

    @property
    def choices(self):
        """Each word with its mark, and whether it is the one that stands."""
        return [
            (level, "unseen" if level.counts_as == State.NOT_SEEN else level.counts_as, self._holds(level))
            for level in self.levels
        ]

    def _holds(self, level):
        return self.standing.on is not None and level.code == self.standing.word


def _day_in_words(day):
    """ "today", "on 18 November", with the year once that could be misread."""
    ago = (timezone.localdate() - day).days
    if ago == 0:
        return "today"
    return f"on {day.day} {day:%B}" + (f" {day.year}" if ago > 300 else "")


@dataclass
class Group:
    """Lines under one heading: an area, or an age band of it."""

    title: str
    hint: str = ""
    url: str = ""
    lines: list = field(default_factory=list)


class Sheet:
    """What the page shows of one framework for one child."""

    def __init__(self, child, user, *, framework, area, view, on):
        self.child, self.user = child, user
        self.framework, self.view, self.on = framework, view, on
        self.levels = levels_of(framework, user)
        self.areas = list(Area.objects.visible_to(user).filter(framework=framework))
        self.area = next((each for each in self.areas if each.code == area), None)
        if view == ALL and self.area is None and self.areas:
            self.area = self.areas[0]
        self.sitting = (
            Assessment.objects.visible_to(user).open().filter(child=child, framework=framework).first()
        )
        self.standing = standing_in(child, framework, on, user=user)
        items = Item.objects.visible_to(user).filter(area__framework=framework).select_related("strand")
        self.items = list(items.order_by("area__order", "area", "band", "order", "pk"))

    @cached_property
    def groups(self):
        """The lines to show, under their headings."""
        if self.view == ALL:
            return self._by_band()
        shown = [self.area] if self.area else self.areas
        groups = [Group(area.name, area.hint, lines=self._near(area)) for area in shown]
        return [group for group in groups if group.lines]

    @cached_property
    def number(self):
        return sum(len(group.lines) for group in self.groups)

    @cached_property
    def touched(self):
        return sum(line.is_touched for group in self.groups for line in group.lines)

    @cached_property
    def known(self):
        """For each area, how many of its lines somebody has looked at, and how many there are."""
        counts = {area.pk: [0, 0] for area in self.areas}
        for item in self.items:
            counts[item.area_id][0] += self.state_of(item) != State.NOT_SEEN
            counts[item.area_id][1] += 1
        return [(area, *counts[area.pk]) for area in self.areas]

    def state_of(self, item):
        return self.standing.get(item.code, NOTHING).state

    def _line(self, item):
        standing = self.standing.get(item.code, NOTHING)
        return Line(
            item=item,
            framework=self.framework,
            levels=self.levels,
            standing=standing,
            is_own=is_own(standing, self.user),
            is_touched=self._is_touched(standing),
        )

    def _is_touched(self, standing):
        if self.sitting:
            return standing.assessment == self.sitting.pk
        return standing.on == self.on

    def _near(self, area):
        items = {item.pk: item for item in self.items if item.area_id == area.pk}
        rungs = [
            Rung(item.pk, item.band, self.state_of(item), self._after.get(item.pk, ()))
            for item in items.values()
        ]
        also = {
            item.pk for item in items.values() if self.standing.get(item.code, NOTHING).on == self.on
        }  # what was ticked just now stays in its place
        return [self._line(items[key]) for key in near(rungs, self.months, self._done, also)]

    def _by_band(self):
        bands = {band.start: str(band) for band in Band.objects.visible_to(self.user).filter(
            framework=self.framework
        )}  # fmt: skip
        groups = {}
        for item in self.items:
            if self.area and item.area_id == self.area.pk:
                title = bands.get(item.band, f"From {item.band} months")
                groups.setdefault(item.band, Group(title)).lines.append(self._line(item))
        return list(groups.values())

    @cached_property
    def months(self):
        """The child's age that counts, on the day that was chosen."""
        return ages(self.child.born_on, self.on, self.child.due_on).counted_months

    @cached_property
    def _done(self):
        settled = (State.CAN, State.NOT_APPLICABLE)
        return {item.pk for item in self.items if self.state_of(item) in settled}

    @cached_property
    def _after(self):
        """What comes before each line, by primary keys."""
        pairs = Item.after.through.objects.filter(
            from_item__area__framework=self.framework
        ).values_list("from_item", "to_item")  # fmt: skip
        found = {}
        for item, before in pairs:
            found.setdefault(item, []).append(before)
        return {item: tuple(before) for item, before in found.items()}


def is_own(standing, user):
    """Whether a tick is the person's own, and so fresh that its Undo is in sight."""
    return standing.by == user.pk and timezone.now() - standing.recorded_at < UNDONE_WITHIN


@dataclass(frozen=True)
class Last:
    """The newest thing that a person ticked here: one line, or several at once."""

    written: tuple
    words: str

    @property
    def keys(self):
        return ",".join(str(pk) for pk in self.written)


def last_of(child, user):
    """The person's newest tick about a child that can be taken back; or None. Two questions at most."""
    own = Observation.objects.visible_to(user).standing().filter(child=child, by=user)
    fresh = own.filter(recorded_at__gt=timezone.now() - UNDONE_WITHIN)
    newest = fresh.order_by("-recorded_at", "-pk").first()
    if newest is None:
        return None
    together = own.filter(recorded_at=newest.recorded_at).select_related("item", "level")
    return last(list(together.order_by("pk")))


def last(rows):
    """Say what was ticked: one line by its words, several by their number."""
    first = rows[0]
    word = first.level.name if first.level_id else first.get_state_display()
    words = first.item.text if len(rows) == 1 else f"{len(rows)} lines, up to “{rows[-1].item.text}”"
    return Last(tuple(row.pk for row in rows), f"{word}: {words}")
