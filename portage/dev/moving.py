"""Children who move from one worker to another: a hand-over that waits, a move that can be undone, a plan."""

from datetime import timedelta

from django.utils import timezone

from families.actions import hand_overs, moves, reallocations
from families.load import workers_of
from families.models import Allocation, Move

TONGUES = {"Sofia": ["Urdu"], "Dev": ["Bengali", "Polish"]}


def tell_who_moves(staff):
    """In the first lead’s team: two children moved a week ago, one is offered, a plan is begun."""
    lead = next(person for person in staff.values() if "team_lead" in person.roles)
    team = lead.memberships.get().team
    workers = list(workers_of([team], on=timezone.localdate()))
    for worker in workers:
        worker.languages = TONGUES.get(worker.first_name, [])
        worker.save(update_fields=["languages"])
    now = Allocation.objects.open()
    busiest = sorted(workers, key=lambda one: (now.filter(worker=one).count(), one.pk))
    if len(busiest) < 3:
        return
    giver, taker = giver_and_taker(busiest)
    tell_a_move(giver, lead)
    tell_an_offer(giver, taker, lead)
    reallocations.plan(
        by=lead,
        reason="Sick leave from next week",
        effective_on=timezone.localdate() + timedelta(days=7),
        from_worker=giver,
    )


def giver_and_taker(by_load):
    """Sofia, of whom the README tells, keeps hers; of the others the fullest gives and the emptiest takes."""
    others = [worker for worker in by_load if not worker.email.startswith("sofia")]
    return others[-1], others[0]


def tell_a_move(giver, lead):
    """Two children go to colleagues, and could go back."""
    plan = reallocations.plan(
        by=lead, reason="One day a week less", effective_on=timezone.localdate(), from_worker=giver
    )
    rows = list(plan.moves.order_by("pk"))
    for move in rows[2:]:
        reallocations.place(plan, move, to=None, by=lead)
    answers = {move.pk: {"clash": Move.Clash.LEAVE, "lead_role": Move.LeadRole.STAY} for move in rows[:2]}
    takers = plan.moves.exclude(to_worker=None).values_list("to_worker", flat=True)
    over = dict.fromkeys(takers, "Only until the spring")
    plan = reallocations.decide(plan, by=lead, decisions=answers, over_reasons=over)
    moves.apply(plan, by=lead, version=plan.version)


def tell_an_offer(giver, taker, lead):
    """A child is offered to a colleague, who has not answered yet."""
    episode = Allocation.objects.open().filter(worker=giver).order_by("pk").first().episode
    hand_overs.offer(
        episode,
        to=taker,
        by=lead,
        reason="Lives in the next street",
        note="Loves water and singing. Next: two words together. Mum is glad of a call the evening before.",
        effective_on=timezone.localdate() + timedelta(days=10),
        is_asked_first=True,
    )
