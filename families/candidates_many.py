"""Possible records for hundreds and thousands of children at once, as an import needs them.

One light pass over our records fills tables in memory: a row of a file is then looked up there, not in the
database. Twenty thousand children take about as many kilobytes as a picture, and are let go afterwards.
"""

from collections import defaultdict

from django.utils import timezone

from .candidates import (
    Candidate,
    also_as,
    children_with_what_is_shown,
    in_our_records,
    likeliest,
)
from .identity import Person, normalise_phone, normalise_postcode, sound_key
from .models import Address, Carer

AT_ONCE = 2_000  # rows fetched from the database at a time


def candidates_for_many(persons):
    """For each person the most likely children, likeliest first, as ``candidates_for`` finds them.

    The children are fetched with what is shown of them only where one was found.
    """
    records = Records()
    found = [likeliest(person, records.much_like(person)) for person in persons]
    children = children_with_what_is_shown({one.child for candidates in found for one in candidates})
    return [
        [Candidate(children[one.child], one.match) for one in candidates if one.child in children]
        for candidates in found
    ]


class Records:
    """Our children as the rules compare them, found by name, birthday, telephone, postcode or NHS number."""

    def __init__(self):
        self.people = {}
        self.by = defaultdict(set)
        phones, postcodes = self._phones(), self._postcodes()
        rows = in_our_records().values_list(
            "pk", "given_name", "family_name", "known_as", "born_on", "nhs_number", "family", "sounds"
        )
        for pk, given, last, known_as, born_on, nhs_number, family, sounds in rows.iterator(AT_ONCE):
            person = Person(
                given,
                last,
                born_on,
                postcodes.get(family, ""),
                tuple(phones.get(pk, ())),
                nhs_number or "",
                (known_as,) if known_as else (),
            )
            self.people[pk] = person
            for key in self._keys(person, sounds):
                self.by[key].add(pk)

    def much_like(self, person):
        """(primary key, person) of each record that shares something with this person."""
        sounds = sound_key(f"{person.first_name} {person.last_name}").split()
        pks = set().union(*(self.by.get(key, ()) for key in self._keys(person, sounds, asked=True)))
        return [(pk, self.people[pk]) for pk in sorted(pks)]

    @staticmethod
    def _keys(person, sounds, *, asked=False):
        """What a record is found by; for one that is asked for also its birthday turned round."""
        if person.nhs_number:
            yield "nhs", person.nhs_number
        if person.born_on:
            days = also_as(person.born_on) if asked else {person.born_on}
            yield from (("born", day, sound) for day in days for sound in sounds)
        yield from (("names", one, other) for one in sounds for other in sounds if one < other)
        yield from (("phone", normalise_phone(phone)) for phone in person.phones if normalise_phone(phone))
        if postcode := normalise_postcode(person.postcode):
            yield from (("home", postcode, sound) for sound in sounds)

    @staticmethod
    def _phones():
        phones = defaultdict(list)
        carers = Carer.objects.exclude(phone_key="").order_by("pk").values_list("child", "phone_key")
        for child, phone in carers.iterator(AT_ONCE):
            phones[child].append(phone)
        return phones

    @staticmethod
    def _postcodes():
        """Where families live now; a protected postcode is left out: a match would tell it."""
        homes = Address.objects.current(on=timezone.localdate()).filter(is_protected=False)
        return dict(
            homes.exclude(postcode="").order_by("pk").values_list("family", "postcode").iterator(AT_ONCE)
        )
