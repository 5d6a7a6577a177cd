"""What a lead looks at before cover is arranged: the children, who could cover each, and what is planned."""

from dataclasses import dataclass, field

from . import covering, load
from .models import Address, Allocation, Cover, Policy
from .sharing_out import Hand, Kid, share_out


@dataclass
class Row:
    """One child of the colleague who is away: the proposal, and what is in the diary in these days."""

    episode: object
    child: object
    proposed: int | None
    why: str
    planned: list = field(default_factory=list)


@dataclass
class Plan:
    """A proposal for one absence."""

    away: object
    from_on: object
    until_on: object
    rows: list
    hands: list  # loads of those who may cover
    covered: list  # shares of children who are covered already in these days

    @property
    def mark(self):
        """What was looked at: if it has changed when it is sent, it is looked at again."""
        children = "-".join(str(row.episode.pk) for row in self.rows)
        return f"{self.away.pk}:{self.from_on}:{self.until_on}:{children}"


def plan_cover(user, away, from_on, until_on):
    """Propose who covers which child of a colleague, among the children that this lead may see."""
    allocations = (
        Allocation.objects.visible_to(user)
        .open()
        .filter(worker=away)
        .select_related("episode__child__family", "episode__team")
        .order_by("episode__child__family_name", "episode__child__given_name", "pk")
    )
    already = covered_in(away, from_on, until_on)
    taken = {share.episode_id for share in already}
    allocations = [one for one in allocations if one.episode_id not in taken]
    hands = who_may_cover(allocations, away, from_on, until_on)
    proposal = share_out(kids_of(allocations, from_on), hands_of(hands, from_on))
    children = [one.episode.child for one in allocations]
    planned = covering.planned(away, children, from_on, until_on)
    rows = [
        Row(
            one.episode,
            one.episode.child,
            *proposal.get(one.episode_id, (None, "")),
            [visit for visit in planned if visit.child_pk == one.episode.child_id],
        )
        for one in allocations
    ]
    return Plan(away, from_on, until_on, rows, hands, already)


def covered_in(away, from_on, until_on):
    """The shares that cover children of this colleague on one of these days."""
    covers = Cover.objects.touching(from_on, until_on).filter(away=away).prefetch_related("shares__worker")
    return [share for cover in covers for share in cover.shares.all()]


def who_may_cover(allocations, away, from_on, until_on):
    """Colleagues of the same teams who are there in these days, with their loads."""
    teams = {one.episode.team for one in allocations}
    workers = load.workers_of(teams, on=from_on).exclude(pk=away.pk)
    workers = workers.exclude(absences__in=Cover.objects.touching(from_on, until_on))
    return load.loads_of(workers, on=from_on, policy=Policy.on(from_on))


def kids_of(allocations, on):
    homes = towns_of({one.episode.child.family_id for one in allocations}, on)
    return [
        Kid(
            one.episode_id,
            one.episode.child.family_id,
            one.weight,
            homes.get(one.episode.child.family_id, ""),
        )
        for one in allocations
    ]


def hands_of(loads, on):
    workers = [one.worker for one in loads]
    visited = Allocation.objects.open().filter(worker__in=workers)
    visited = list(visited.values_list("worker", "episode__child__family"))
    towns = towns_of({family for _worker, family in visited}, on)
    areas = {worker.pk: set() for worker in workers}
    for worker, family in visited:
        areas[worker].add(towns.get(family, ""))
    return [
        Hand(one.worker.pk, one.capacity, one.weight, frozenset(areas[one.worker.pk] - {""})) for one in loads
    ]


def towns_of(families, on):
    """The town of each family; a protected address has none to tell."""
    homes = Address.objects.current(on=on).filter(family__in=families, is_protected=False)
    return dict(homes.order_by("since_on", "pk").values_list("family", "town"))
