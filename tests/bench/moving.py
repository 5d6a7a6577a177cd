"""Three hundred children with history are given to other workers of twenty; and where they should go.

Within a town as all else; ``main()`` in a shell measures alone, in a database that holds a crowd.
"""

import time
from datetime import timedelta

from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, Team, User
from families.actions import moves, reallocations, undoing
from families.models import Allocation, Episode, Move
from families.moving import moves_of, propose
from visits.models import Visit

CHILDREN, WORKERS, WEEKS = 300, 20, 2


def measure():
    """Seconds and queries of the proposal, of moving every child, and of moving all back."""
    lead = a_team()
    found = {}
    began = time.perf_counter()
    ours = {"team": lead.memberships.get().team_id}
    plan = reallocations.plan(by=lead, reason="Bench", effective_on=timezone.localdate(), chosen=ours)
    found["plan_many"] = time.perf_counter() - began
    rows = moves_of(plan)
    began = time.perf_counter()
    propose(plan, rows)
    found["propose_many"] = time.perf_counter() - began
    everybody_goes(plan, rows, lead)
    plan.refresh_from_db()
    with CaptureQueriesContext(connection) as seen:
        began = time.perf_counter()
        moves.apply(plan, by=lead, version=plan.version)
        found["move_many"] = time.perf_counter() - began
    found["move_queries"] = len(seen) / (len(rows) / 10)
    assert plan.moves.moved().count() == CHILDREN
    began = time.perf_counter()
    undoing.undo(plan, by=lead)
    found["undo_many"] = time.perf_counter() - began
    assert not plan.moves.moved().exists()
    return found


def a_team():
    """A lead, twenty workers and three hundred children of the crowd, each with a year of visits."""
    today = timezone.localdate()
    team = Team.objects.create(name=f"Bench {timezone.now():%H%M%S}")
    lead = User.objects.create(name="Bench Lead", email=f"lead-{team.pk}@example.org", roles=["team_lead"])
    workers = User.objects.bulk_create(
        User(name=f"Bench {n}", email=f"bench{n}-{team.pk}@example.org", roles=["portage_worker"])
        for n in range(WORKERS)
    )
    since = today - timedelta(days=400)
    Membership.objects.bulk_create(
        Membership(user=one, team=team, since_on=since) for one in [lead, *workers]
    )
    rows = Allocation.objects.open().filter(episode__status="active", episode__child__visits__isnull=False)
    rows = list(rows.distinct().select_related("episode").order_by("-pk")[:CHILDREN])
    Episode.objects.filter(pk__in=[row.episode_id for row in rows]).update(team=Value(team.pk))
    for number, row in enumerate(rows):
        row.worker = workers[number % WORKERS]
    Allocation.objects.bulk_update(rows, ["worker"])
    plan_visits(rows)
    return lead


def plan_visits(rows):
    """Two visits to come for each child, none at the same time as another of the same worker."""
    Visit.objects.planned().filter(child__in=[row.episode.child_id for row in rows]).delete()
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    Visit.objects.bulk_create(
        Visit(
            child_id=row.episode.child_id,
            worker=row.worker,
            planned_by=row.worker,
            starts_at=start + timedelta(hours=2 * (number // WORKERS) + 24 * 7 * week),
            ends_at=start + timedelta(hours=2 * (number // WORKERS) + 24 * 7 * week + 1),
        )
        for number, row in enumerate(rows)
        for week in range(WEEKS)
    )


def everybody_goes(plan, rows, lead):
    """Each child to the next worker: all visits change hands, and many change places."""
    workers = sorted({row.from_worker_id for row in rows})
    after = dict(zip(workers, workers[1:] + workers[:1], strict=True))
    for row in rows:
        row.to_worker_id, row.is_by_hand = after[row.from_worker_id], True
    Move.objects.bulk_update(rows, ["to_worker", "is_by_hand"])
    answers = {row.pk: {"clash": "leave", "lead_role": "stay"} for row in rows}
    reasons = dict.fromkeys(workers, "for the bench")
    reallocations.decide(plan, by=lead, decisions=answers, over_reasons=reasons)


def main():
    print({name: round(value, 2) for name, value in measure().items()})
