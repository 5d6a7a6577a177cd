"""Which tags a text speaks of: “loves his toy trains” is about train, “Wooden bricks” about bricks. Pure."""

import re
from collections.abc import Iterable

MOST_TAGS = 12  # of one interest
WORD = re.compile(r"[^\W_]+")


def stems(text: str) -> frozenset[str]:
    """The words of a text in a plain form, so that one brick and many bricks are the same."""
    return frozenset(_stem(word) for word in WORD.findall(text.casefold()))


def tags_in(text: str, tags: Iterable[str]) -> frozenset[str]:
    """Those of the tags whose every word stands in the text, in the singular or the plural."""
    said = stems(text)
    return frozenset(tag for tag in tags if (wanted := stems(tag)) and wanted <= said)


def tags_from(typed: str) -> list[str]:
    """Tags as people type them, with commas between: each once, in their order, in small letters."""
    found = (" ".join(part.casefold().split()) for part in re.split(r"[,;\n]", typed))
    return list(dict.fromkeys(tag for tag in found if tag))


def _stem(word: str) -> str:
    if len(word) < 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
