"""What the reading of one file needs to know: today, who works here, our children, the other rows."""

from collections import defaultdict
from functools import cached_property

from django.utils import timezone

from ..candidates import candidates_for, likeliest
from ..candidates_many import Records
from ..models import Child, ImportRow, Policy
from . import kinds, people
from .roster import Roster

MANY = 40  # rows from which one pass over our records is quicker than a search for each


class Scene:
    """One file while it is checked or brought in."""

    def __init__(self, batch, *, rows=MANY):
        self.batch = batch
        self.today = timezone.localdate()
        self.policy = Policy.on(self.today)
        self.roster = Roster(self.today)
        self.children = OurChildren(many=rows >= MANY)
        self.file = FileChildren()
        self.made = {}
        self.kept = {}
        self.sheets = {}

    def answers(self, row):
        return self.sheets.get(row.sheet_id, row.sheet).answers

    def knows_file(self):
        """Take in the children of all rows of this file that were read already."""
        rows = ImportRow.objects.filter(sheet__batch=self.batch).select_related("sheet")
        for row in rows.order_by("sheet__position", "number").iterator(500):
            kind = kinds.get(row.sheet.kind)
            if kind is not None and kind.has_people and row.keys:
                self.file.add(row, row.keys, row.sheet)
        return self


class OurChildren:
    """Our children, asked one by one by index, or all at once for a long file."""

    def __init__(self, *, many):
        self.many = many
        self.known = {}

    @cached_property
    def records(self):
        return Records()

    def like(self, person):
        """Candidates, likeliest first; ``child`` of each is a primary key."""
        if self.many:
            return likeliest(person, self.records.much_like(person))
        found = candidates_for(person)
        for one in found:
            self.known[one.child.pk] = one.child
        return [_Found(one.child.pk, one.match) for one in found]

    def person(self, pk):
        """A child as the rules compare it."""
        if self.many:
            return self.records.people[pk]
        from ..candidates import person_of

        return person_of(self.known[pk])

    def record(self, pk):
        if pk not in self.known:
            self.known[pk] = Child.objects.get(pk=pk)
        return self.known[pk]

    def named(self, words):
        """Our children who answer to a whole name: [(ref, label, born_on)]."""
        found = Child.objects.filter(merged_into=None).named(words).order_by("pk")[:10]
        return [child for child in found]


class _Found:
    def __init__(self, child, match):
        self.child, self.match = child, match


class FileChildren(Records):
    """The children of the file itself, found in the same way as ours; the key is the row’s ref."""

    def __init__(self):
        self.people, self.by = {}, defaultdict(set)
        self.rows, self.order = {}, {}

    def add(self, row, keys, sheet):
        if row.ref in self.people:
            return
        person = people.person_in(keys)
        self.people[row.ref] = person
        self.order[row.ref] = (sheet.position, row.number)
        self.rows[row.ref] = {
            "label": people.title(keys),
            "born_on": keys.get("born_on", ""),
            "where": f"row {row.number} of {sheet.name}",
        }
        sounds = self._sounds(person)
        for key in self._keys(person, sounds):
            self.by[key].add(row.ref)

    def like(self, person, *, before):
        """Rows above this one that may be the same child."""
        here = (before.sheet.position, before.number)
        earlier = [
            (ref, other)
            for ref, other in self.much_like(person)
            if self.order[ref] < here and ref != before.ref
        ]
        return likeliest(person, earlier)

    def person(self, ref):
        return self.people[ref]

    def row(self, ref):
        return self.rows[ref]

    @staticmethod
    def _sounds(person):
        from ..identity import sound_key

        names = [person.first_name, person.last_name, *person.other_names]
        return sorted({sound for name in names for sound in sound_key(name).split()})
