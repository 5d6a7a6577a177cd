"""What a child enjoys: written down, put in other words, and ended when it has passed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.models import Child

from ..coming import tags_in_use
from ..models import Interest
from ..words import MOST_TAGS, tags_in

MOST = 20
WORDS = ("text", "tags")


@transaction.atomic
def add(child, *, by, text, tags=(), since_on=None):
    """Write down what a child enjoys; without tags they are found from the words."""
    since_on = since_on or timezone.localdate()
    if since_on > timezone.localdate():
        raise Refused("This day is still to come.")
    hold_child(child)
    now = Interest._base_manager.filter(child=child, until_on=None)
    if now.filter(text__iexact=text).exists():
        raise Refused(f"“{text}” is written down already.")
    if now.count() >= MOST:
        raise Refused(f"There are {MOST} already. Say first which of them has passed.")
    tags = list(tags)[:MOST_TAGS] or found(text, by)
    row = Interest.objects.create(child=child, text=text, tags=tags, since_on=since_on)
    audit.record("interest.added", by=by, target=row, after={"text": text, "tags": tags})
    return row


@transaction.atomic
def put_differently(row, *, by, text, tags):
    """Change the words of an interest, or what it goes with."""
    row = _fresh(row)
    words = {"text": text, "tags": list(tags)[:MOST_TAGS]}
    changed = [name for name in WORDS if getattr(row, name) != words[name]]
    if not changed:
        return row
    twin = Interest._base_manager.filter(child=row.child, until_on=None, text__iexact=text)
    if twin.exclude(pk=row.pk).exists():
        raise Refused(f"“{text}” is written down already.")
    before = {name: getattr(row, name) for name in changed}
    for name in changed:
        setattr(row, name, words[name])
    row.save(update_fields=changed)
    after = {name: words[name] for name in changed}
    audit.record("interest.changed", by=by, target=row, before=before, after=after)
    return row


@transaction.atomic
def end(row, *, by):
    """The child does not enjoy it any more; it stays as history."""
    row = _fresh(row)
    row.until_on = max(row.since_on, timezone.localdate() - timedelta(days=1))
    row.save(update_fields=["until_on"])
    audit.record("interest.ended", by=by, target=row, after={"until_on": row.until_on.isoformat()})
    return row


def found(text, user):
    """The tags of the frameworks in use that a text speaks of."""
    return sorted(tags_in(text, tags_in_use(user)))[:MOST_TAGS]


def hold_child(child):
    """What is kept once for a child is written one after the other."""
    return Child._base_manager.select_for_update(of=("self",), no_key=True).get(pk=child.pk)


def _fresh(row):
    hold_child(row.child)
    held = Interest._base_manager.select_for_update(of=("self",), no_key=True)
    row = held.select_related("child").get(pk=row.pk)
    if row.until_on:
        raise Refused(f"This was ended on {row.until_on:%-d %B %Y} already.")
    return row
