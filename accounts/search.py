"""What one box finds: each room answers for its own, in scope; the roof merges."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, a line about it, where it is, and of which kind it is."""

    title: str
    detail: str
    url: str
    kind: str
