"""Who covers which child while a colleague is away: a simple proposal, for a person to change. Pure.

Brothers and sisters stay together; then comes who has most room, with some favour for who is in that area
anyway. A proposal for weeks needs no solver; moving a caseload for good has one (balancing.py).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

NEAR = Decimal("0.15")  # how much fuller one may be and still be chosen for being near


@dataclass(frozen=True)
class Kid:
    """A child to be covered."""

    key: int
    family: int
    weight: Decimal
    area: str = ""


@dataclass
class Hand:
    """A colleague who may cover: what she can carry, what she carries, where she is anyway."""

    key: int
    capacity: Decimal
    load: Decimal = Decimal(0)
    areas: frozenset = field(default_factory=frozenset)

    def fullness(self, weight):
        """How full she would be; who has no capacity is never chosen first."""
        return (self.load + weight) / self.capacity if self.capacity else Decimal(99)


def share_out(kids, hands):
    """For each child who covers and why: {child key: (worker key, words)}; empty if there is nobody."""
    families = defaultdict(list)
    for kid in kids:
        families[kid.family].append(kid)
    found = {}
    heaviest_first = sorted(families.values(), key=lambda one: (-sum(kid.weight for kid in one), one[0].key))
    for siblings in heaviest_first if hands else []:
        weight = sum(kid.weight for kid in siblings)
        area = next((kid.area for kid in siblings if kid.area), "")

        def cost(hand, weight=weight, area=area):
            return hand.fullness(weight) - (NEAR if area and area in hand.areas else 0), hand.key

        chosen = min(hands, key=cost)
        why = f"is in {area} anyway" if area and area in chosen.areas else "has most room"
        chosen.load += weight
        for kid in siblings:
            found[kid.key] = (chosen.key, why)
    return found
