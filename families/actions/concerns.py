"""A concern about a child, from the first words to its end. Each step has its line, which few may read.

Nothing here is written or told where somebody could learn from it that there is a concern: the lines are
restricted, the notices name nobody (docs/decisions/0031).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.notify import notify
from accounts.permissions import Permission
from accounts.refusals import Refused

from ..models import (
    BodyMark,
    Concern,
    ConcernAddition,
    ConcernReferral,
    ConcernStep,
    Policy,
    Saying,
)
from ..notifications import ConcernAdded, ConcernAnswered, ConcernRaised
from ..saving import save_or_refuse

LEAD = "safeguarding_lead"
LOOKS_AGAIN = (ConcernStep.Decision.SUPPORT, ConcernStep.Decision.WATCH)


def leads():
    """The named people: whom a concern is told to, and who decides on it."""
    return User.objects.active().with_role(LEAD).order_by("name", "pk")


@transaction.atomic
def raise_concern(child, *, by, facts, sayings=(), marks=()):
    """Write a concern down and tell the named people that there is one.

    Arguments: ``facts`` holds the fields of Concern; ``sayings`` are pairs of who and the exact words;
    ``marks`` are pairs of a place on the body and what it looks like.
    """
    if not by.may(Permission.CONCERN_RAISE):
        raise Refused("Tell your safeguarding lead by telephone.")
    today = timezone.localdate()
    promised = Policy.on(today).promises.get("reply_concern", 1)
    concern = Concern(child=child, raised_by=by, due_on=today + timedelta(days=promised), **facts)
    save_or_refuse(concern)
    Saying.objects.bulk_create(Saying(concern=concern, who=who, words=words) for who, words in sayings)
    BodyMark.objects.bulk_create(
        BodyMark(concern=concern, place=place, looks=looks) for place, looks in marks
    )
    _record("concern.raised", concern, by)
    for lead in leads().exclude(pk=by.pk):
        notify(ConcernRaised, to=lead, about=concern)
    return concern


@transaction.atomic
def add(concern, *, by, text):
    """Add to a concern that was sent. What was written first stays as it is."""
    concern, text = _held(concern), text.strip()
    if not text:
        raise Refused("Write what you want to add.")
    addition = ConcernAddition.objects.create(concern=concern, text=text, added_by=by)
    _record("concern.added_to", concern, by)
    for person in _others(concern, by):
        notify(ConcernAdded, to=person, about=addition)
    return addition


@transaction.atomic
def read(concern, *, by):
    """A safeguarding lead has read it and looks into it."""
    concern = _step(concern, Concern.Status.READ, by=by)
    concern.read_at, concern.read_by = timezone.now(), by
    return _done("concern.read", concern, by)


@transaction.atomic
def decide(concern, *, by, decision, reason, follow_up_on=None):
    """Decide what is done about a concern, and why; its author is told that there is an answer."""
    if not reason.strip():
        raise Refused("Write down why: somebody may ask in ten years.")
    if decision in LOOKS_AGAIN and follow_up_on is None:
        raise Refused("Say by when you look at it again.")
    answer = {"decision": decision, "text": reason.strip(), "follow_up_on": follow_up_on}
    concern = _step(concern, Concern.Status.DECIDED, by=by, **answer)
    concern.decided_at, concern.decided_by = timezone.now(), by
    concern.follow_up_on = follow_up_on
    return _done("concern.decided", concern, by, tell=ConcernAnswered)


@transaction.atomic
def refer_on(concern, *, by, to, at, reference="", said="", follow_up_on=None):
    """Pass a concern on to who can act; when, to whom and under which reference is written down."""
    if not to.strip():
        raise Refused("Say to whom you referred it.")
    if at > timezone.now():
        raise Refused("Write this down when you have referred it: the time is still to come.")
    concern = _step(concern, Concern.Status.REFERRED, by=by, text=to.strip(), follow_up_on=follow_up_on)
    ConcernReferral.objects.create(
        concern=concern, to=to.strip(), referred_at=at, referred_by=by, reference=reference.strip(),
        said=said.strip(),
    )  # fmt: skip
    concern.follow_up_on = follow_up_on
    return _done("concern.referred_on", concern, by, tell=ConcernAnswered)


@transaction.atomic
def close(concern, *, by, outcome):
    """Bring a concern to its end, and say how it ended."""
    if not outcome.strip():
        raise Refused("Say how it ended.")
    concern = _step(concern, Concern.Status.CLOSED, by=by, text=outcome.strip())
    concern.closed_at, concern.closed_by, concern.follow_up_on = timezone.now(), by, None
    return _done("concern.closed", concern, by, tell=ConcernAnswered)


@transaction.atomic
def reopen(concern, *, by, reason):
    """Look into a closed concern again; a new answer is promised from today."""
    if not reason.strip():
        raise Refused("Say why it is opened again.")
    concern = _step(concern, Concern.Status.READ, by=by, only_from=Concern.Status.CLOSED, text=reason.strip())
    today = timezone.localdate()
    concern.closed_at = concern.closed_by = None
    concern.due_on = today + timedelta(days=Policy.on(today).promises.get("reply_concern", 1))
    return _done("concern.reopened", concern, by)


# What all of them need --------------------------------------------------------------------------------


def _held(concern):
    """The concern as it is now, held until the end of this transaction: two leads take turns."""
    held = Concern._base_manager.select_for_update(of=("self",), no_key=True)
    return held.select_related("child", "raised_by").get(pk=concern.pk)


def _step(concern, status, *, by, only_from=None, **what):
    """Take one step with a concern, or refuse; the step is a row of its own. Does not save the concern."""
    if not by.may(Permission.CONCERN_DECIDE):
        raise Refused("Only a safeguarding lead decides on concerns.")
    concern = _held(concern)
    was_closed = concern.status == Concern.Status.CLOSED
    if status == Concern.Status.READ and was_closed != (only_from == Concern.Status.CLOSED):
        raise Refused(f"This concern is “{concern.get_status_display().lower()}” already: look at it again.")
    concern.move_to(status)
    ConcernStep.objects.create(concern=concern, status=status, taken_by=by, **what)
    return concern


def _done(what, concern, by, *, tell=None):
    save_or_refuse(concern)
    _record(what, concern, by)
    if tell is not None and concern.raised_by_id != by.pk:
        key = f"{tell.name}:{concern.steps.latest('pk').pk}:{concern.raised_by_id}"
        notify(tell, to=concern.raised_by, about=concern, key=key)
    return concern


def _record(what, concern, by):
    audit.record(what, by=by, target=concern, child=concern.child, restricted=True)


def _others(concern, by):
    """Who reads this concern besides the one who just wrote: the leads, and its author."""
    people = {lead.pk: lead for lead in [*leads(), concern.raised_by]}
    people.pop(by.pk, None)
    return [people[pk] for pk in sorted(people)]
