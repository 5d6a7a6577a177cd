"""What the access matrix needs of concerns, notes at the door, chronology, cover and opened records."""

from tests.factories.families import HomeNoteFactory
from tests.factories.safety import ChronologyEntryFactory, ConcernFactory, CoverFactory

STATE = {
    "families:concern_decide": {"is_read": True},
    "families:concern_refer": {"decided": True},
    "families:concern_close": {"decided": True},
    "families:concern_reopen": {"closed": True},
}


def safety_things(row, world):
    """Makers of what an address of these rows names, by what it is about."""
    child, worker = world.child, world.people.worker
    state = STATE.get(row.name, {})
    return {
        "families.ChronologyEntry": lambda: ChronologyEntryFactory(child=child),
        "families.Cover": lambda: CoverFactory(away=worker, child=child),
        "families.HomeNote": lambda: HomeNoteFactory(child=child),
        "families.Concern": lambda: ConcernFactory(child=child, raised_by=worker, **state),
    }
