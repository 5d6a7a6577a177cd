"""What an adult around a child may see, be told and do, in words for the page."""

from dataclasses import dataclass

from .models import Address


@dataclass(frozen=True)
class Right:
    """One thing that somebody may do, or must be kept from."""

    text: str
    icon: str
    tone: str = "idle"


def rights_of(carer, child):
    """What is written down about an adult’s rights, what must not happen first."""
    name = child.first_name
    rules = (
        (carer.must_not_know_location, Right(f"Must not know where {name} is", "map-pin", "private")),
        (carer.may_receive_records, Right("May be given letters and reports", "mail", "good")),
        (carer.may_know_address, Right("May be told the address", "house")),
        (carer.may_collect, Right(f"May collect {name}", "backpack")),
        (
            carer.emergency_order,
            Right(f"Emergency call {carer.emergency_order}", "phone", "info"),
        ),
    )
    return [right for holds, right in rules if holds]


def reach_of(carer, words):
    """How to reach somebody safely and kindly: rows of (label, text); ``words`` are the languages by code."""
    channels = dict(carer.Channel.choices)
    language = words.get(carer.language, carer.language)
    if carer.needs_interpreter:
        language = f"{language or 'Another language'}, with an interpreter"
    rows = (
        ("Safe times", carer.safe_times),
        ("Reach by", ", ".join(channels.get(code, code) for code in carer.safe_channels)),
        ("Language", language),
        ("Writing", carer.get_format_display() if carer.format else ""),
    )
    return [row for row in rows if row[1]]


def reached_at_home(child):
    """What is hidden with a protected address: the adults with their telephones."""
    return [carer for carer in child.carers.around() if carer.phone or carer.email]


def hides_home(child, *, on):
    """Whether the family’s present home is protected: then its telephones and nurseries are too."""
    return Address.objects.current(on=on).filter(family=child.family_id, is_protected=True).exists()
