"""Which visits of children who move find their new workers free: a pure rule, tested by tables."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Placing:
    """A visit that would go to a worker, with its episode; the worker is None while nobody is chosen."""

    visit: object
    episode: int
    worker: object


@dataclass
class Places:
    """By episode: the visits that go, and those that stay, each with what stands in its way."""

    go: dict = field(default_factory=dict)
    stay: dict = field(default_factory=dict)


def places_for(wishes, busy, *, episodes):
    """Let each visit go where its worker is free, the earliest first; who comes first has the time.

    ``busy`` are the visits that the workers have already and keep. The answer depends on nothing but the
    arguments, so that the preview and the move agree.
    """
    places = Places({pk: [] for pk in episodes}, {pk: [] for pk in episodes})
    diaries = defaultdict(list)
    for visit in busy:
        diaries[visit.worker_id].append(visit)
    for wish in sorted(wishes, key=lambda one: (one.visit.starts_at, one.visit.pk)):
        diary = diaries[wish.worker.pk] if wish.worker else []
        in_the_way = next((other for other in diary if overlaps(wish.visit, other)), None)
        if in_the_way is None:
            places.go[wish.episode].append(wish.visit)
            if wish.worker:
                diary.append(wish.visit)
        else:
            places.stay[wish.episode].append((wish.visit, in_the_way))
    return places


def overlaps(one, other):
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
