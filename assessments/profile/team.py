"""The newest profiles of many children as a few numbers each, counted by the database in one question."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection

from ..models import Assessment, Framework
from .frames import frame_of, with_size

# The newest standing observation of each item (by the index of the table), then of each line of the
# checklist that is drawn: what was seen with another version of it counts by its code. Each is worked out
# once: woven into one, the database guessed a single row and walked the lines again for each observation.
COUNTED = """
WITH newest AS MATERIALIZED (
    SELECT DISTINCT ON (o.child_id, o.item_id) o.child_id, o.item_id, o.state, o."on", o.id
    FROM assessments_observation o
    WHERE o.child_id = ANY(%(children)s) AND o."on" <= %(on)s
        AND NOT EXISTS (SELECT FROM assessments_retraction r WHERE r.observation_id = o.id)
    ORDER BY o.child_id, o.item_id, o."on" DESC, o.id DESC
), drawn AS MATERIALIZED (
    SELECT seen.id AS seen_id, line.id AS line_id, part.code AS area, part.framework_id
    FROM assessments_item line
    JOIN assessments_area part ON part.id = line.area_id AND part.framework_id = ANY(%(frameworks)s)
    JOIN assessments_framework shown ON shown.id = part.framework_id
    JOIN assessments_framework other ON other.code = shown.code
    JOIN assessments_area old ON old.framework_id = other.id
    JOIN assessments_item seen ON seen.area_id = old.id AND seen.code = line.code
), lines AS (
    SELECT DISTINCT ON (newest.child_id, drawn.line_id) newest.child_id, drawn.framework_id, drawn.area,
           newest.state, newest."on"
    FROM newest JOIN drawn ON drawn.seen_id = newest.item_id
    ORDER BY newest.child_id, drawn.line_id, newest."on" DESC, newest.id DESC
)
SELECT child_id, framework_id, area,
       count(*) FILTER (WHERE state = 'can'), count(*) FILTER (WHERE state = 'nearly'),
       count(*) FILTER (WHERE state = 'not_applicable'), max("on")
FROM lines GROUP BY child_id, framework_id, area
"""


@dataclass(frozen=True, slots=True)
class AreaBar:
    """One tiny bar: how much of an area a child can do."""

    code: str
    name: str
    can: int
    nearly: int
    total: int


@dataclass(frozen=True)
class Glance:
    """One child’s newest profile: with which checklist, a bar for each area, when it was last added to."""

    framework_ref: str
    framework: str
    bars: tuple[AreaBar, ...]
    newest: date

    @property
    def can(self):
        return sum(bar.can for bar in self.bars)

    @property
    def total(self):
        return sum(bar.total for bar in self.bars)


def glances_of(children, frameworks, on):
    """The newest profile of each child, by its primary key; one question.

    ``children`` are those somebody may see; ``frameworks`` the checklists in use, each with its size. Whoever
    has been looked at with more than one is shown with the one used last; of whom nothing is known is
    left out.
    """
    frames = {framework.pk: frame_of(framework) for framework in frameworks}
    by_child = defaultdict(lambda: defaultdict(dict))
    with connection.cursor() as cursor:
        cursor.execute(
            COUNTED, {"children": [one.pk for one in children], "frameworks": list(frames), "on": on}
        )
        for child, framework, area, *counted in cursor.fetchall():
            by_child[child][framework][area] = counted
    return {child: _glance(found, frames) for child, found in by_child.items()}


def _glance(found, frames):
    newest = {pk: max(row[3] for row in areas.values()) for pk, areas in found.items()}
    pk = max(newest, key=lambda one: (newest[one], one))
    frame, areas = frames[pk], found[pk]
    sizes = defaultdict(int)
    for item in frame.items:
        sizes[item.area] += 1
    bars = []
    for area in frame.areas:
        can, nearly, unfit, _ = areas.get(area.code, (0, 0, 0, None))
        bars.append(AreaBar(area.code, area.name, can, nearly, sizes[area.code] - unfit))
    return Glance(frame.ref, str(frame), tuple(bars), newest[pk])


def last_reviews(children, user):
    """The newest finished look at everything of each child, by its primary key; one question."""
    found = Assessment.objects.visible_to(user).filter(child__in=[one.pk for one in children]).finished()
    return {one.child_id: one for one in found.order_by("child_id", "-on", "-pk").distinct("child_id")}


def frameworks_in_use(user):
    return list(with_size(Framework.objects.visible_to(user).in_use()))
