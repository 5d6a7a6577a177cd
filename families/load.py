"""How much a worker carries: weighted families against capacity, by the numbers of the service's Policy.

Counts run over all of a worker's children, whoever asks: a load that left out the children of another team
would be wrong. They are numbers only, and name nobody.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from django.db.models import Count, Sum
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import Permission

from . import weighing
from .models import Allocation, Policy

ROLE = "portage_worker"


@dataclass(frozen=True)
class Load:
    """One worker's load: in weighted families, of how many, and for how many children."""

    worker: User
    weight: Decimal
    children: int
    capacity: Decimal
    warn_at_percent: int
    block_at_percent: int = 100

    @property
    def percent(self):
        return 100 if not self.capacity else int(100 * self.weight / self.capacity)

    @property
    def is_over(self):
        return self.weight > self.capacity

    @property
    def needs_reason(self):
        """Whether the service wants to know why somebody carries so much."""
        return self.weight * 100 > self.capacity * self.block_at_percent

    @property
    def is_nearly_full(self):
        return not self.is_over and self.percent >= self.warn_at_percent

    @property
    def scale(self):
        """The length of a bar, with some room beyond capacity to show what is too much."""
        return max(self.weight, self.capacity * Decimal("1.25"))

    @property
    def tone(self):
        return "late" if self.is_over else "soon" if self.is_nearly_full else ""

    @property
    def figures(self):
        """ "9.75 of 11"."""
        return f"{plain(self.weight)} of {plain(self.capacity)}"

    @property
    def in_words(self):
        """ "Room for 1.25", "Nearly full: 0.75 left", "Over by 0.5"."""
        left = self.capacity - self.weight
        if self.is_over:
            return f"Over by {plain(-left)}"
        if self.is_nearly_full:
            return f"Nearly full: {plain(left)} left" if left else "Full"
        return f"Room for {plain(left)}"

    @property
    def part_of_full_time(self):
        """ "Full time", "60% of full time"."""
        return "Full time" if self.worker.fte == 1 else f"{int(self.worker.fte * 100)}% of full time"

    def after(self, weight):
        """The same worker with one child more."""
        return replace(self, weight=self.weight + weight, children=self.children + 1)


def plain(number):
    """A number without noughts at its end: 11, 9.75, 0.5."""
    return f"{Decimal(number).normalize():f}"


def weight_of(episode, policy, *, worker=None):
    """What one child weighs: how often it is visited, and what adds to that."""
    return weighing.total(weighing.parts_of(episode, policy, worker=worker))


def workers_of(teams, *, on):
    """The workers of these teams who can be given a child."""
    return User.objects.active().with_role(ROLE).in_teams(teams, on=on).order_by("name", "pk")


def loads_of(workers, *, on=None, policy=None):
    """The load of each worker, in their order; one query whatever their number."""
    on = on or timezone.localdate()
    policy = policy or Policy.on(on)
    workers = list(workers)
    rows = (
        Allocation.objects.open()
        .filter(worker__in=workers)
        .order_by()
        .values("worker")
        .annotate(weight=Sum("weight"), children=Count("pk"))
    )
    found = {row["worker"]: row for row in rows}
    nothing = {"weight": Decimal(0), "children": 0}
    return [
        Load(
            worker,
            found.get(worker.pk, nothing)["weight"],
            found.get(worker.pk, nothing)["children"],
            Decimal(policy.capacity_of(worker)),
            policy.warn_at_percent,
            policy.block_at_percent,
        )
        for worker in workers
    ]


def loads_by_team(teams, *, on, policy):
    """(team, loads of its workers) for each team; two queries whatever their number."""
    members = (
        Membership.objects.current(on=on)
        .filter(team__in=teams, user__is_active=True, user__roles__contains=[ROLE])
        .select_related("user", "team")
        .order_by("team__name", "team", "user__name", "user")
    )
    members = list(members)
    found = {
        one.worker.pk: one for one in loads_of({member.user for member in members}, on=on, policy=policy)
    }
    by_team = {
        pk: [found[member.user_id] for member in group]
        for pk, group in groupby(members, key=lambda member: member.team_id)
    }
    return [(team, by_team.get(team.pk, [])) for team in teams]


def made_of(loads, user):
    """For each worker the lines of her load: (child, its parts in words, its weight), the heaviest first.

    A child that this person may not see is counted and not named, so that the lines add up to the load.
    """
    workers = [one.worker.pk for one in loads]
    rows = Allocation.objects.visible_to(user).open().filter(worker__in=workers)
    knows, found = user.may(Permission.SOCIAL_CARE_VIEW), defaultdict(list)
    for row in rows.select_related("episode__child").order_by("-weight", "episode__child__family_name", "pk"):
        parts = [part.in_words(knows_social_care=knows) for part in weighing.parts_in(row)]
        found[row.worker_id].append((row.child, ", ".join(parts).capitalize(), row.weight))
    for one in loads:
        lines = found[one.worker.pk]
        if hidden := one.children - len(lines):
            rest = one.weight - sum((weight for _child, _words, weight in lines), Decimal(0))
            noun = "1 child" if hidden == 1 else f"{hidden} children"
            lines.append((None, f"{noun} of another team", rest))
    return dict(found)
