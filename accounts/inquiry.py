"""A question put to the trail: whom, what, when; and its answer, page by page, however long the trail is."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from . import sentences
from .models import AuditEvent, User
from .refs import ALPHABET, LENGTH

PAGE = 50
MANY = 1000
WORDS_REACH_BACK = timedelta(days=31)  # free words are read line by line, so they need an end
MOST_PEOPLE = 50


@dataclass(frozen=True)
class Line:
    """One line as it is shown."""

    at: datetime
    kind: str
    who: str
    roles: str
    words: str
    reason: str
    changes: list
    icon: str

    @property
    def is_odd(self):
        return self.kind == "refused"


ICONS = {"done": "pencil", "seen": "eye", "refused": "ban"}


def ask(user, question):
    """The lines that answer a question, newest first, not yet cut into pages."""
    lines = AuditEvent.objects.visible_to(user).order_by("-at", "-pk")
    if question.get("child"):
        lines = lines.filter(child_ref__in=refs_for(question["child"]))
    if question.get("who"):
        lines = lines.filter(by_pk__in=people_named(question["who"]))
    if question.get("kind"):
        lines = lines.filter(kind=question["kind"])
    since, until = question.get("since"), question.get("until")
    if question.get("words"):
        last = until or timezone.localdate()
        since = since or last - WORDS_REACH_BACK
        words = Q(target_name__icontains=question["words"]) | Q(reason__icontains=question["words"])
        lines = lines.filter(words).exclude(what="trail.searched")
    if since:
        lines = lines.filter(at__gte=midnight(since))
    if until:
        lines = lines.filter(at__lt=midnight(until + timedelta(days=1)))
    return lines


def refs_for(text):
    """The refs meant by a child's ref or name."""
    text = text.strip()
    if len(text) == LENGTH and set(text) <= set(ALPHABET):
        return [text]
    return list(sentences.children().refs_of(text))


def people_named(text):
    """The people whose name this may be."""
    found = User.objects.filter(name__icontains=text).order_by("pk")
    return list(found.values_list("pk", flat=True)[:MOST_PEOPLE])


def page_of(lines, before):
    """Up to PAGE lines older than a place in the trail, and the place where the next page begins, or None."""
    place = read_place(before)
    if place:
        at, pk = place
        lines = lines.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))
    found = list(lines[: PAGE + 1])
    more = len(found) > PAGE
    found = found[:PAGE]
    return found, (place_of(found[-1]) if more else None)


def place_of(event):
    """A line's place in the trail, fit for an address: it tells nothing about anybody."""
    return f"{(event.at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)}-{event.pk}"


def read_place(text):
    """Read a place back; None if it is none."""
    micros, _, pk = (text or "").partition("-")
    if not (micros.isascii() and micros.isdigit() and len(micros) <= 16):
        return None
    if not (pk.isascii() and pk.isdigit() and len(pk) <= 18):
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(micros)), int(pk)
    except OverflowError:
        return None


def how_many(lines):
    """How many lines there are, counted only as far as anybody reads: 23, or “more than 1,000”."""
    counted = lines.order_by()[: MANY + 1].count()
    return f"more than {MANY:,}" if counted > MANY else f"{counted:,}"


def told(events):
    """The lines in plain sentences, with two questions to the database at most."""
    names = sentences.children().names({event.child_ref for event in events if event.child_ref})
    return [
        Line(
            at=event.at,
            kind=event.kind,
            who=event.by_name,
            roles=event.by_roles,
            words=sentences.words_for(event, names),
            reason=event.reason,
            changes=changes(event),
            icon=ICONS[event.kind],
        )
        for event in events
    ]


def changes(event):
    """What a line says was before and after: (what, before, after)."""
    before, after = event.before or {}, event.after or {}
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    return [
        (name.replace("_", " "), before.get(name, ""), after.get(name, "")) for name in {**before, **after}
    ][:12]


def midnight(day):
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
