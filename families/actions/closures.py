"""An episode comes to its end, and may begin again. What closing ended is kept, so that it can come back."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.notify import notify
from accounts.refusals import Refused

from .. import closing
from ..models import Child, Closure, Episode, Intensity, LeadProfessional, Package
from ..notifications import EpisodeClosed
from ..saving import save_or_refuse
from . import consents, episodes

WITH_THE_CLOSING = "Our time with the child ended."


@transaction.atomic
def close(
    episode, *, by, reason, destination, on, destination_name="", note="", survey="", why_on=None,
    expected=None, quietly=False,
):  # fmt: skip
    """End an episode: its worker, package, permissions and planned visits end with it.

    Arguments: ``survey`` says whether the family was asked how it was for them; ``why_on`` says, by the code
    of each question that asks for it, why we go on; ``expected`` is the primary key of the allocation that
    the person saw, 0 for none; ``quietly`` asks nothing and tells nobody, since a child has died. Raises
    Refused if something has to be done first.
    """
    _held_child(episode)
    episode = episodes.locked(episode)
    now = episodes.open_allocation(episode)
    _refuse_unless_as_seen(episode, now, on=on, expected=expected)
    answers = [] if quietly else [*_answers(episode, by, why_on or {}), _survey(survey)]
    before = {"status": episode.status, "allocation": now.pk if now else None}
    done = {**before, **_end(episode, now, by=by, on=on), "rooms": closing.close_all(episode, by=by, on=on)}
    closure = Closure(
        episode=episode, closed_on=on, closing_reason=reason, destination=destination,
        destination_name=destination_name.strip(), note=note.strip(), answers=answers, done=done,
        closed_by=by,
    )  # fmt: skip
    episode.move_to(Episode.Status.CLOSED)
    episode.closed_on, episode.closing_reason = on, closure.get_closing_reason_display()
    save_or_refuse(episode)
    save_or_refuse(closure)
    after = {"on": on.isoformat(), "reason": str(reason), "destination": str(destination), "ended": done}
    audit.record("episode.closed", by=by, target=episode, before={"status": before["status"]}, after=after)
    if now is not None and not quietly and now.worker_id != by.pk:
        notify(EpisodeClosed, to=now.worker, about=closure)
    return closure


@transaction.atomic
def reopen(episode, *, by, reason, to=None, over_reason=""):
    """Open a closed episode again, with a worker or waiting for one; what closing ended comes back.

    Arguments: ``to`` is who visits now, None if the child waits for a worker; ``over_reason`` is needed where
    that one would carry more than is planned for. Returns the closure, which says what is back and what not.
    """
    _held_child(episode)
    episode = episodes.locked(episode)
    closure = episode.closures.standing().select_for_update().first()
    _refuse_unless_it_can_open(episode, closure, reason)
    episode.move_to(Episode.Status.ACTIVE if to else Episode.Status.WAITING)
    episode.closed_on, episode.closing_reason = None, ""
    save_or_refuse(episode)
    restored, sentences = _bring_back(episode, closure, to=to, by=by, reason=over_reason or reason)
    closure.reopened_at, closure.reopened_by, closure.reopened_reason = timezone.now(), by, reason.strip()
    closure.restored = {**restored, "said": sentences}
    save_or_refuse(closure)
    audit.record("episode.reopened", by=by, target=episode, after={"back": restored}, reason=reason)
    return closure


def begin_anew(child):
    """Whether a child's last episode is over, so that what comes next is a new one and not this again."""
    return not child.episodes.open().exists() and child.episodes.exists()


# Closing ----------------------------------------------------------------------------------------------


def _held_child(episode):
    """The child first, then what hangs on it: everybody locks in this order."""
    return Child._base_manager.select_for_update(no_key=True).get(pk=episode.child_id)


def _refuse_unless_as_seen(episode, now, *, on, expected):
    name = episode.child.first_name
    if episode.status == Episode.Status.CLOSED:
        raise Refused(f"{name}’s time with us ended on {episode.closed_on:%-d %B %Y} already.")
    if expected is not None and (now.pk if now else 0) != expected:
        raise Refused(episodes.moved_meanwhile(episode, now))
    if on > timezone.localdate():
        raise Refused("This day is still to come: close on the last day itself.")
    if on < episode.opened_on:
        raise Refused(f"{name} has a place with us since {episode.opened_on:%-d %B %Y}.")


def _answers(episode, by, why_on):
    """The checklist as it is at this moment, with the reasons; Refused if it cannot be gone past."""
    answers = closing.ask_all(episode, by)
    for answer in answers:
        if answer.blocks:
            raise Refused(f"{answer.question} {answer.answer}")
        if answer.asks and not why_on.get(answer.code, "").strip():
            raise Refused(f"{answer.question} {answer.answer} Say why you go on.")
    return [
        {
            "code": one.code,
            "question": one.question,
            "answer": one.answer,
            "weight": str(one.weight),
            "why_on": why_on.get(one.code, "").strip() if one.asks else "",
        }
        for one in answers
    ]


def _survey(said):
    if not said.strip():
        raise Refused("Say whether the family was asked how it was for them.")
    question = "Was the family asked how it was for them?"
    return {"code": "survey", "question": question, "answer": said, "weight": "fine", "why_on": ""}


def _end(episode, now, *, by, on):
    """End what families itself keeps with an episode; primary keys by kind."""
    if now is not None:
        now.until_at, now.ended_by = timezone.now(), by
        save_or_refuse(now)
    packages = list(Package.objects.running().filter(episode=episode).values_list("pk", flat=True))
    for package in Package.objects.filter(pk__in=packages):
        package.ended_on, package.ended_by, package.ended_reason = on, by, WITH_THE_CLOSING
        save_or_refuse(package)
    ahead = Intensity.objects.ahead().filter(episode=episode)
    intensities = list(ahead.values_list("pk", flat=True))
    ahead.update(called_off_at=timezone.now(), called_off_by=by)
    leads = list(LeadProfessional.objects.open().filter(child=episode.child))
    for lead in leads:
        lead.until_on, lead.ended_by = max(on, lead.from_on), by
        save_or_refuse(lead)
    return {
        "packages": packages,
        "intensities": intensities,
        "leads": [lead.pk for lead in leads],
        "consents": consents.end_all(episode.child, by=by, on=on),
    }


# Opening again ----------------------------------------------------------------------------------------


def _refuse_unless_it_can_open(episode, closure, reason):
    name = episode.child.first_name
    if episode.status != Episode.Status.CLOSED:
        raise Refused(f"{name} is with us: {episode.get_status_display().lower()}.")
    if episode.child.died_on:
        raise Refused(f"{name} has died. If that was recorded in error, take that back first.")
    if closure is None:
        raise Refused(f"{name}’s time with us ended before we kept how. Begin a new one by a referral.")
    if not reason.strip():
        raise Refused("Say why the child comes back.")


def _bring_back(episode, closure, *, to, by, reason):
    """Bring back what closing ended: (what is back, sentences about what is not)."""
    done = closure.done
    allocation = None
    if to is not None:
        parts = episodes.parts_for(episode, to=to, reason=reason)
        allocation = episodes.give(episode, to=to, by=by, reason=reason, parts=parts)
        episodes.tell(allocation)
    rooms, sentences = closing.open_all_again(episode, done.get("rooms", {}), worker=to, by=by)
    packages = Package.objects.filter(pk__in=done.get("packages", []))
    packages.update(ended_on=None, ended_by=None, ended_reason="")
    restored = {
        "allocation": allocation.pk if allocation else None,
        "packages": list(packages.values_list("pk", flat=True)),
        "consents": consents.begin_again(done.get("consents", [])),
        "rooms": rooms,
    }
    if len(restored["consents"]) < len(done.get("consents", [])):
        sentences.append("A permission that was given anew meanwhile stands in the old one’s place.")
    if done.get("leads"):
        sentences.append("Who is lead professional is for you to say again.")
    if done.get("intensities"):
        sentences.append("A change of how often that was agreed before stays called off.")
    return restored, sentences
