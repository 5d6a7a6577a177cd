"""What a plan would do, child by child, and what a person has to decide before it is applied."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import FilteredRelation, Q

from .handing_over import Going, foresee
from .load import plain
from .models import Allocation, Carer, Episode, Move
from .moving import planned_weights


@dataclass
class Outlook:
    """One child of a plan: what follows, what is in the way, what has to be decided."""

    move: Move
    consequences: list = field(default_factory=list)
    stale: str = ""
    questions: list = field(default_factory=list)
    told: int = 0
    area: str = ""

    @property
    def visits(self):
        return [one for one in self.consequences if one.kind == "visits" and not one.is_clash]

    @property
    def clashes(self):
        return [one for one in self.consequences if one.is_clash]

    @property
    def others(self):
        return [one for one in self.consequences if one.kind != "visits"]

    @property
    def number_of_visits(self):
        return sum(one.count for one in self.visits)

    @property
    def to_decide(self):
        return [question for question in self.questions if not question.is_settled]

    @property
    def state(self):
        if self.stale:
            return "stale"
        if not self.move.is_going:
            return "stays"
        return "decide" if self.to_decide else "ready"


@dataclass(frozen=True)
class Question:
    """One decision that a plan needs: the field of the move that holds it, in words, its choices."""

    name: str
    text: str
    choices: list
    answer: str

    @property
    def is_settled(self):
        return bool(self.answer)

    @property
    def answer_in_words(self):
        return dict(self.choices).get(self.answer, "")


@dataclass(frozen=True)
class Share:
    """What a worker would carry after the plan, beside what is carried now."""

    worker: object
    now: Decimal
    kept: Decimal
    new: Decimal
    capacity: Decimal
    children: int
    arriving: int
    warn_at: int
    block_at: int
    reason: str = ""

    @property
    def after(self):
        return self.kept + self.new

    @property
    def is_over(self):
        return self.after > self.capacity

    @property
    def needs_reason(self):
        """Over what the rules allow without a reason, and by this plan."""
        return self.new > 0 and self.after * 100 > self.capacity * self.block_at

    @property
    def is_near(self):
        return not self.is_over and self.after * 100 >= self.capacity * self.warn_at

    @property
    def words(self):
        """The numbers as people write them: 11, 9.75, 0.5."""
        return {"after": plain(self.after), "now": plain(self.now), "capacity": plain(self.capacity)}

    @property
    def figures(self):
        return f"{plain(self.after)} of {plain(self.capacity)}"

    @property
    def in_words(self):
        left = self.capacity - self.after
        if self.is_over:
            return f"Over by {plain(-left)}"
        if self.is_near:
            return f"Nearly full: {plain(left)} left" if left else "Full"
        return f"Room for {plain(left)}"

    @property
    def bar(self):
        """The parts of the bar in per cent of its length: kept, new, over, and where capacity lies."""
        length = max(self.after, self.now, self.capacity * Decimal("1.27")) or Decimal(1)
        within = max(min(self.after, self.capacity) - self.kept, Decimal(0))
        beyond = max(self.after - max(self.capacity, self.kept), Decimal(0))
        share = {"kept": self.kept, "new": within, "over": beyond, "limit": self.capacity}
        parts = {name: round(100 * part / length, 1) for name, part in share.items()}
        return parts | {"new_from": parts["kept"], "over_from": round(parts["kept"] + parts["new"], 1)}


def shares_of(reallocation, world):
    """By worker: the load as it would be, those who leave apart."""
    planned = planned_weights(world)
    found = {}
    for pk, worker in world.workers.items():
        now = world.loads[pk]
        coming = [move for move in world.moves if (move.to_worker_id or move.from_worker_id) == pk]
        arriving = [move for move in coming if move.from_worker_id != pk]
        staying = sum((move.weight for move in coming if move.from_worker_id == pk), Decimal(0))
        going = sum(move.from_worker_id == pk and move.is_going for move in world.moves)
        found[pk] = Share(
            worker=worker,
            now=now.weight,
            kept=now.weight - planned.get(pk, Decimal(0)) + staying,
            new=sum((move.weight for move in arriving), Decimal(0)),
            capacity=now.capacity,
            children=now.children - going + len(arriving),
            arriving=len(arriving),
            warn_at=world.policy.warn_at_percent,
            block_at=world.policy.block_at_percent,
            reason=reallocation.over_reasons.get(str(pk), ""),
        )
    return found


def goings_of(moves, at):
    """The children who would go, as followers understand it."""
    return [
        Going(move.episode, move.from_worker, move.to_worker, at, move.clash, move.went)
        for move in moves
        if move.is_going
    ]


def outlooks_of(world, *, at, user):
    """What would happen to each child of a plan, in the order of the plan."""
    stale = stale_ones(world)
    moves = [move for move in world.moves if move.pk not in stale]
    follows = foresee(goings_of(moves, at), user)
    told = families_told(moves, on=at.date())
    over = lead_breaches(world, moves)
    found = []
    for move in world.moves:
        one = Outlook(
            move, stale=stale.get(move.pk, ""), area=world.areas.get(move.episode.child.family_id, "")
        )
        if not one.stale and move.is_going:
            one.consequences = follows.get(move.episode_id, [])
            one.told = told.get(move.episode.child_id, 0)
            one.questions = questions_of(one, world, over)
        found.append(one)
    return found


def questions_of(one, world, over):
    """What somebody has to decide about one child before it can move."""
    move, found = one.move, []
    if one.clashes:
        text = ". ".join(clash.text for clash in one.clashes)
        found.append(Question("clash", f"{text}.", Move.Clash.choices[1:], move.clash))
    if world.leads.get(move.episode.child_id) == move.from_worker_id:
        name, first = move.from_worker.name, move.to_worker.first_name
        if move.pk in over:
            cap = world.policy.lead_professional_cap
            text = f"{name} is lead professional. {first} would be it for more than {cap} children."
        else:
            text = f"{name} is lead professional. Does the role go along?"
        found.append(Question("lead_role", text, Move.LeadRole.choices[1:], move.lead_role))
    return found


def lead_breaches(world, moves):
    """The moves by which a worker would be lead professional for more children than the rules say."""
    taking = [
        move
        for move in moves
        if move.is_going and world.leads.get(move.episode.child_id) == move.from_worker_id
    ]
    count, over = dict(world.lead_counts), set()
    for move in taking:
        if move.lead_role != Move.LeadRole.STAY:
            count[move.to_worker_id] = count.get(move.to_worker_id, 0) + 1
            if count[move.to_worker_id] > world.policy.lead_professional_cap:
                over.add(move.pk)
    return over


def stale_ones(world):
    """The moves that the record has overtaken since the plan was made, each with the reason."""
    episodes = as_they_stand([move.episode_id for move in world.moves])
    found = {}
    for move in world.moves:
        why = staleness(move, episodes.get(move.episode_id), world)
        if why:
            found[move.pk] = why
    return found


def as_they_stand(episodes):
    """By primary key: episodes with their child and, as ``now``, the open allocation with its worker."""
    is_open = FilteredRelation("allocations", condition=Q(allocations__until_at=None))
    found = Episode.objects.filter(pk__in=episodes).annotate(now=is_open)
    return {episode.pk: episode for episode in found.select_related("child", "now__worker")}


def open_allocations(episodes):
    """By episode: the open allocation with its worker."""
    rows = Allocation.objects.open().filter(episode__in=episodes).select_related("worker")
    return {row.episode_id: row for row in rows}


def staleness(move, episode, world):
    """Why one child can no longer move as planned, as its episode stands; empty if it can."""
    first = move.episode.child.first_name
    if episode is None or is_over(episode):
        return f"{first} is no longer being visited."
    now = getattr(episode, "now", None)
    if now is None:
        return f"{first} is with nobody now."
    if now.pk != move.allocation_id:
        who = now.worker.name
        return f"{first} went to {who} on {now.from_at:%-d %B}, after this plan was made."
    if move.is_going and move.to_worker_id not in world.allowed.get(move.episode.team_id, ()):
        return f"{move.to_worker.name} is no longer a worker of the {move.episode.team} team."
    return ""


def is_over(episode):
    """The visits have come to an end, or the child is no record of its own any more."""
    child = episode.child
    return episode.status == Episode.Status.CLOSED or bool(child.died_on or child.merged_into_id)


def families_told(moves, *, on):
    """By child: how many adults with an account are told, because they see the shared record."""
    children = [move.episode.child_id for move in moves if move.is_going]
    seeing = Carer.objects.seeing(on=on).filter(child__in=children, user__is_active=True)
    found = {}
    for child in seeing.values_list("child", flat=True):
        found[child] = found.get(child, 0) + 1
    return found
