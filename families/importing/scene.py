"""What the reading of one file needs to know: today, who works here, our children, the other rows."""

from collections import defaultdict
from functools import cached_property

from django.utils import timezone

from ..candidates import candidates_for, likeliest, person_of
from ..candidates_many import Records
from ..identity import normalise_name, sound_key
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

    def called(self, name, born_on=None):
        """The children of this whole name, in the file and in our records; one who is in both counts once."""
        found = {one["same_as"]: one for one in self.file.called(name)}
        for child in self.children.called(name):
            found.setdefault(
                child.ref, {"ref": child.ref, "label": child.name, "born_on": child.born_on.isoformat()}
            )
        return [one for one in found.values() if born_on is None or one["born_on"] == born_on]

    def knows_file(self):
        """Take in the children of all rows of this file that were read already."""
        rows = ImportRow.objects.filter(sheet__batch=self.batch).select_related("sheet")
        for row in rows.order_by("sheet__position", "number").iterator(500):
            kind = kinds.get(row.sheet.kind)
            if kind is not None and kind.has_people and (row.keys or {}).get("given_name"):
                self.file.add(row, row.keys, row.sheet)
        return self


class OurChildren:
    """Our children, asked one by one by index, or all at once for a long file."""

    def __init__(self, *, many):
        self.many = many
        self.known, self.by_name = {}, {}

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
        return person_of(self.known[pk])

    def record(self, pk):
        if pk not in self.known:
            self.known[pk] = Child.objects.get(pk=pk)
        return self.known[pk]

    def called(self, name):
        """Our children of this whole name, however it is written."""
        if name not in self.by_name:
            words = sorted(normalise_name(name).split())
            found = Child.objects.filter(merged_into=None).named(name).order_by("pk")[:20]
            self.by_name[name] = [one for one in found if _answers_to(one, words)]
        return self.by_name[name]


def _answers_to(child, words):
    names = {f"{first} {child.family_name}" for first in (child.given_name, child.known_as) if first}
    return any(sorted(normalise_name(name).split()) == words for name in names)


class _Found:
    def __init__(self, child, match):
        self.child, self.match = child, match


class FileChildren(Records):
    """The children of the file itself, found in the same way as ours; the key is the row’s ref."""

    def __init__(self):
        self.people, self.by = {}, defaultdict(set)
        self.rows, self.order, self.found_by, self.left = {}, {}, {}, {}

    def add(self, row, keys, sheet):
        """Take in the child of a row, or take it in anew."""
        for key in self.found_by.pop(row.ref, ()):
            self.by[key].discard(row.ref)
        person = people.person_in(keys)
        self.people[row.ref] = person
        self.left[row.ref] = row.decision == ImportRow.Decision.LEAVE_OUT
        self.order[row.ref] = (sheet.position, row.number)
        is_known = row.verdict == ImportRow.Verdict.UPDATE and row.match_ref
        self.rows[row.ref] = {
            "ref": row.ref,
            "same_as": row.match_ref if is_known else row.ref,
            "label": people.title(keys),
            "born_on": keys.get("born_on", ""),
            "where": f"row {row.number} of {sheet.name}",
            "is_ready": row.verdict in (ImportRow.Verdict.NEW, ImportRow.Verdict.UPDATE),
        }
        names = [person.first_name, person.last_name, *person.other_names]
        sounds = sorted({sound for name in names for sound in sound_key(name).split()})
        called = ("called", *sorted(normalise_name(self.rows[row.ref]["label"]).split()))
        self.found_by[row.ref] = {*self._keys(person, sounds), called}
        for key in self.found_by[row.ref]:
            self.by[key].add(row.ref)

    def called(self, name):
        """The children of this whole name in the file."""
        refs = self.by.get(("called", *sorted(normalise_name(name).split())), ())
        return [self.rows[ref] for ref in sorted(refs, key=self.order.get) if not self.left.get(ref)]

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
