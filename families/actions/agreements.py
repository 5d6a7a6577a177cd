"""What family and service promise each other: written, signed by both, replaced by a further version."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..agreements import changes
from ..models import Agreement, Carer, Episode
from ..saving import save_or_refuse
from . import episodes


@transaction.atomic
def write(episode, *, by, terms, changed="", expected=None):
    """Write an agreement, or the next version of one. A draft that nobody has signed is written over.

    Arguments: ``changed`` says what is different, once a version was signed; ``expected`` is the version that
    the person saw, 0 for none.
    """
    episode = episodes.locked(episode)
    if episode.status == Episode.Status.CLOSED:
        raise Refused(episodes.moved_meanwhile(episode, None))
    last = episode.agreements.order_by("-version").first()
    if expected is not None and (last.version if last else 0) != expected:
        raise Refused("Somebody has written a version while you were writing: please look at it first.")
    if last is not None and last.is_frozen:
        return _next(episode, last, by=by, terms=terms, changed=changed)
    agreement = last or Agreement(episode=episode, version=1)
    agreement.terms, agreement.drafted_by, agreement.drafted_at = terms, by, timezone.now()
    agreement.changed = changed.strip()
    save_or_refuse(agreement)
    audit.record("agreement.written", by=by, target=agreement, after={"version": agreement.version})
    return agreement


@transaction.atomic
def sign_as_family(agreement, *, by, carer, name, how, on=None, paper=None):
    """Put an adult's name to an agreement: typed on this screen now, or signed on paper on a day.

    Arguments: ``by`` is who of us was there; ``paper`` is the sheet, where it was kept.
    """
    agreement = _open(agreement)
    if agreement.family_signed_at is not None:
        raise Refused(f"{agreement.family_signed_name} has signed this version already.")
    if carer.child_id != agreement.child.pk:
        raise Refused(f"{carer.name} is not one of the adults of this child.")
    if carer.access == Carer.Access.LIMITED:
        raise Refused(f"Nothing of the record is shared with {carer.name}: choose another adult.")
    if not name.strip():
        raise Refused("The adult types the name: that is the signature.")
    if paper is not None and paper.child_id != agreement.child.pk:
        raise Refused("This sheet is about another child.")
    agreement.family_signed_at = _moment(how, on)
    agreement.family_signed_by, agreement.family_signed_name = carer, name.strip()
    agreement.family_signed_how, agreement.paper = how, paper
    save_or_refuse(agreement)
    after = {"version": agreement.version, "adult": carer.name, "how": str(how)}
    audit.record("agreement.signed_by_family", by=by, target=agreement, after=after)
    return agreement


@transaction.atomic
def sign_as_worker(agreement, *, by):
    """Put our own name to it."""
    agreement = _open(agreement)
    if agreement.worker_signed_at is not None:
        raise Refused(f"{agreement.worker_signed_by.name} has signed this version already.")
    agreement.worker_signed_at, agreement.worker_signed_by = timezone.now(), by
    save_or_refuse(agreement)
    audit.record("agreement.signed_by_us", by=by, target=agreement, after={"version": agreement.version})
    return agreement


def _next(episode, last, *, by, terms, changed):
    different = changes(last.terms, terms)
    if not different:
        raise Refused("Nothing is different from the last version: change what was agreed anew, or go back.")
    if not changed.strip():
        raise Refused("Say in a few words what changes: the family reads it first.")
    agreement = save_or_refuse(
        Agreement(
            episode=episode, version=last.version + 1, terms=terms, changed=changed.strip(), drafted_by=by
        )
    )  # fmt: skip
    after = {"version": agreement.version, "different": different}
    audit.record("agreement.written", by=by, target=agreement, after=after, reason=changed)
    return agreement


def _open(agreement):
    """The agreement as it is now, held; only the last version of an open episode can be signed."""
    rows = Agreement.objects.select_for_update(of=("self",))
    agreement = rows.select_related("episode__child", "worker_signed_by").get(pk=agreement.pk)
    if agreement.episode.status == Episode.Status.CLOSED:
        raise Refused(episodes.moved_meanwhile(agreement.episode, None))
    if agreement.episode.agreements.filter(version__gt=agreement.version).exists():
        raise Refused("There is a newer version of this agreement: sign that one.")
    return agreement


def _moment(how, on):
    today = timezone.localdate()
    if how == Agreement.How.SCREEN or on is None or on == today:
        return timezone.now()
    if on > today:
        raise Refused("This day is still to come: give the day on which it was signed.")
    return timezone.make_aware(datetime.combine(on, time(12)))
