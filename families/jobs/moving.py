"""What the clock does with moves that were agreed for a day: each is a piece of work of its own.

Each asks the data what is due now, so that a day on which the clock stood still is caught up. Carrying a move
out twice does no harm: the second finds it done.
"""

from django.utils import timezone

from accounts import work

from ..actions import hand_overs, moves
from ..models import HandOver, Reallocation

ONE, MANY = "families.hand_over", "families.reallocation"


@work.due
def ask_for_moves_of_the_day(now):
    """Moves of one child and of many whose day has come. What was agreed anew is asked for anew."""
    today = timezone.localdate(now)
    for row in HandOver.objects.due(on=today).only("pk", "offered_at"):
        work.ask(ONE, key=f"{ONE}:{row.pk}:{row.offered_at:%Y%m%d%H%M%S}", hand_over=row.pk)
    for row in Reallocation.objects.due(on=today).only("pk", "set_at"):
        work.ask(MANY, key=f"{MANY}:{row.pk}:{row.set_at:%Y%m%d%H%M%S}", reallocation=row.pk)


@work.handler(ONE, called="Hand a child over on the day that was agreed")
def hand_one_over(job):
    with work.finish(job):
        hand_overs.take_effect(HandOver.objects.get(pk=job.payload["hand_over"]))


@work.handler(MANY, called="Move many children on the day that was agreed")
def move_many(job):
    with work.finish(job):
        moves.take_effect(Reallocation.objects.get(pk=job.payload["reallocation"]))
