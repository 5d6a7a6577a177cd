"""The board of a plan: a lane for each worker, with the load as it would be and a card for each child."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from .ages import ages
from .consequences import Outlook, Share, outlooks_of, shares_of
from .load import plain
from .models import Allocation
from .moving import languages_in, moves_of, world_of

MENUS = 500  # so many places to choose from stand on one page; beyond, a card opens its own
RESIDENTS = 2  # of the children who stay with a worker anyway, so many are shown
FIRST_GONE = 7


@dataclass(frozen=True)
class Option:
    """One worker to whom a child may be given, and what would then be carried."""

    worker: object
    figures: str
    is_over: bool


@dataclass
class Card:
    """One child on the board."""

    outlook: Outlook
    age: str
    languages: str
    leads: bool
    menu: list = field(default_factory=list)
    is_open: bool = False

    @property
    def move(self):
        return self.outlook.move

    @property
    def child(self):
        return self.move.episode.child

    @property
    def tone(self):
        if self.outlook.state in ("decide", "stale"):
            return "clash"
        return "in" if self.outlook.state == "ready" else ""


@dataclass
class Lane:
    """One worker’s column."""

    share: Share
    is_from: bool = False
    is_away: bool = False
    cards: list = field(default_factory=list)
    gone: list = field(default_factory=list)
    residents: list = field(default_factory=list)
    hidden: int = 0

    @property
    def worker(self):
        return self.share.worker

    @property
    def first_gone(self):
        return self.gone[:FIRST_GONE]

    @property
    def more_gone(self):
        return self.gone[FIRST_GONE:]

    @property
    def tone(self):
        if self.is_from:
            return "from"
        return "over" if self.share.is_over else ""


@dataclass(frozen=True)
class Board:
    """The whole plan as it stands on the screen."""

    lanes: list
    cards: list

    @property
    def moving(self):
        return [card for card in self.cards if card.outlook.state in ("ready", "decide")]

    @property
    def to_decide(self):
        return [card for card in self.cards if card.outlook.state == "decide"]

    @property
    def stale(self):
        return [card for card in self.cards if card.outlook.state == "stale"]

    @property
    def over(self):
        return [lane for lane in self.lanes if lane.share.needs_reason]


def board_of(reallocation, user, *, opened=""):
    """Everything that the board shows; ``opened`` is the key of the card whose menu stands open."""
    moves = moves_of(reallocation, user)
    world = world_of(reallocation, moves)
    shares = shares_of(reallocation, world)
    lanes = {
        pk: Lane(share, is_from=pk == reallocation.from_worker_id, is_away=pk in world.away)
        for pk, share in shares.items()
    }
    at = moment_of(reallocation)
    cards = [card_of(one, world) for one in outlooks_of(world, at=at, user=user)]
    small = len(cards) * len(lanes) <= MENUS
    for card in cards:
        card.is_open = str(card.move.pk) == opened
        if small or card.is_open:
            card.menu = menu_of(card.move, world, shares)
        lane = lanes.get(card.move.to_worker_id or card.move.from_worker_id)
        if lane:
            lane.cards.append(card)
        if card.move.is_going and card.move.from_worker_id in lanes:
            lanes[card.move.from_worker_id].gone.append(card)
    seat_residents(lanes, moves, user)
    ordered = sorted(lanes.values(), key=lambda lane: (not lane.is_from, lane.worker.name, lane.worker.pk))
    return Board(ordered, cards)


def moment_of(reallocation):
    """The moment from which visits go along: now, or the beginning of a day ahead."""
    now, day = timezone.localtime(), reallocation.effective_on
    if day <= now.date():
        return now
    return now.replace(year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0, microsecond=0)


def card_of(outlook, world):
    child = outlook.move.episode.child
    return Card(
        outlook,
        age=ages(child.born_on, timezone.localdate(), child.due_on).in_words,
        languages=", ".join(sorted(languages_in(child.family.languages))),
        leads=world.leads.get(child.pk) == outlook.move.from_worker_id,
    )


def menu_of(move, world, shares):
    """The other workers of the child’s team, each with the load that the child would make."""
    allowed = world.allowed.get(move.episode.team_id, frozenset()) - {move.to_worker_id, move.from_worker_id}
    found = []
    for pk in sorted(allowed, key=lambda pk: (world.workers[pk].name, pk)):
        share = shares[pk]
        after = share.after + move.weight
        found.append(
            Option(share.worker, f"{plain(after)} of {plain(share.capacity)}", after > share.capacity)
        )
    return found


def seat_residents(lanes, moves, user):
    """A few of the children who stay with each worker anyway, so that a lane is known by its faces."""
    rows = (
        Allocation.objects.visible_to(user)
        .open()
        .filter(worker__in=lanes)
        .exclude(episode__in=[move.episode_id for move in moves])
        .select_related("episode__child")
        .defer("episode__child__search_key", "episode__child__sounds")
        .order_by("episode__child__family_name", "episode__child__given_name", "pk")
    )
    by_worker = defaultdict(list)
    for row in rows:
        row.plain_weight = plain(row.weight)
        by_worker[row.worker_id].append(row)
    for pk, lane in lanes.items():
        lane.residents = by_worker[pk][:RESIDENTS]
        lane.hidden = len(by_worker[pk]) - len(lane.residents)
