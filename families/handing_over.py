"""What becomes of all that hangs on a child when it moves from one worker to another.

Rooms above hand a follower down when the application starts: the diary moves the planned visits, reports
those that are on their way. A follower works on many children at once, with the same number of queries
whatever their number, says beforehand what would follow, and returns what it did as ids, so that it can go
back exactly. Families calls each in the transaction of the move and knows nothing of them.
"""

from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User

from .models import Episode

FOLLOWERS = []


@dataclass(frozen=True)
class Going:
    """One child’s going from one worker to another; ``new`` is None as long as nobody is chosen.

    ``clash`` is what to do with what cannot go along: "leave" it with the old worker, or "cancel" it.
    ``went`` holds, when a child goes back, what went along the first time.
    """

    episode: Episode
    old: User
    new: User | None
    at: datetime
    clash: str = ""
    went: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Consequence:
    """One thing that follows, in words: “4 visits move”, “first 3 Dec, 14:00”.

    ``kind`` says what it is about: visits, writing, reports, toys, meetings. A clash needs a decision.
    """

    kind: str
    text: str
    detail: str = ""
    count: int = 0
    is_clash: bool = False

    @property
    def in_words(self):
        return f"{self.text}: {self.detail}" if self.detail else self.text


class Follower:
    """What a room above hands down. Each answer is a dict by the primary key of the episode."""

    name = ""

    def foresee(self, goings, user):
        """What would follow: lists of Consequence, naming only what this person may see."""
        return {}

    def follow(self, goings, by):
        """Let it follow, in the caller’s transaction; return what was done as what JSON can hold."""
        return {}

    def go_back(self, goings, by):
        """Undo what ``went`` says was done; return sentences about what has changed and so stays."""
        return {}


def add_follower(follower):
    """Register what goes along with a child; a room above calls this in ready()."""
    FOLLOWERS.append(follower)
    return follower


def follow(goings, *, by):
    """Let every room above move what is its own; what each did, by episode and room."""
    done = {going.episode.pk: {} for going in goings}
    for follower in FOLLOWERS:
        for pk, ids in follower.follow(goings, by).items():
            done[pk][follower.name] = ids
    return done


def go_back(goings, *, by):
    """Let every room bring back what went along; sentences about what could not, by episode."""
    kept = {going.episode.pk: [] for going in goings}
    for follower in FOLLOWERS:
        for pk, sentences in follower.go_back(goings, by).items():
            kept[pk] += sentences
    return kept


def foresee(goings, user):
    """What would follow, by episode, in the order of the rooms."""
    found = {going.episode.pk: [] for going in goings}
    for follower in FOLLOWERS:
        for pk, consequences in follower.foresee(goings, user).items():
            found[pk] += consequences
    return found


def what_follows(going, user):
    """What would follow for one child, in sentences."""
    return [f"{one.in_words}." for one in foresee([going], user)[going.episode.pk]]
