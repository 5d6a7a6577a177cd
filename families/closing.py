"""What must be true before an episode closes, and what ends with it.

Rooms above hand a part down when the application starts: the diary asks about visits that nobody wrote up and
calls off those to come, the storeroom asks about toys. Closing calls each in its own transaction, keeps what
it did as ids, and gives it back when the episode is opened again. Families knows nothing of them.
"""

from dataclasses import dataclass
from enum import StrEnum

PARTS = []


class Weight(StrEnum):
    """How much an answer counts."""

    FINE = "fine"  # nothing to say
    TELLS = "tells"  # good to know: what will be done with it
    ASKS = "asks"  # one can go on, and says why
    BLOCKS = "blocks"  # something has to be done first


@dataclass(frozen=True)
class Answer:
    """One question of the checklist with what is so now.

    ``code`` names it for good; ``url_name`` is where it can be put right, an address with the child's ref.
    """

    code: str
    question: str
    answer: str
    weight: Weight = Weight.FINE
    url_name: str = ""

    @property
    def is_fine(self):
        return self.weight is Weight.FINE

    @property
    def asks(self):
        return self.weight is Weight.ASKS

    @property
    def blocks(self):
        return self.weight is Weight.BLOCKS


class Part:
    """What a room above hands down."""

    name = ""

    def ask(self, episode, user):
        """Its questions: a list of Answers, counting what there is, whoever asks."""
        return []

    def close(self, episode, *, by, on):
        """End what ends with the episode, in the caller's transaction; return what was done as ids."""
        return []

    def open_again(self, episode, ids, *, worker, by):
        """Bring back what ``close`` ended: (ids that are back, sentences about those that are not).

        Arguments: ``worker`` is who has the child now, or None while it waits for one.
        """
        return [], []


def add_part(part):
    """Register what a room has to do with closing; a room above calls this in ready()."""
    PARTS.append(part)
    return part


def ask_all(episode, user):
    """The whole checklist, in the order of the rooms."""
    return [answer for part in PARTS for answer in part.ask(episode, user)]


def close_all(episode, *, by, on):
    """Let every room end what is its own; ids by room."""
    return {part.name: part.close(episode, by=by, on=on) for part in PARTS}


def open_all_again(episode, done, *, worker, by):
    """Let every room bring back what it ended: (ids by room, sentences about what stays ended)."""
    back, sentences = {}, []
    for part in PARTS:
        back[part.name], said = part.open_again(episode, done.get(part.name, []), worker=worker, by=by)
        sentences += said
    return back, sentences
