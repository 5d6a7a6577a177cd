"""One stop of a worker's day: who opens the door, where it is, what to bring. Plain values, no queries."""

import re
from dataclasses import dataclass

from visits.models import Visit

AT_HOME = (Visit.Mode.HOME, Visit.Mode.VIRTUAL, Visit.Mode.PHONE)
PLACE_ICONS = {
    Visit.Mode.SETTING: "school",
    Visit.Mode.CENTRE: "building-2",
    Visit.Mode.VIRTUAL: "video",
    Visit.Mode.PHONE: "phone",
}
OFF = (Visit.Status.CANCELLED, Visit.Status.NO_ACCESS)


@dataclass(frozen=True)
class Stop:
    """A visit of the day with what to know before knocking."""

    visit: Visit
    number: int
    state: str  # done, now, later, off
    now_words: str
    can_be_written: bool
    is_written: bool
    who: str
    caller: object
    place: str
    place_icon: str
    is_protected: bool
    notes: list
    bring: list
    toys: list
    covers_for: str  # the first name of the colleague for whom one goes; empty on one's own visits

    @property
    def is_off(self):
        """It did not or will not take place."""
        return self.state == "off"


def stop_of(
    visit,
    *,
    number,
    is_now,
    has_begun,
    is_over,
    is_today,
    carers,
    notes,
    address,
    toys,
    setting="",
    covers_for="",
):
    """Put together one stop from what the rooms know."""
    is_protected = bool(address and address.is_protected)
    return Stop(
        visit=visit,
        number=number,
        state=state_of(visit, is_now=is_now, is_over=is_over),
        now_words="Now" if has_begun else "Next",
        can_be_written=is_today,  # a record begins on the day of its visit
        is_written=visit.status == Visit.Status.DONE,
        who=who_is_there(visit, carers),
        # A protected family's number is as protected as its door: it stands behind the same question.
        caller=None if is_protected else next((carer for carer in carers if carer.phone), None),
        place="" if is_protected else place_of(visit, address, setting),
        place_icon=PLACE_ICONS.get(visit.mode, "map-pin"),
        is_protected=is_protected,
        notes=notes,
        bring=things(visit.bring),
        toys=toys,
        covers_for=covers_for,
    )


def state_of(visit, *, is_now, is_over):
    """How the stone of a visit looks."""
    if visit.status in OFF:
        return "off"
    if visit.status == Visit.Status.DONE or is_over:
        return "done"
    return "now" if is_now else "later"


def who_is_there(visit, carers):
    """“Home visit with Nadia (mum) and Tariq (dad). Polish interpreter needed”."""
    words = visit.get_mode_display()
    if visit.mode in AT_HOME and carers:
        words += f" with {in_a_row([carer_in_words(carer) for carer in carers])}"
    interpreter = visit.child.family.interpreter
    return f"{words}. {interpreter} interpreter needed" if interpreter else words


def carer_in_words(carer):
    """“Nadia (mum)”; by the name alone who is of no named kind, or is called by it, as “Grandad”."""
    if carer.relationship == carer.Relationship.OTHER or " " not in carer.name:
        return carer.first_name
    return f"{carer.first_name} ({carer.get_relationship_display().lower()})"


def place_of(visit, address, setting=""):
    """Where to go, as much as a screen in a car should show: the town and half of the postcode."""
    if visit.mode == Visit.Mode.SETTING:
        return setting or "Nursery or setting not given yet"
    if visit.mode != Visit.Mode.HOME:
        return visit.get_mode_display()
    if address is None:
        return "No address yet"
    return ", ".join(part for part in (address.town, address.district) if part)


def things(text):
    """What to bring, one by one, from how people write it down: with commas or semicolons."""
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return [part[0].upper() + part[1:] for part in parts if part]


def in_a_row(words):
    """“a, b and c”."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
