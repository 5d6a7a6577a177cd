"""Items that wait for each other in a circle: found, and named in their order."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping


def circles(after: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """Circles among what comes after what, until every item that stands in one was named once.

    Each is a list that begins and ends with the same code; each code in it waits for the next.
    """
    left = _tangled(after)
    named: set[str] = set()
    for code in after:
        if code in left and code not in named:
            circle = _shortest(after, code, left)
            if circle:
                named.update(circle)
                yield circle


def _tangled(after: Mapping[str, Collection[str]]) -> set[str]:
    """The items that neither come free from the front nor from the back: circles, and what joins them."""
    waits = {code: {first for first in firsts if first in after} for code, firsts in after.items()}
    leads: dict[str, set[str]] = {code: set() for code in waits}
    for code, firsts in waits.items():
        for first in firsts:
            leads[first].add(code)
    left = set(waits)
    for forwards, backwards in ((waits, leads), (leads, waits)):
        open_ends = {code: len(forwards[code] & left) for code in left}
        free = deque(code for code, number in open_ends.items() if not number)
        while free:
            code = free.popleft()
            left.discard(code)
            for other in backwards[code] & left:
                open_ends[other] -= 1
                if not open_ends[other]:
                    free.append(other)
    return left


def _shortest(after: Mapping[str, Collection[str]], start: str, within: set[str]) -> list[str]:
    """The shortest way from an item back to itself; empty if there is none."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        code = waiting.popleft()
        for first in after[code]:
            if first == start:
                way = [start, code] if code != start else [start]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1] if len(way) > 1 else [start, start]
            if first in within and first not in came_from:
                came_from[first] = code
                waiting.append(first)
    return []
