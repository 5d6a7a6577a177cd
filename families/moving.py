"""What the proposal and the board know of a plan: its children, the workers who may take them, their loads.

A handful of queries, whatever the number of children. Loads are counted over all of a worker’s children,
whoever asks, as in load.py: numbers only. A protected address has no postcode in plain sight, and so no area.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from accounts.models import Membership

from . import balancing, load
from .models import Address, Allocation, Cover, CoverShare, Episode, LeadProfessional, Move, Policy
from .teams import teams_of

EVERYBODY_SPEAKS = {"english"}


@dataclass(frozen=True)
class World:
    """All that a plan stands on: moves, workers by primary key, loads now, and what the rules say."""

    moves: list
    workers: dict
    loads: dict
    allowed: dict
    away: frozenset
    policy: Policy
    areas: dict
    leads: dict
    lead_counts: Counter


def movable(user, *, on):
    """Children with a worker, of the teams that this person answers for."""
    return (
        Episode.objects.visible_to(user)
        .active()
        .filter(team__in=teams_of(user, on=on), allocations__until_at=None)
    )


def chosen_by(user, chosen, *, on):
    """The children of a filter; each part of it may be missing."""
    episodes = movable(user, on=on)
    if chosen.get("worker"):
        episodes = episodes.filter(allocations__worker=chosen["worker"], allocations__until_at=None)
    if chosen.get("team"):
        episodes = episodes.filter(team=chosen["team"])
    if chosen.get("frequency"):
        episodes = episodes.filter(frequency=chosen["frequency"])
    if chosen.get("area"):
        homes = Address.objects.current(on=on).filter(postcode__startswith=f"{chosen['area']} ")
        episodes = episodes.filter(child__family__in=homes.values("family"))
    return episodes.distinct()


def moves_of(reallocation, user=None):
    """The moves of a plan with all that pages say of them, in the order of names."""
    moves = Move.objects.filter(reallocation=reallocation)
    if user is not None:
        moves = moves.visible_to(user)
    people = ("episode__child__family", "episode__team", "from_worker", "to_worker")
    return list(moves.select_related(*people).by_name())


def world_of(reallocation, moves):
    """What there is to know about a plan’s children and the workers of their teams."""
    on = reallocation.effective_on
    policy = Policy.on(on)
    teams = {move.episode.team_id for move in moves}
    members = (
        Membership.objects.current(on=on)
        .filter(team__in=teams, user__is_active=True, user__roles__contains=[load.ROLE])
        .select_related("user")
        .annotate(is_away=Exists(Cover.objects.running(on=on).filter(away=OuterRef("user"))))
        .order_by("user__name", "user")
    )
    by_team, workers = defaultdict(set), {}
    for member in members:
        workers[member.user_id] = member.user
        by_team[member.team_id].add(member.user_id)
    leaving = {reallocation.from_worker_id}
    families = {move.episode.child.family_id for move in moves}
    leads, lead_counts = leads_of([move.episode.child_id for move in moves], workers)
    return World(
        moves=moves,
        workers=workers,
        loads={one.worker.pk: one for one in load.loads_of(workers.values(), on=on, policy=policy)},
        allowed={team: frozenset(found - leaving) for team, found in by_team.items()},
        away=frozenset(member.user_id for member in members if member.is_away),
        policy=policy,
        areas=areas_of(families, on=on),
        leads=leads,
        lead_counts=lead_counts,
    )


def leads_of(children, workers):
    """Who is lead professional of each of these children, and for how many each of these workers is it."""
    either = Q(child__in=children) | Q(user__in=workers)
    found = list(LeadProfessional.objects.open().filter(either).values_list("child", "user"))
    known = set(children)
    leads = {child: user for child, user in found if child in known}
    return leads, Counter(user for _child, user in found if user in workers)


def areas_of(families, *, on):
    """The postcode district of each family that may be spoken of."""
    homes = Address.objects.current(on=on).filter(family__in=families, is_protected=False)
    return {home.family_id: home.district for home in homes.only("family", "postcode", "is_protected")}


def kids_of(world):
    """The children as the proposal weighs them. What a person has placed by hand stays where she put it."""
    known, near = who_knows(world), siblings_with(world)
    by_family = {move.episode.child.family_id: move.episode.child.family for move in world.moves}
    spoken = {pk: languages_in(family.languages) for pk, family in by_family.items()}
    kids = []
    for move in world.moves:
        child, allowed = move.episode.child, world.allowed.get(move.episode.team_id, frozenset())
        free = allowed - world.away
        kids.append(
            balancing.Kid(
                key=move.pk,
                first_name=child.first_name,
                weight=move.weight,
                family=child.family_id,
                allowed=allowed & {move.to_worker_id} if move.is_by_hand else free,
                now=move.from_worker_id,
                area=world.areas.get(child.family_id, ""),
                languages=spoken[child.family_id],
                needs_interpreter=bool(child.family.interpreter),
                has_lead_role=world.leads.get(child.pk) == move.from_worker_id,
                known=known[move.episode_id],
                near=near[child.family_id],
            )
        )
    return kids


def hands_of(world):
    """The workers as the proposal weighs them: with what they carry besides the children of the plan."""
    planned = planned_weights(world)
    roles = Counter(
        move.from_worker_id
        for move in world.moves
        if world.leads.get(move.episode.child_id) == move.from_worker_id
    )
    visits = areas_visited(world)
    return [
        balancing.Hand(
            key=pk,
            name=worker.name,
            capacity=world.loads[pk].capacity,
            load=world.loads[pk].weight - planned.get(pk, Decimal(0)),
            areas=visits[pk],
            languages=frozenset(tongue.strip().capitalize() for tongue in worker.languages),
            leads=world.lead_counts[pk] - roles[pk],
        )
        for pk, worker in world.workers.items()
    ]


def planned_weights(world):
    """What the children of the plan weigh with the workers whom they are with now."""
    weights = defaultdict(Decimal)
    for move in world.moves:
        weights[move.from_worker_id] += move.weight
    return weights


def who_knows(world):
    """By episode: the workers who visited before or covered, and how that is said."""
    episodes = {move.episode_id: move.episode.child.first_name for move in world.moves}
    known = defaultdict(dict)
    past = Allocation.objects.filter(episode__in=episodes, until_at__isnull=False).order_by("until_at", "pk")
    for one in past.values_list("episode", "worker", "until_at"):
        known[one[0]][one[1]] = f"Visited {episodes[one[0]]} until {one[2]:%B %Y}"
    shares = CoverShare.objects.filter(episode__in=episodes).order_by("cover__from_on", "pk")
    for episode, worker, day in shares.values_list("episode", "worker", "cover__from_on"):
        known[episode][worker] = f"Covered {episodes[episode]} in {day:%B}"
    return known


def siblings_with(world):
    """By family: how many brothers and sisters outside the plan are with each worker."""
    families = {move.episode.child.family_id for move in world.moves}
    others = Allocation.objects.open().filter(episode__child__family__in=families)
    others = others.exclude(episode__in=[move.episode_id for move in world.moves])
    near = defaultdict(Counter)
    for family, worker in others.values_list("episode__child__family", "worker"):
        near[family][worker] += 1
    return near


def areas_visited(world):
    """By worker: how many families in each area, those of the plan apart."""
    on = [move.episode_id for move in world.moves]
    homes = (
        Allocation.objects.open()
        .filter(
            worker__in=world.workers,
            episode__child__family__addresses__until_on=None,
            episode__child__family__addresses__is_protected=False,
        )
        .exclude(episode__in=on)
        .values_list("worker", "episode__child__family", "episode__child__family__addresses__postcode")
        .distinct()
    )
    visits = defaultdict(Counter)
    for worker, _family, postcode in homes:
        if postcode:
            visits[worker][postcode.split()[0]] += 1
    return visits


def languages_in(text):
    """The languages of a home as people write them, English apart: everybody speaks it."""
    parts = text.replace(" and ", ",").replace("/", ",").replace(";", ",").split(",")
    found = {part.strip().capitalize() for part in parts if part.strip()}
    return frozenset(tongue for tongue in found if tongue.lower() not in EVERYBODY_SPEAKS)


def propose(reallocation, moves):
    """Ask for the best places of a plan’s children; the answer is not yet written anywhere."""
    world = world_of(reallocation, moves)
    return balancing.propose(kids_of(world), hands_of(world), lead_cap=world.policy.lead_professional_cap)
