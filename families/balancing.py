"""Who should visit whom: a proposal that balances many things at once, with its reasons in words.

It weighs load against capacity, area, language, brothers and sisters, who knows the child, and the number of
children of whom one worker is lead professional. The points are weighed by CP-SAT, a solver; the rules are
here, and a person decides. The same question has the same answer: the children and workers are put in order,
the solver has one thread, one seed, and a limit counted in its own steps. A clock ends it in any case.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

# What counts how much, in points. A weekly child beyond capacity outweighs many good reasons.
SPEAKS, NEEDS_INTERPRETER, KNOWS, SIBLING, AREA, STAYS = 60, 40, 45, 50, 20, 35
MANY_NEAR = 4  # more families in one area count for no more
OVER, LEAD_OVER = 400, 150  # for each weighted family beyond capacity, for each lead role beyond the cap
# Above each of these shares of capacity, in per cent, a family costs so much more: this evens loads out.
FULLNESS = ((25, 8), (50, 8), (75, 12), (90, 12))
SECONDS, STEPS, SEED, GAP = 4.0, 0.7, 20_261_122, 0.002
ROUNDS = 8
HUNDRED = 100  # loads and points are whole numbers to the solver


@dataclass(frozen=True)
class Kid:
    """A child who may go to another worker.

    ``known`` says of each worker who knows the child how, in words (“Covered Aisha in June”); ``near`` counts
    the brothers and sisters who stay with a worker. ``allowed`` are the workers who may have the child.
    """

    key: int
    first_name: str
    weight: Decimal
    family: int
    allowed: frozenset
    now: int | None = None
    area: str = ""
    languages: frozenset = frozenset()
    needs_interpreter: bool = False
    has_lead_role: bool = False
    known: dict = field(default_factory=dict, hash=False)
    near: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Hand:
    """A worker who may take children: what is carried besides those of the plan, where, in which tongue."""

    key: int
    name: str
    capacity: Decimal
    load: Decimal = Decimal(0)
    areas: dict = field(default_factory=dict, hash=False)
    languages: frozenset = frozenset()
    leads: int = 0


@dataclass(frozen=True)
class Place:
    """Where the proposal puts a child, and why; nobody’s if no worker may have it."""

    worker: int | None
    reasons: tuple


@dataclass(frozen=True)
class Proposal:
    """Each child’s place, the load of each worker, and who would carry more than planned."""

    places: dict
    loads: dict
    over: tuple
    leads_over: tuple


def propose(kids, hands, *, lead_cap, seconds=SECONDS):
    """The best places that are found within the limits; there is always an answer."""
    kids = sorted(kids, key=lambda kid: kid.key)
    hands = sorted(hands, key=lambda hand: hand.key)
    first = greedy(kids, hands, lead_cap)
    chosen = solve(kids, hands, lead_cap, first, seconds) if kids and len(hands) > 1 else first
    return told(kids, hands, lead_cap, chosen)


# What speaks for a place --------------------------------------------------------------------------------


def points(kid, hand):
    """How much speaks for a child’s going to a worker, load apart."""
    total = STAYS if kid.now == hand.key else 0
    if kid.languages & hand.languages:
        total += SPEAKS + (NEEDS_INTERPRETER if kid.needs_interpreter else 0)
    total += KNOWS if hand.key in kid.known else 0
    total += SIBLING if kid.near.get(hand.key) else 0
    near = min(hand.areas.get(kid.area, 0), MANY_NEAR) if kid.area else 0
    return total + (AREA + near if near else 0)


def reasons(kid, hand, together):
    """The same in words, the weightiest first."""
    found = []
    shared = sorted(kid.languages & hand.languages)
    if shared:
        found.append(f"Speaks {' and '.join(shared)}.")
    if hand.key in kid.known:
        found.append(f"{kid.known[hand.key]}.")
    if together or kid.near.get(hand.key):
        found.append("Stays with brother or sister.")
    near = hand.areas.get(kid.area, 0) if kid.area else 0
    if near:
        found.append(f"Visits {near} {'family' if near == 1 else 'families'} in {kid.area}.")
    if kid.now == hand.key:
        found.append("No change for the family.")
    return found


# A first answer -----------------------------------------------------------------------------------------


def greedy(kids, hands, lead_cap):
    """Place the heaviest first, then let each child change while that is better: good, and quickly there."""
    table = Table(kids, hands, lead_cap)
    for kid in sorted(kids, key=lambda kid: (-kid.weight, kid.family, kid.key)):
        table.seat(kid)
    for _ in range(ROUNDS):
        if not any([table.seat_again(kid) for kid in kids]):
            break
    return table.chosen


class Table:
    """Who sits where so far, and what a seat is worth: in whole numbers, so that sums are exact."""

    def __init__(self, kids, hands, lead_cap):
        self.hands, self.lead_cap, self.chosen = hands, lead_cap, {}
        self.gains = {(kid.key, hand.key): HUNDRED * points(kid, hand) for kid in kids for hand in hands}
        self.steps = {hand.key: [(whole(above), price) for above, price in steps_of(hand)] for hand in hands}
        self.weights = {kid.key: whole(kid.weight) for kid in kids}
        self.loads = {hand.key: whole(hand.load) for hand in hands}
        self.leads = {hand.key: hand.leads for hand in hands}
        self.beside = Counter()

    def seat(self, kid):
        """Put a child where it is best at this moment."""
        free = [hand.key for hand in self.hands if hand.key in kid.allowed]
        best = max(free, key=lambda hand: (self.worth(kid, hand), -hand), default=None)
        self.chosen[kid.key] = best
        self.count(kid, best, 1)

    def seat_again(self, kid):
        """Take a child up and seat it anew; whether it sits elsewhere now."""
        before = self.chosen[kid.key]
        self.count(kid, before, -1)
        self.seat(kid)
        return self.chosen[kid.key] != before

    def count(self, kid, hand, sign):
        if hand is not None:
            self.loads[hand] += sign * self.weights[kid.key]
            self.leads[hand] += sign * kid.has_lead_role
            self.beside[kid.family, hand] += sign

    def worth(self, kid, hand):
        load, weight = self.loads[hand], self.weights[kid.key]
        worth = self.gains[kid.key, hand] - self.cost(hand, load + weight) + self.cost(hand, load)
        worth += HUNDRED * SIBLING if self.beside[kid.family, hand] else 0
        return worth - (HUNDRED * LEAD_OVER if kid.has_lead_role and self.leads[hand] >= self.lead_cap else 0)

    def cost(self, hand, load):
        """What a load costs: little while there is room, more and more above, much beyond capacity."""
        return sum((load - above) * price for above, price in self.steps[hand] if load > above)


def steps_of(hand):
    """Above which loads each family costs how much more."""
    return [(hand.capacity * share / 100, price) for share, price in FULLNESS] + [(hand.capacity, OVER)]


# The solver ---------------------------------------------------------------------------------------------


def solve(kids, hands, lead_cap, first, seconds):
    """Ask the solver, beginning from a first answer; that one stands if nothing better is found in time."""
    from ortools.sat.python import cp_model  # takes a second to load, and most pages never need it

    model = cp_model.CpModel()
    goes = {
        (kid.key, hand.key): model.new_bool_var(f"{kid.key}_{hand.key}")
        for kid in kids
        for hand in hands
        if hand.key in kid.allowed
    }
    gains = [
        HUNDRED * points(kid, hand) * goes[kid.key, hand.key]
        for kid in kids
        for hand in hands
        if (kid.key, hand.key) in goes
    ]
    for kid in kids:
        if kid.allowed & {hand.key for hand in hands}:
            model.add_exactly_one(goes[kid.key, hand.key] for hand in hands if (kid.key, hand.key) in goes)
    costs = [*_load_costs(model, kids, hands, goes), *_lead_costs(model, kids, hands, goes, lead_cap)]
    costs += _parting_costs(model, kids, hands, goes)
    for (kid, hand), variable in goes.items():
        model.add_hint(variable, first[kid] == hand)
    model.maximize(sum(gains) - sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.max_deterministic_time = STEPS
    solver.parameters.relative_gap_limit = GAP
    solver.parameters.linearization_level = 2  # these three find a better answer in the same number of steps
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.symmetry_level = solver.parameters.cp_model_probing_level = 0
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return first
    chosen = {kid.key: None for kid in kids}
    return chosen | {kid: hand for (kid, hand), variable in goes.items() if solver.boolean_value(variable)}


def _load_costs(model, kids, hands, goes):
    """Each worker’s load above each step costs: this evens out, and keeps below capacity where it can."""
    for hand in hands:
        most = whole(hand.load + sum((kid.weight for kid in kids), Decimal(0)))
        load = whole(hand.load) + sum(
            whole(kid.weight) * goes[kid.key, hand.key] for kid in kids if (kid.key, hand.key) in goes
        )
        for number, (above, price) in enumerate(steps_of(hand)):
            beyond = model.new_int_var(0, most, f"beyond_{hand.key}_{number}")
            model.add(beyond >= load - whole(above))
            yield price * beyond


def _lead_costs(model, kids, hands, goes, lead_cap):
    for hand in hands:
        roles = [goes[kid.key, hand.key] for kid in kids if kid.has_lead_role and (kid.key, hand.key) in goes]
        if roles:
            beyond = model.new_int_var(0, len(roles), f"leads_{hand.key}")
            model.add(beyond >= hand.leads + sum(roles) - max(lead_cap, hand.leads))
            yield HUNDRED * LEAD_OVER * beyond


def _parting_costs(model, kids, hands, goes):
    """Brothers and sisters with one worker more than needed."""
    families = defaultdict(list)
    for kid in kids:
        families[kid.family].append(kid)
    for family, brood in families.items():
        if len(brood) < 2:
            continue
        for hand in hands:
            ways = [goes[kid.key, hand.key] for kid in brood if (kid.key, hand.key) in goes]
            if ways:
                visits = model.new_bool_var(f"visits_{family}_{hand.key}")
                model.add_max_equality(visits, ways)
                yield HUNDRED * SIBLING * visits


def whole(number):
    return int((Decimal(number) * HUNDRED).to_integral_value())


# The answer in words ------------------------------------------------------------------------------------


def told(kids, hands, lead_cap, chosen):
    """Say of each child why it is placed there, and who would carry too much: nothing is silent."""
    by_key = {hand.key: hand for hand in hands}
    loads = {hand.key: hand.load for hand in hands}
    leads = Counter({hand.key: hand.leads for hand in hands})
    beside = Counter()
    for kid in kids:
        if chosen[kid.key] is not None:
            loads[chosen[kid.key]] += kid.weight
            leads[chosen[kid.key]] += kid.has_lead_role
            beside[kid.family, chosen[kid.key]] += 1
    over = tuple(hand.key for hand in hands if loads[hand.key] > hand.capacity)
    places = {}
    for kid in kids:
        hand = by_key.get(chosen[kid.key])
        if hand is None:
            places[kid.key] = Place(None, ("Nobody of the team can be given this child now.",))
            continue
        why = reasons(kid, hand, beside[kid.family, hand.key] > 1)
        if not why:
            fuller = "The least over capacity." if hand.key in over else "Has room."
            why = [fuller]
        places[kid.key] = Place(hand.key, tuple(why))
    leads_over = tuple(hand.key for hand in hands if leads[hand.key] > max(lead_cap, hand.leads))
    return Proposal(places, loads, over, leads_over)
