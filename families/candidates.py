"""Which children already in our records might be the one that is spoken of.

Rows are fetched by indexes, a bounded number for each way in which two records can be the same child; only
those few are compared in Python, with reasons, by the pure rules of identity.py. The search runs over the
whole service, whoever asks: a duplicate is as likely in another team's records.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.utils import timezone

from .identity import Match, Person, Verdict, normalise_phone, normalise_postcode, possible_match, sound_key
from .models import Address, Allocation, Child, Episode, NotSame

MOST_OF_EACH = 60
MOST_SHOWN = 8
ORDER = {Verdict.SAME: 0, Verdict.PERHAPS: 1, Verdict.SIBLING: 2}


@dataclass(frozen=True)
class Candidate:
    """A child in our records that may be the one we look for, and why."""

    child: Child
    match: Match

    @property
    def is_likely(self):
        return self.match.verdict in (Verdict.SAME, Verdict.PERHAPS)

    @property
    def may_be_sibling(self):
        return self.match.verdict is Verdict.SIBLING

    @property
    def where(self):
        """Where this child stands with us: with whom, in which team, since when closed."""
        episodes = list(self.child.episodes.all())
        if not episodes:
            return "Referred, not yet with a team"
        latest = episodes[0]
        if latest.status == Episode.Status.CLOSED:
            return f"Closed {latest.closed_on:%B %Y}"
        worker = latest.worker_name
        return f"On {worker}’s caseload" if worker else f"{latest.team} team, waiting for a worker"


def candidates_for(person, *, besides=None):
    """The most likely children, likeliest first; at most a handful.

    Arguments: ``besides`` is the condition (Q) of children who are not looked for.
    """
    children = _children(_found(person)).exclude(besides or Q(pk__in=()))
    return likeliest(person, [(child, person_of(child)) for child in children])


def to_settle(child):
    """Records that may be this child, or a brother's or sister's not yet in the same family.

    Left out are those of which a person has said that they are not the same child.
    """
    said = NotSame.objects.about(child)
    settled = Q(pk=child.pk) | Q(pk__in=said.values("one")) | Q(pk__in=said.values("other"))
    bring_what_is_compared([child])
    found = candidates_for(person_of(child), besides=settled)
    return [one for one in found if one.is_likely or one.child.family_id != child.family_id]


def likeliest(person, others):
    """Of (child, person) pairs those that may be this person, likeliest first; at most a handful."""
    found = []
    for child, other in others:
        match = possible_match(person, other)
        if match.verdict in ORDER:
            found.append(Candidate(child, match))
    found.sort(key=lambda one: (ORDER[one.match.verdict], -one.match.score))  # equals stay as they came
    return found[:MOST_SHOWN]


def person_of(child):
    """A child of ours as the rules compare it. A protected postcode is left out: a match would tell it."""
    home = next(iter(child.family.addresses.all()), None)
    return Person(
        first_name=child.given_name,
        last_name=child.family_name,
        born_on=child.born_on,
        postcode=home.postcode if home and not home.is_protected else "",
        phones=tuple(carer.phone for carer in child.carers.all() if carer.phone),
        nhs_number=child.nhs_number or "",
        other_names=tuple(name for name in (child.known_as,) if name),
    )


def in_our_records():
    """Every record that is one of its own: not those that were put together with another."""
    return Child.objects.filter(merged_into=None)


def _found(person):
    """The primary keys of children found in any of the ways, a bounded number in each; not yet asked for."""
    ways = [way.order_by("-pk").values("pk")[:MOST_OF_EACH] for way in _ways(person)]
    return ways[0].union(*ways[1:], all=True) if ways else ()


def _ways(person):
    """The ways in which two records can be the same child; each is answered by an index."""
    children = in_our_records()
    first, last = sound_key(person.first_name).split(), sound_key(person.last_name).split()
    if person.nhs_number:
        yield children.filter(nhs_number=person.nhs_number)
    if person.born_on:
        yield children.filter(born_on__in=also_as(person.born_on), sounds__overlap=first + last)
    if first and last:
        yield children.filter(sounds__contains=[first[0], last[0]])
    if phones := [key for key in map(normalise_phone, person.phones) if key]:
        yield children.filter(carers__phone_key__in=phones).distinct()
    if postcode := normalise_postcode(person.postcode):
        lives_there = Q(family__addresses__postcode=postcode, family__addresses__is_protected=False)
        yield children.filter(lives_there, sounds__overlap=first + last).distinct()


def also_as(day):
    """A date of birth, and the same with day and month the other way round."""
    days = {day}
    if day.day <= 12:
        days.add(date(day.year, day.day, day.month))
    return days


def bring_what_is_compared(children):
    """Bring along what is compared of children, where it is not there yet: carers and homes of today."""
    prefetch_related_objects(children, *_compared())


def _compared():
    return "carers", Prefetch("family__addresses", Address.objects.current(on=timezone.localdate()))


def _children(pks):
    """The children with what is compared and shown of them; four queries whatever their number."""
    with_worker = Allocation.objects.open().filter(episode=OuterRef("pk")).values("worker__name")[:1]
    episodes = Episode.objects.select_related("team").annotate(worker_name=Subquery(with_worker))
    children = Child.objects.filter(pk__in=pks).order_by("pk").select_related("family")
    return children.prefetch_related(*_compared(), Prefetch("episodes", episodes))


def children_with_what_is_shown(pks):
    """Children by primary key, ready to be compared and shown."""
    return {child.pk: child for child in _children(pks)}
