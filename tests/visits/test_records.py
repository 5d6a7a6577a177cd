"""Writing up: all in one transaction, signed once, never changed; a correction is a further version."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, Notice
from accounts.refusals import Refused
from assessments.models import Observation
from equipment.models import Loan
from tests.factories.assessments import FrameworkFactory, GoalFactory, ItemFactory
from tests.factories.equipment import EquipmentFactory, LoanFactory
from tests.factories.visits import ActivityFactory, VisitFactory
from visits.actions import activities, visits
from visits.models import Activity, Practice, RestrictedNote, Visit, VisitRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(people):
    return VisitFactory(
        child=people.child, worker=people.worker, starts_at=timezone.now() - timedelta(hours=2)
    )


@pytest.fixture
def day(people):
    """All that one visit can bring: two lines, a step, a toy out, a toy back, next week, the next date."""
    item, other = (ItemFactory(area__framework=FrameworkFactory()) for _ in range(2))
    goal = GoalFactory(child=people.child, steps=["Hold the cup", "Lift the cup"])
    return {
        "record": {"play": "Bubbles.", "saw": "Two sips.", "present": ["Aisha", "Nadia Khan (mum)"]},
        "states": {item: "can", other: "not_seen"},
        "steps": [goal.steps.first()],
        "lend": [EquipmentFactory(name="Posting box")],
        "take_back": {LoanFactory(child=people.child, parts_out=4): 4},
        "activity": {"what": "take two sips", "how": "Mat.", "when": ["Breakfast"], "often": "4 tries a day"},
        "next_starts_at": timezone.now() + timedelta(days=7),
        "note": "Something for few eyes.",
    }


def test_one_write_up_feeds_checklist_goal_toys_week_and_diary(visit, day, people):
    record = visits.write_up(visit, by=people.worker, **day)
    visit.refresh_from_db()
    assert (visit.status, record.number, record.signed_by) == (Visit.Status.DONE, 1, people.worker)
    assert [seen.state for seen in visit.observations.all()] == ["can"]
    assert visit.steps.get().achieved_on == timezone.localdate(visit.starts_at)
    assert visit.loans_out.get().equipment.name == "Posting box"
    assert visit.loans_back.get().parts_back == 4
    assert visit.activities.get().when == ["Breakfast"]
    assert people.child.visits.planned().get().worker == people.worker
    assert RestrictedNote.objects.get().visit == visit


def test_nothing_at_all_is_written_when_the_trail_breaks(visit, day, people, monkeypatch):
    written = audit.record

    def breaks_at_the_end(what, **kwargs):
        if what == "visit.signed":
            raise RuntimeError("no trail")
        return written(what, **kwargs)

    monkeypatch.setattr(audit, "record", breaks_at_the_end)
    with pytest.raises(RuntimeError):
        visits.write_up(visit, by=people.worker, **day)
    visit.refresh_from_db()
    assert visit.status == Visit.Status.PLANNED
    assert not VisitRecord.objects.exists()
    assert not Observation.objects.exists()
    assert not Activity.objects.exists()
    assert not RestrictedNote.objects.exists()
    assert not Loan.objects.filter(equipment__name="Posting box").exists()
    assert Loan.objects.open().count() == 1
    assert day["steps"][0].__class__.objects.get(pk=day["steps"][0].pk).achieved_on is None


def test_a_refused_toy_undoes_the_whole_signature(visit, day, people):
    LoanFactory(equipment=day["lend"][0], child=people.other_child)
    with pytest.raises(Refused):
        visits.write_up(visit, by=people.worker, **day)
    assert not VisitRecord.objects.exists()


def test_a_visit_is_signed_once(visit, people):
    visits.write_up(visit, by=people.worker, record={"play": "Bubbles."})
    with pytest.raises(Refused, match="already"):
        visits.write_up(visit, by=people.worker, record={"play": "Rings."})
    assert VisitRecord.objects.get().play == "Bubbles."


def test_a_visit_of_tomorrow_cannot_be_written_up_today(people):
    visit = VisitFactory(child=people.child, worker=people.worker, in_days=2)
    with pytest.raises(Refused, match="still to come"):
        visits.write_up(visit, by=people.worker, record={"play": "Bubbles."})


def test_a_step_that_a_colleague_wrote_down_is_no_reason_to_refuse(visit, day, people):
    step = day["steps"][0]
    step.achieved_on, step.achieved_by = timezone.localdate(), people.team_lead
    step.save()
    assert visits.write_up(visit, by=people.worker, **day).number == 1


@pytest.mark.parametrize(
    "verb", ["UPDATE visits_visitrecord SET play = 'other'", "DELETE FROM visits_visitrecord"]
)
def test_a_signed_record_cannot_be_changed_even_by_sql(verb, visit, people):
    visits.write_up(visit, by=people.worker, record={"play": "Bubbles."})
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert VisitRecord.objects.get().play == "Bubbles."


def test_a_correction_is_a_further_version_with_its_reason(visit, people):
    visits.write_up(visit, by=people.worker, record={"play": "Bubbles.", "saw": "Two sips."})
    signed = visits.correct(visit, by=people.worker, reason="A slip", record={"saw": "Three sips."})
    assert (signed.number, signed.play, signed.saw) == (2, "Bubbles.", "Three sips.")
    assert VisitRecord.objects.get(number=1).saw == "Two sips."
    line = AuditEvent.objects.get(what="visit.corrected")
    assert (line.reason, line.after["fields"]) == ("A slip", ["saw"])


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_needs_a_reason(reason, visit, people):
    visits.write_up(visit, by=people.worker, record={"play": "Bubbles."})
    with pytest.raises(Refused, match="Say why"):
        visits.correct(visit, by=people.worker, reason=reason, record={"play": "Rings."})


def test_a_correction_that_changes_nothing_is_none(visit, people):
    visits.write_up(visit, by=people.worker, record={"play": "Bubbles."})
    with pytest.raises(Refused, match="Nothing"):
        visits.correct(visit, by=people.worker, reason="A slip", record={"play": "Bubbles."})


def test_the_family_who_may_read_it_is_told_and_nobody_else(visit, people):
    visits.write_up(visit, by=people.worker, record={"play": "Bubbles."})
    assert [notice.to for notice in Notice.objects.filter(kind="visits.RecordShared")] == [people.parent]


# A week of practice -------------------------------------------------------------------------------------


def test_a_day_of_practice_said_twice_is_one_day(people):
    activity = ActivityFactory(child=people.child)
    today = timezone.localdate()
    activities.practise(activity, by=people.parent, on=today, went="help", comment="Nearly")
    activities.practise(activity, by=people.parent, on=today, went="did", comment="")
    assert Practice.objects.get().went == "did"
    assert AuditEvent.objects.filter(what="practice.recorded").first().before == {"went": "help"}


@pytest.mark.parametrize(("days", "said"), [(1, "still to come"), (-1, "began later")])
def test_practice_lies_between_the_beginning_and_today(days, said, people):
    activity = ActivityFactory(child=people.child)
    with pytest.raises(Refused, match=said):
        activities.practise(
            activity, by=people.parent, on=timezone.localdate() + timedelta(days=days), went="did"
        )
