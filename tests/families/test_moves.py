"""Many children move at once: all or nothing, in a few queries; and back to the very rows as before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, Draft, Notice
from accounts.refusals import Refused
from families.actions import episodes, moves, reallocations, undoing
from families.models import (
    Allocation,
    Child,
    Episode,
    HandOver,
    LeadProfessional,
    Move,
    Policy,
    Reallocation,
)
from reports.models import Report
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.families import CarerFactory, ChildFactory
from tests.factories.moving import ReallocationFactory
from tests.factories.reports import ReportFactory
from tests.factories.visits import VisitFactory
from visits.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory(name="Ashby")


@pytest.fixture
def hannah(team):
    return UserFactory(name="Hannah Osei", team_lead=True, team=team)


@pytest.fixture
def grace(team):
    return UserFactory(name="Grace Adeleke", worker=True, team=team)


@pytest.fixture
def sofia(team):
    return UserFactory(name="Sofia Marsh", worker=True, team=team)


@pytest.fixture
def dev(team):
    return UserFactory(name="Dev Patel", worker=True, team=team)


@pytest.fixture
def caseload(grace):
    """Six children of Grace’s, with visits to come, a report under way, a draft, a role, parents."""
    children = ChildFactory.create_batch(6, with_worker=grace)
    for number, child in enumerate(children):
        VisitFactory(child=child, worker=grace, in_days=2 + number)
        CarerFactory(child=child, user=UserFactory(parent=True), sees=True)
    made = VisitFactory(child=children[0], worker=grace, in_days=-2)
    Draft.objects.create(
        user=grace, form="visits:visit_write_up", about=made.ref, fields='{"play": ["Bubbles"]}'
    )
    ReportFactory(child=children[1], requested_by=grace)
    LeadProfessional.objects.create(
        child=children[2], user=grace, from_on=timezone.localdate() - timedelta(days=9), named_by=grace
    )
    return children


def plan(hannah, grace, **fields):
    given = {"reason": "Grace is ill", "effective_on": timezone.localdate(), "from_worker": grace}
    return reallocations.plan(by=hannah, **given | fields)


def decided(reallocation, by):
    """The plan with every question answered."""
    answers = {move.pk: {"lead_role": "along", "clash": "leave"} for move in reallocation.moves.all()}
    reallocations.decide(reallocation, by=by, decisions=answers)
    return now(reallocation)


def now(reallocation):
    return Reallocation.objects.get(pk=reallocation.pk)


def applied(hannah, grace, **fields):
    reallocation = decided(plan(hannah, grace, **fields), hannah)
    return moves.apply(reallocation, by=hannah, version=reallocation.version)


def rows():
    """Every row that a move may touch, as it lies in the database."""
    tables = (Allocation, Episode, Visit, LeadProfessional, HandOver, Report, Draft)
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in tables}


# Planning ---------------------------------------------------------------------------------------------


def test_a_plan_of_a_whole_caseload_proposes_a_place_for_every_child(caseload, hannah, grace, sofia, dev):
    before = rows()
    reallocation = plan(hannah, grace)
    assert {move.to_worker for move in reallocation.moves.all()} <= {sofia, dev}
    assert reallocation.moves.count() == 6
    assert all(move.reasons for move in reallocation.moves.all())
    assert rows() == before, "a plan changes nothing"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": " "}, "Say why the children move"),
        ({"effective_on": timezone.localdate() - timedelta(days=1)}, "today or a day ahead"),
        ({"from_worker": None, "chosen": {"frequency": "monthly"}}, "No child with a worker fits this"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(caseload, hannah, grace, change, sentence):
    with pytest.raises(Refused, match=sentence):
        plan(hannah, grace, **change)


def test_a_lead_plans_for_her_own_teams_only(hannah, grace, caseload):
    elsewhere = UserFactory(worker=True, team=TeamFactory(name="Thorne"))
    ChildFactory(with_worker=elsewhere)
    with pytest.raises(Refused, match="No child"):
        plan(hannah, elsewhere)


def test_what_was_placed_by_hand_stays_when_places_are_proposed_again(caseload, hannah, grace, sofia, dev):
    reallocation = plan(hannah, grace)
    move = reallocation.moves.first()
    other = dev if move.to_worker == sofia else sofia
    reallocations.place(reallocation, move, to=other, by=hannah)
    reallocations.propose_again(reallocation, by=hannah)
    assert reallocation.moves.get(pk=move.pk).to_worker == other


def test_a_child_is_placed_with_a_worker_of_its_team_only(caseload, hannah, grace, sofia):
    reallocation = plan(hannah, grace)
    stranger = UserFactory(name="Ros Lewis", worker=True, team=TeamFactory(name="Thorne"))
    with pytest.raises(Refused, match="Ros Lewis is not a worker of the Ashby team"):
        reallocations.place(reallocation, reallocation.moves.first(), to=stranger, by=hannah)


# Applying ---------------------------------------------------------------------------------------------


def test_everything_that_hangs_on_a_child_goes_along(caseload, hannah, grace, sofia):
    reallocation = applied(hannah, grace)
    assert reallocation.status == Reallocation.Status.APPLIED
    assert not Child.objects.visible_to(grace).exists()
    assert Child.objects.visible_to(sofia).count() == 6
    assert Visit.objects.to_come(at=timezone.now()).of_worker(sofia).count() == 6
    assert Visit.objects.of_worker(grace).count() == 1, "what was made stays in her name"
    assert Draft.objects.get().user == sofia
    assert Report.objects.get().requested_by == sofia
    assert LeadProfessional.objects.open().get().user == sofia
    assert AuditEvent.objects.filter(what="episode.moved").values("child_ref").distinct().count() == 6


def test_each_worker_is_told_once_and_each_parent_who_sees_the_record(caseload, hannah, grace, sofia):
    applied(hannah, grace)
    told = Notice.objects.values_list("kind", flat=True)
    assert sorted(told).count("families.CaseloadMoved") == 2
    assert sorted(told).count("families.NewWorker") == 6


def test_a_move_asks_the_database_as_often_for_many_children_as_for_few(hannah, grace, sofia):
    counts = []
    for number in (10, 30):
        children = ChildFactory.create_batch(number, with_worker=grace)
        for day, child in enumerate(children):
            VisitFactory(child=child, worker=grace, in_days=3 + number + day)
            CarerFactory(child=child, user=UserFactory(parent=True), sees=True)
        reallocation = decided(plan(hannah, grace), hannah)
        reallocations.decide(reallocation, by=hannah, over_reasons={sofia.pk: "for a short time"})
        reallocation = now(reallocation)
        with CaptureQueriesContext(connection) as seen:
            moves.apply(reallocation, by=hannah, version=reallocation.version)
        counts.append(len([one for one in seen if "SAVEPOINT" not in one["sql"]]))
        undoing.undo(reallocation, by=hannah)
        for child in children:
            child.episodes.update(status="closed", closed_on=timezone.localdate())
    assert counts[0] == counts[1]
    assert counts[1] <= 50


def test_nobody_carries_too_much_in_silence(caseload, hannah, grace, sofia):
    Policy.objects.create(from_on=timezone.localdate(), full_caseload=3)
    reallocation = decided(plan(hannah, grace), hannah)
    with pytest.raises(
        Refused, match=r"Sofia Marsh would carry 6.* of 3, more than is planned for\. Say why"
    ):
        moves.apply(reallocation, by=hannah, version=reallocation.version)
    reallocations.decide(reallocation, by=hannah, over_reasons={sofia.pk: "Two families finish soon"})
    reallocation = now(reallocation)
    assert moves.apply(reallocation, by=hannah, version=reallocation.version).applied_at


def test_a_clash_has_to_be_decided_and_what_was_decided_is_done(caseload, hannah, grace, sofia):
    hers = ChildFactory(with_worker=sofia)
    visit = Visit.objects.get(child=caseload[3], worker=grace)
    VisitFactory(child=hers, worker=sofia, starts_at=visit.starts_at)
    reallocation = plan(hannah, grace)
    with pytest.raises(Refused, match="Decide first what should happen with"):
        moves.apply(reallocation, by=hannah, version=now(reallocation).version)
    answers = {move.pk: {"lead_role": "stay", "clash": "cancel"} for move in reallocation.moves.all()}
    reallocations.decide(reallocation, by=hannah, decisions=answers)
    moves.apply(reallocation, by=hannah, version=now(reallocation).version)
    visit.refresh_from_db()
    assert (visit.status, visit.worker) == ("cancelled", grace)
    undoing.undo(now(reallocation), by=hannah)
    visit.refresh_from_db()
    assert (visit.status, visit.reason, visit.worker) == ("planned", "", grace)


def test_two_visits_that_change_places_do_not_stand_in_each_others_way(hannah, grace, sofia):
    one, other = ChildFactory(with_worker=grace), ChildFactory(with_worker=sofia)
    first = VisitFactory(child=one, worker=grace, in_days=3)
    second = VisitFactory(child=other, worker=sofia, starts_at=first.starts_at)
    reallocation = ReallocationFactory(children=[one, other])
    there, back = reallocation.moves.order_by("pk")
    Move.objects.filter(pk=there.pk).update(to_worker=sofia)
    Move.objects.filter(pk=back.pk).update(to_worker=grace)
    moves.apply(reallocation, by=hannah, version=1)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.worker, second.worker) == (sofia, grace)


def test_a_plan_that_changed_after_its_preview_is_looked_at_again(caseload, hannah, grace, sofia):
    reallocation = decided(plan(hannah, grace), hannah)
    seen = reallocation.version
    reallocations.place(reallocation, reallocation.moves.first(), to=None, by=hannah)
    with pytest.raises(Refused, match="The plan has changed since you looked at it"):
        moves.apply(reallocation, by=hannah, version=seen)


def test_a_child_that_went_elsewhere_meanwhile_is_left_out_and_says_so(caseload, hannah, grace, sofia, dev):
    reallocation = decided(plan(hannah, grace), hannah)
    gone, closed = caseload[4], caseload[5]
    episodes.hand_over(gone.episodes.get(), to=dev, by=hannah, reason="Speaks Polish")
    Episode.objects.filter(child=closed).update(status="closed", closed_on=timezone.localdate())
    moves.apply(reallocation, by=hannah, version=reallocation.version)
    left = dict(Move.objects.filter(outcome="skipped").values_list("episode__child", "why"))
    assert set(left) == {gone.pk, closed.pk}
    assert "went to Dev Patel on" in left[gone.pk]
    assert "no longer being visited" in left[closed.pk]
    assert Allocation.objects.open().get(episode__child=gone).worker == dev
    assert Move.objects.moved().count() == 4


def test_if_the_trail_cannot_be_written_nothing_moves(caseload, hannah, grace, sofia, monkeypatch):
    reallocation = decided(plan(hannah, grace), hannah)
    before = rows()

    def broken(*args, **kwargs):
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr("accounts.audit.record_many", broken)
    with pytest.raises(RuntimeError):
        moves.apply(reallocation, by=hannah, version=reallocation.version)
    assert rows() == before


# A day ahead ------------------------------------------------------------------------------------------


def test_a_move_for_a_day_ahead_waits_for_its_day_and_is_done_by_the_clock(caseload, hannah, grace, sofia):
    ahead = timezone.localdate() + timedelta(days=5)
    before = rows()
    reallocation = applied(hannah, grace, effective_on=ahead)
    assert reallocation.status == Reallocation.Status.SET
    moves.take_effect(reallocation)
    assert rows() == before, "its day has not come"
    Reallocation.objects.update(effective_on=timezone.localdate())
    moves.take_effect(reallocation)
    assert now(reallocation).status == Reallocation.Status.APPLIED
    assert now(reallocation).applied_by == hannah
    assert AuditEvent.objects.get(what="reallocation.applied").by_name == "The clock"
    assert not Child.objects.visible_to(grace).exists()


def test_what_waits_for_its_day_can_be_taken_back_to_planning(caseload, hannah, grace, sofia):
    reallocation = applied(hannah, grace, effective_on=timezone.localdate() + timedelta(days=5))
    reallocations.take_back_to_planning(reallocation, by=hannah)
    assert now(reallocation).is_draft


# Undoing ----------------------------------------------------------------------------------------------


def test_undoing_restores_every_row_as_it_was(caseload, hannah, grace, sofia, dev):
    before = rows()
    reallocation = applied(hannah, grace)
    assert rows() != before
    undoing.undo(reallocation, by=hannah)
    assert rows() == before
    assert now(reallocation).status == Reallocation.Status.UNDONE
    assert set(Move.objects.values_list("outcome", flat=True)) == {"undone"}


def test_one_child_can_go_back_alone(caseload, hannah, grace, sofia):
    reallocation = applied(hannah, grace)
    move = reallocation.moves.first()
    undoing.undo(reallocation, by=hannah, only=[move.pk])
    assert Allocation.objects.open().get(episode=move.episode).worker == grace
    assert now(reallocation).status == Reallocation.Status.APPLIED
    undoing.undo(reallocation, by=hannah)
    assert now(reallocation).status == Reallocation.Status.UNDONE


def test_what_has_moved_on_since_stays_and_says_why(caseload, hannah, grace, sofia, dev):
    reallocation = applied(hannah, grace)
    on = caseload[0].episodes.get()
    holder = on.allocations.open().get().worker
    episodes.hand_over(on, to=dev if holder == sofia else sofia, by=hannah, reason="Language")
    undoing.undo(reallocation, by=hannah)
    stayed = reallocation.moves.get(episode=on)
    assert stayed.outcome == Move.Outcome.MOVED
    assert "has moved on to" in stayed.why
    assert now(reallocation).status == Reallocation.Status.APPLIED
    with pytest.raises(Refused, match=r"Nothing was moved back\. .* has moved on to"):
        undoing.undo(reallocation, by=hannah)


def test_visits_planned_since_go_back_too_and_one_without_room_stays(caseload, hannah, grace, sofia):
    reallocation = applied(hannah, grace)
    child = caseload[0]
    new = VisitFactory(child=child, worker=sofia, in_days=20)
    other = VisitFactory(child=caseload[1], worker=sofia, in_days=21)
    VisitFactory(child=ChildFactory(with_worker=grace), worker=grace, starts_at=other.starts_at)
    undoing.undo(reallocation, by=hannah)
    new.refresh_from_db(), other.refresh_from_db()
    assert (new.worker, other.worker) == (grace, sofia)
    assert "1 visit could not go back" in reallocation.moves.get(episode__child=caseload[1]).why


def test_undoing_ends_after_the_days_of_the_rules(caseload, hannah, grace, sofia):
    reallocation = applied(hannah, grace)
    Reallocation.objects.update(applied_at=timezone.now() - timedelta(days=31))
    with pytest.raises(Refused, match="could be undone until"):
        undoing.undo(reallocation, by=hannah)


def test_parents_who_were_told_hear_of_the_way_back_and_others_hear_nothing(caseload, hannah, grace, sofia):
    reallocation = applied(hannah, grace)
    sent = Notice.objects.filter(kind="families.NewWorker").first()
    Notice.objects.filter(pk=sent.pk).update(state=Notice.State.SENT, sent_at=timezone.now())
    undoing.undo(reallocation, by=hannah)
    again = Notice.objects.filter(kind="families.NewWorker", key__contains=":back")
    assert [notice.to for notice in again] == [sent.to]
