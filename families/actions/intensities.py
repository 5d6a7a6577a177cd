"""How often a child is visited changes: today, or on a day to come, by the clock."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from .. import weighing
from ..models import Episode, Intensity
from ..saving import save_or_refuse
from . import episodes


@transaction.atomic
def change(episode, *, by, frequency, from_on, reason):
    """Agree that a child is visited more or less often from a day on. What was before stays readable."""
    episode = episodes.locked(episode)
    _refuse_unless_possible(episode, frequency, from_on)
    if not reason.strip():
        raise Refused("Say why the child is visited more or less often.")
    change_ = save_or_refuse(
        Intensity(
            episode=episode, before=episode.frequency, frequency=frequency, from_on=from_on,
            reason=reason.strip(), agreed_by=by,
        )
    )  # fmt: skip
    audit.record(
        "intensity.agreed",
        by=by,
        target=change_,
        before={"frequency": episode.frequency},
        after={"frequency": str(frequency), "from": from_on.isoformat()},
        reason=reason,
    )
    if from_on <= timezone.localdate():
        _apply(change_, episode)
    return change_


@transaction.atomic
def call_off(intensity, *, by):
    """Call off a change whose day has not come."""
    episodes.locked(intensity.episode)
    intensity = Intensity.objects.select_for_update(of=("self",)).get(pk=intensity.pk)
    if intensity.applied_at is not None:
        raise Refused("This change has taken effect: agree another one instead.")
    if intensity.called_off_at is not None:
        raise Refused("This change was called off already.")
    intensity.called_off_at, intensity.called_off_by = timezone.now(), by
    save_or_refuse(intensity)
    audit.record("intensity.called_off", by=by, target=intensity)
    return intensity


@transaction.atomic
def take_effect(intensity):
    """Let a change whose day has come take effect; the clock's work, and safe to do twice."""
    episode = episodes.locked(intensity.episode)
    intensity = Intensity.objects.select_for_update(of=("self",)).get(pk=intensity.pk)
    if intensity.applied_at or intensity.called_off_at or episode.status == Episode.Status.CLOSED:
        return
    _apply(intensity, episode)
    after = {"frequency": intensity.frequency}
    audit.record("intensity.took_effect", by=audit.CLOCK, target=intensity, after=after)


def _refuse_unless_possible(episode, frequency, from_on):
    name = episode.child.first_name
    if episode.status == Episode.Status.CLOSED:
        raise Refused(episodes.moved_meanwhile(episode, None))
    if frequency == episode.frequency:
        raise Refused(f"{name} is visited like that already: {episode.get_frequency_display().lower()}.")
    if from_on < episode.opened_on:
        raise Refused(f"{name} has a place with us since {episode.opened_on:%-d %B %Y}.")
    last = episode.intensities.filter(applied_at__isnull=False).first()
    if last is not None and from_on < last.from_on:
        raise Refused(f"The last change was on {last.from_on:%-d %B %Y}: a new one comes after it.")


def _apply(intensity, episode):
    intensity.applied_at = timezone.now()
    save_or_refuse(intensity)
    episode.frequency = intensity.frequency
    save_or_refuse(episode)
    weighing.weigh_child_again(episode.child, on=timezone.localdate())
