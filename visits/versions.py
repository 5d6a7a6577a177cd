"""A signed record and its corrections, told apart in words; and what was typed too late to be in it."""

from dataclasses import dataclass
from itertools import zip_longest

from accounts import drafts

from .models import VisitRecord

LABELS = {
    "present": "Who was there",
    "went": "Last week’s activity",
    "play": "Playing together",
    "practice": "Practising a step",
    "prompt": "How much help",
    "saw": "What I saw",
    "parent_words": "In the family’s words",
    "plan": "What we will do",
    "family_news": "How the family is",
    "parent_comment": "What the family wants to add",
}
TYPED = [name for name in LABELS if name not in ("present", "went", "prompt")]


@dataclass(frozen=True)
class Change:
    """One field that a correction changed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One signed version, with what it changed in the one before."""

    record: VisitRecord
    changes: list


def in_words(record, name):
    """A field of a record as it is read."""
    if name == "present":
        return ", ".join(record.present)
    if name in ("went", "prompt"):
        return getattr(record, f"get_{name}_display")()
    return getattr(record, name)


def told_apart(records):
    """The versions newest first, each with its changes; the first has none."""
    pairs = zip_longest(records, records[1:])
    return [Version(now, _changes(before, now)) for now, before in pairs]


def _changes(before, now):
    if before is None:
        return []
    pairs = [(label, in_words(before, name), in_words(now, name)) for name, label in LABELS.items()]
    return [Change(label, was, is_now) for label, was, is_now in pairs if was != is_now]


def unsent(draft, records):
    """What a draft of the write-up holds that is in no signed version: (label, text). Nothing if unsigned."""
    if draft is None or not records:
        return []
    fields = drafts.fields_in(draft)
    found = []
    for name in TYPED:
        text = fields.get(name, [""])[-1].replace("\r\n", "\n").strip()
        if text and not any(getattr(record, name) == text for record in records):
            found.append((LABELS[name], text))
    return found
