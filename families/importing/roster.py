"""Who works here, as an old list names them: in full, “T. Brooks”, “Sofia M”.

A name that fits nobody, or more than one, is not read: a child never lands on a caseload by likeness.
"""

import re
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Membership, Team, User

from ..identity import normalise_name
from ..load import ROLE
from .cells import Reading, plain

NOBODY = {
    "vacant", "vacancy", "unallocated", "not allocated", "to be allocated", "waiting", "no worker", "nobody",
    "unassigned", "awaiting", "awaiting allocation", "waiting list", "wl", "post vacant",
}  # fmt: skip
MOST_NAMED = 6


@dataclass(frozen=True)
class Worker:
    """Somebody who can be given a child, and in which team."""

    pk: int
    name: str
    email: str
    team: int | None


class Roster:
    """The workers and teams of this service on a day; asked once for a whole file."""

    def __init__(self, on=None):
        on = on or timezone.localdate()
        teams = dict(
            Membership.objects.current(on=on).order_by("-since_on", "-pk").values_list("user", "team")
        )
        people = User.objects.active().with_role(ROLE).order_by("name", "pk")
        self.workers = [Worker(one.pk, one.name, one.email, teams.get(one.pk)) for one in people]
        self.teams = {normalise_name(team.name): team for team in Team.objects.order_by("name", "pk")}

    def find(self, text):
        """The workers whom these words may mean."""
        said = plain(text)
        if "@" in said:
            return [one for one in self.workers if one.email == said.casefold()]
        words = normalise_name(said).split()
        if not words:
            return []
        exact = [one for one in self.workers if normalise_name(one.name).split() == words]
        return exact or [one for one in self.workers if _may_mean(words, normalise_name(one.name).split())]

    def find_short(self, text):
        """The workers who have this first name or these initials: to be asked about, never to be taken."""
        said = normalise_name(plain(text))
        names = [(one, normalise_name(one.name).split()) for one in self.workers]
        return [one for one, name in names if said and said in (*name[:1], "".join(word[0] for word in name))]

    def is_somebody(self, text):
        """Whether these words are the name of a worker, as a heading between rows may be."""
        return bool(self.find(text)) or normalise_name(text) in NOBODY

    @property
    def in_words(self):
        """Whom we know, for a sentence."""
        named = [one.name for one in self.workers[:MOST_NAMED]]
        more = len(self.workers) - len(named)
        return ", ".join(named) + (f" and {more} more" if more > 0 else "") if named else "nobody yet"

    @property
    def teams_in_words(self):
        """The teams, for a sentence; each in quotes, for a name may have an “and” of its own."""
        return " or ".join(f"“{one.name}”" for one in self.teams.values()) or "a team: there is none yet"


def worker(text, at):
    """Read who visits; “vacant” means that the child waits for a worker."""
    said = re.sub(r"\s*[(\[].*?[)\]]", "", plain(text))
    if normalise_name(said) in NOBODY:
        return Reading({"worker": None}, remark=f"“{plain(text)}” means that the child waits for a worker.")
    found = at.roster.find(said)
    if len(found) == 1:
        remark = "" if found[0].name == said else f"“{said}” is {found[0].name}."
        return Reading({"worker": found[0].pk, "team": found[0].team}, remark=remark)
    if likely := found or at.roster.find_short(said):
        choices = [(one.name, one.email) for one in likely]
        problem = "this could be more than one worker" if len(likely) > 1 else "this is not a whole name"
        names = " or ".join(one.name for one in likely[:MOST_NAMED])
        return Reading(problem=problem, expected=f"the whole name: {names}", choices=choices)
    return Reading(
        problem="no portage worker of this name", expected=f"one of {at.roster.in_words}, or vacant"
    )


def team(text, at):
    """Read which team a child belongs to."""
    found = at.roster.teams.get(normalise_name(plain(text)))
    if found is None:
        return Reading(problem="there is no such team", expected=at.roster.teams_in_words)
    return Reading({"team": found.pk})


def _may_mean(said, name):
    """Initial and surname, or first name and initial: “T. Brooks”, “Kemi A.”."""
    if len(said) != 2 or len(name) < 2:
        return False
    first, last = said
    if len(first) == 1 and len(last) > 1:
        return name[0].startswith(first) and last == " ".join(name[1:])
    if len(last) == 1 and len(first) > 1:
        return name[0] == first and name[-1].startswith(last)
    return False
