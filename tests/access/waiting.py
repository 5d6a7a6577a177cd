"""What the access matrix needs of the waiting list, local services, help from others and saved views."""

from tests.factories.families import ChildFactory, ReferralFactory
from tests.factories.waiting import (
    DirectoryFileFactory,
    LocalServiceFactory,
    OutwardReferralFactory,
    SavedFilterFactory,
    WaitingOfferFactory,
)

WAITS = (
    "families:waiting_detail",
    "families:waiting_contact",
    "families:waiting_offer_add",
    "families:waiting_remove",
    "families:waiting_help_add",
)
STATE = {
    "families:outward_send": {"agreed": True},
    "families:outward_chase": {"sent": True},
    "families:outward_end": {"sent": True},
}


def waiting_things(row, world):
    """Makers of what an address of these rows names, by what it is about."""
    child, worker = world.child, world.people.worker
    makers = {
        "families.WaitingOffer": lambda: WaitingOfferFactory(),
        "families.LocalService": lambda: LocalServiceFactory(),
        "families.DirectoryFile": lambda: DirectoryFileFactory(),
        "accounts.SavedFilter": lambda: SavedFilterFactory(),
        "families.OutwardReferral": lambda: OutwardReferralFactory(
            child=child, spotted_by=worker, **STATE.get(row.name, {})
        ),
    }
    if row.name in WAITS:
        makers["families.Referral"] = lambda: ReferralFactory(child=ChildFactory(), waiting=True)
    return makers
