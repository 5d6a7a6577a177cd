"""What the clock asks about safety: concerns without an answer, notes at the door to be looked at again.

Each asks the data what is due now, so that a day on which the clock stood still is caught up, and asking
twice tells nobody twice.
"""

from django.utils import timezone

from accounts.models import Notice, User
from accounts.notify import notify
from accounts.work import due

from ..covering import stand_ins
from ..models import Allocation, Concern, Episode, HomeNote
from ..notifications import ConcernOverdue, NoteToReview


@due
def chase_concerns(now):
    """A concern without an answer, or without its second look, is said to the safeguarding leads, once."""
    today = timezone.localdate(now)
    late = list(Concern.objects.overdue(on=today))
    leads = list(User.objects.active().with_role("safeguarding_lead").order_by("pk")) if late else []
    wanted = {}
    for concern in late:
        promised = concern.follow_up_on or concern.due_on
        for lead in leads:
            wanted[f"concern_late:{concern.pk}:{concern.status}:{promised}:{lead.pk}"] = (lead, concern)
    _tell(ConcernOverdue, wanted)


@due
def chase_reviews(now):
    """A note at the door whose day has come is said to who visits, who covers, and the leads of the team."""
    today = timezone.localdate(now)
    notes = list(HomeNote.objects.review_due(on=today).select_related("child").order_by("pk"))
    told = _around({note.child_id for note in notes}, today) if notes else {}
    _tell(
        NoteToReview,
        {
            f"note_review:{note.pk}:{note.review_on}:{person.pk}": (person, note)
            for note in notes
            for person in told.get(note.child_id, ())
        },
    )


def _around(children, today):
    """For each child: its worker, who covers, and the leads of its team."""
    people = {child: {} for child in children}
    allocations = Allocation.objects.open().filter(episode__child__in=children)
    for one in allocations.select_related("worker", "episode"):
        people[one.episode.child_id][one.worker_id] = one.worker
    for child, share in stand_ins(children, on=today).items():
        people[child][share.worker_id] = share.worker
    episodes = list(Episode.objects.open().filter(child__in=children).order_by("pk"))
    leads = {}
    for team in {episode.team_id for episode in episodes}:
        found = User.objects.active().with_role("team_lead").in_teams([team], on=today)
        leads[team] = list(found.order_by("pk"))
    for episode in episodes:
        people[episode.child_id] |= {lead.pk: lead for lead in leads[episode.team_id]}
    return {child: list(found.values()) for child, found in people.items()}


def _tell(message, wanted):
    """Write the notices that are not written yet; one question finds out which those are."""
    told = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    for key, (person, about) in wanted.items():
        if key not in told:
            notify(message, to=person, about=about, key=key)
