"""What stands beside a child's timeline: home, family, how often, the team around, toys."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.permissions import Permission
from equipment.models import Loan
from families.ages import days_early
from families.models import Address, Carer, Episode, Professional, SettingPlace


@dataclass(frozen=True)
class Glance:
    """A child at a glance, as this person may see it."""

    early: str
    address: Address | None
    carers: list[Carer]
    episode: Episode | None
    professionals: list[Professional]
    settings: list[SettingPlace]
    loans: list[Loan] | None
    today: date

    @property
    def is_protected(self):
        """Address, telephone and nursery are then not for a screen in passing."""
        return bool(self.address and self.address.is_protected)


def glance_at(life):
    """Gather what stands beside the timeline."""
    child, user, today = life.child, life.user, timezone.localdate()
    addresses = Address.objects.visible_to(user).current(on=today).filter(family=child.family_id)
    carers = Carer.objects.visible_to(user).around()
    sees_toys = user.may(Permission.EQUIPMENT_VIEW)
    return Glance(
        early=early_in_words(child),
        address=addresses.order_by("-since_on", "-pk").first(),
        carers=list(carers.filter(child=child).order_by("-lives_with_child", "pk")),
        episode=next((one.episode for one in life.allocations if one.until_at is None), None),
        professionals=list(Professional.objects.visible_to(user).current(on=today).filter(child=child)),
        settings=list(SettingPlace.objects.visible_to(user).current(on=today).filter(child=child)),
        loans=[loan for loan in life.loans if loan.returned_on is None] if sees_toys else None,
        today=today,
    )


def early_in_words(child):
    """“5 weeks early”; nothing when the child was not."""
    weeks = days_early(child.born_on, child.due_on) // 7 if child.due_on else 0
    return f"{weeks} week{'' if weeks == 1 else 's'} early" if weeks else ""
