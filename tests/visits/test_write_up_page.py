"""The write-up in a browser's terms: one form, nothing lost, few questions to the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import drafts
from accounts.models import Draft
from assessments.models import Observation
from tests.factories.assessments import FrameworkFactory, GoalFactory, ItemFactory, ObservationFactory
from tests.factories.equipment import EquipmentFactory, LoanFactory
from tests.factories.families import AllocationFactory
from tests.factories.visits import ActivityFactory, PracticeFactory, VisitFactory, VisitRecordFactory
from visits.actions import visits
from visits.models import RestrictedNote, Visit, VisitRecord

pytestmark = pytest.mark.django_db


def draft_of(people, visit):
    return drafts.find(people.worker, "visits:visit_write_up", visit.ref)


def said_by(response):
    return response.content.decode()


def test_the_form_signs_the_visit_with_all_that_it_brought(people, visit, url, sofia):
    step = GoalFactory(child=people.child, steps=["Hold the cup"]).steps.get()
    item = ItemFactory(area__framework=FrameworkFactory())
    step.items.add(item)
    loan, toy = LoanFactory(child=people.child, parts_out=4), EquipmentFactory(code="PB1")
    carer = people.child.carers.get(user=people.parent)
    response = sofia.post(
        url,
        {
            "form_key": "k1",
            "present": ["child", str(carer.pk)],
            "present_other": "Grandad, Auntie Jo",
            "play": "Bubbles.\r\nShe laughed.",
            "prompt": "words",
            f"tick_{item.pk}": "nearly",
            "reached": str(step.pk),
            f"back_{loan.pk}": "on",
            f"pieces_{loan.pk}": "4",
            "lend_code": "pb1",
            "what": "take two sips",
            "when": ["Breakfast", "Bedtime"],
            "next_at": f"{timezone.localdate() + timedelta(days=7):%d/%m/%Y} 10:30",
            "note": "For few eyes.",
        },
    )
    assert response.status_code == 302, response.context["form"].errors
    record = VisitRecord.objects.get()
    assert record.present == ["Aisha", "Nadia Khan (mum)", "Grandad", "Auntie Jo"]
    assert record.play == "Bubbles.\nShe laughed."
    assert visit.observations.get().state == "nearly"
    assert visit.steps.get() == step
    assert visit.loans_out.get().equipment == toy
    assert visit.loans_back.get() == loan
    assert visit.activities.get().when == ["Breakfast", "Bedtime"]
    assert Visit.objects.planned().get().child == people.child
    assert RestrictedNote.objects.get().text == "For few eyes."
    assert not Draft.objects.exists()


def test_an_untouched_line_is_not_recorded(people, url, sofia):
    seen = ObservationFactory(child=people.child, state="nearly", item__area__framework__code="x")
    sofia.post(url, {"play": "Bubbles.", f"tick_{seen.item.pk}": ""})
    assert Observation.objects.count() == 1
    assert VisitRecord.objects.exists()


def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(url, sofia):
    typed = {"plan": "We sing.", "how": "Slowly.", "next_at": "someday", "note": "Shh"}
    response = sofia.post(url, typed)
    text = said_by(response)
    assert response.status_code == 200
    assert {"play", "what", "next_at"} <= response.context["form"].errors.keys()
    assert "We sing." in text
    assert "Slowly." in text
    assert "Shh" in text
    assert not VisitRecord.objects.exists()


def test_a_line_that_was_on_the_open_page_is_recorded_though_the_page_would_differ_now(people, url, sofia):
    item = ItemFactory(band=48, area__framework=FrameworkFactory(status="retired"))
    assert f"tick_{item.pk}" not in said_by(sofia.get(url))
    sofia.post(url, {"play": "Bubbles.", f"tick_{item.pk}": "can"})
    assert Observation.objects.get().item == item


def test_a_toy_that_is_away_is_refused_in_a_sentence(people, url, sofia):
    LoanFactory(equipment__code="AWAY", child=people.other_child)
    response = sofia.post(url, {"play": "Bubbles.", "lend_code": "AWAY"})
    assert "not in the storeroom" in said_by(response)


def test_a_next_date_that_clashes_names_the_other_visit(people, visit, url, sofia):
    busy = VisitFactory(child=people.child, worker=people.worker, in_days=7)
    when = f"{timezone.localtime(busy.starts_at):%d/%m/%Y} 12:00"
    busy.starts_at = timezone.localtime(busy.starts_at).replace(hour=12, minute=0)
    busy.ends_at = busy.starts_at + timedelta(hours=1)
    busy.save()
    response = sofia.post(url, {"play": "Bubbles.", "next_at": when})
    assert "You have a visit to Aisha Khan from 12:00" in said_by(response)


@pytest.mark.parametrize(
    ("hour", "is_proposed"), [(6, False), (7, True), (10, True), (20, True), (21, False)]
)
def test_the_next_visit_is_proposed_only_at_an_hour_that_is_taken(
    people, url, visit, sofia, hour, is_proposed
):
    visit.starts_at = (timezone.localtime() - timedelta(days=1)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )
    visit.ends_at = visit.starts_at + timedelta(hours=1)
    visit.save()
    proposed = sofia.get(url).context["form"]["next_at"].value() or ""
    assert (f"{hour:02}:00" in proposed) is is_proposed


def test_last_weeks_activity_reads_as_a_sentence_about_the_child(people, url, sofia):
    ActivityFactory(child=people.child, from_on=timezone.localdate() - timedelta(days=7))
    assert "“Aisha will take two sips and put the cup down, " in said_by(sofia.get(url))


def test_nobody_is_said_to_be_there_before_the_writer_says_so(people, url, sofia):
    form = sofia.get(url).context["form"]
    assert "Tariq Khan (dad)" in dict(form.fields["present"].choices).values()
    assert not form["present"].value()


# Nothing is lost ----------------------------------------------------------------------------------------


def test_later_keeps_everything_and_signs_nothing(people, visit, url, sofia):
    response = sofia.post(url, {"later": "1", "play": "Bubbles.", "present": ["child"]})
    assert response.status_code == 302
    assert not VisitRecord.objects.exists()
    text = said_by(sofia.get(url))
    assert "Bubbles." in text
    assert 'value="child" checked' in text


def test_the_way_to_the_whole_checklist_keeps_what_is_typed(people, visit, url, sofia):
    response = sofia.post(url, {"later": "checklist", "play": "Bubbles."})
    assert response.url == reverse("assessments:observe", args=[people.child.ref])
    assert drafts.fields_in(draft_of(people, visit)) == {"play": ["Bubbles."]}


def test_more_than_a_draft_can_hold_stays_on_the_page(people, visit, url, sofia):
    endless = "Bubbles. " * 30_000
    response = sofia.post(url, {"later": "1", "play": endless})
    assert response.status_code == 200
    assert endless.strip() in said_by(response)
    assert draft_of(people, visit) is None


def test_what_was_kept_comes_back_with_its_ticks(people, visit, url, sofia):
    item = ItemFactory(band=48, area__framework=FrameworkFactory(status="retired"))
    sofia.post(url, {"later": "1", f"tick_{item.pk}": "can"})
    form = sofia.get(url).context["form"]
    assert form[f"tick_{item.pk}"].value() == "can"


def test_the_page_goes_on_from_the_version_that_it_shows(people, visit, url, sofia):
    drafts.save(people.worker, "visits:visit_write_up", visit.ref, {"play": ["Bub"]})
    drafts.save(people.worker, "visits:visit_write_up", visit.ref, {"play": ["Bubbles."]})
    page = sofia.get(url)
    assert 'data-draft-version="2"' in said_by(page)
    assert "as you left it" in said_by(page)
    save = {
        "key": "visits:visit_write_up",
        "about": visit.ref,
        "version": "2",
        "fields": "play=Bubbles.+Rings.",
    }
    assert sofia.post(reverse("accounts:draft_save"), save).status_code == 200
    assert 'data-draft-version="4"' in said_by(sofia.post(url, {"play": "", "version": "3"})), (
        "what was sent is a version too"
    )


def test_copying_last_week_keeps_what_is_typed(people, visit, url, sofia):
    ActivityFactory(child=people.child, from_on=timezone.localdate() - timedelta(days=7), when=["In the car"])
    response = sofia.post(url, {"copy": "1", "play": "Bubbles."})
    assert response.url.endswith("#next")
    text = said_by(sofia.get(url))
    assert "Bubbles." in text
    assert "take two sips and put the cup down</textarea>" in text
    assert 'value="In the car" checked' in text


def test_a_double_click_finds_the_first_answer(people, visit, url, sofia):
    sent = {"form_key": "once", "play": "Bubbles."}
    first, second = sofia.post(url, sent), sofia.post(url, sent)
    assert first.url == second.url
    assert VisitRecord.objects.count() == 1
    assert draft_of(people, visit) is None


def test_a_second_window_is_told_and_both_texts_are_there(people, visit, url, sofia):
    sofia.post(url, {"form_key": "first", "play": "Bubbles."})
    response = sofia.post(url, {"form_key": "second", "play": "Rings and a drum."}, follow=True)
    text = said_by(response)
    assert "already" in text
    assert "Bubbles." in text
    assert "Rings and a drum." in text
    assert VisitRecord.objects.get().play == "Bubbles."


def test_a_worry_typed_in_the_second_window_is_kept_where_it_belongs(people, visit, url, sofia):
    sofia.post(url, {"form_key": "first", "play": "Bubbles."})
    for _ in range(2):
        response = sofia.post(url, {"form_key": "second", "play": "Rings.", "note": "A worry."}, follow=True)
        assert "A worry." not in said_by(response)
    assert RestrictedNote.objects.get().text == "A worry."
    assert "A worry." not in drafts.fields_in(draft_of(people, visit)).get("note")


def test_a_correction_takes_over_what_the_second_window_had(people, visit, url, sofia):
    sofia.post(url, {"form_key": "first", "play": "Bubbles."})
    sofia.post(url, {"form_key": "second", "play": "Rings."})
    correct = reverse("visits:visit_correct", args=[visit.ref])
    assert "Rings." in said_by(sofia.get(correct))
    sofia.post(correct, {"reason": "Two windows", "play": "Bubbles. Rings."})
    assert VisitRecord.objects.get(number=2).play == "Bubbles. Rings."
    assert draft_of(people, visit) is None


def test_a_signed_visit_sends_the_writer_to_the_record_with_the_reason(people, visit, url, sofia):
    visits.write_up(visit, by=people.worker, record={"play": "Bubbles."})
    response = sofia.get(url, follow=True)
    assert response.redirect_chain[0][0] == reverse("visits:visit_detail", args=[visit.ref])
    assert "already" in said_by(response)


def test_what_was_typed_is_kept_when_access_ends_meanwhile(people, visit, url, sofia):
    drafts.save(people.worker, "visits:visit_write_up", visit.ref, {"play": ["Bub"]})
    episode = people.child.episodes.get()
    episode.allocations.update(until_at=timezone.now(), ended_by=people.team_lead)
    AllocationFactory(episode=episode, worker=people.teammate)
    assert sofia.get(url).status_code == 404
    response = sofia.post(url, {"play": "Bubbles."})
    assert response.status_code == 302
    assert drafts.fields_in(draft_of(people, visit))["play"] == ["Bubbles."]
    assert not VisitRecord.objects.exists()


def test_a_stranger_with_no_draft_learns_nothing(people, url, signed_in):
    assert signed_in(people.stranger).post(url, {"play": "Bubbles."}).status_code == 404
    assert not Draft.objects.exists()


def test_a_session_that_ended_brings_the_writer_back_to_what_was_typed(people, visit, url, sofia):
    session = sofia.session
    session["seen_at"] = session["began_at"] = 1
    session.save()
    response = sofia.post(url, {"play": "Bubbles.", "saw": "Two sips."})
    assert response.status_code == 302
    assert "/account/" in response.url
    assert drafts.fields_in(draft_of(people, visit))["saw"] == ["Two sips."]


# What the family must not see ---------------------------------------------------------------------------


def test_the_restricted_note_is_on_no_page_but_its_own(people, visit, url, sofia, signed_in):
    sofia.post(url, {"play": "Bubbles.", "note": "The neighbour shouted."})
    note = reverse("visits:note_read", args=[visit.ref])
    for name in ("visits:visit_detail", "visits:visit_correct"):
        assert "neighbour" not in said_by(sofia.get(reverse(name, args=[visit.ref])))
    assert "neighbour" not in said_by(sofia.get(reverse("visits:visit_list", args=[people.child.ref])))
    assert "neighbour" in said_by(sofia.get(note))
    for who in (people.team_lead, people.safeguarding_lead):
        assert "neighbour" in said_by(signed_in(who).get(note))
    for who, status in [
        (people.teammate, 404),
        (people.other_lead, 404),
        (people.parent, 403),
        (people.service_manager, 403),
    ]:
        assert signed_in(who).get(note).status_code == status


def test_who_takes_over_the_child_does_not_read_a_colleagues_note(people, visit, url, sofia, signed_in):
    sofia.post(url, {"play": "Bubbles.", "note": "The neighbour shouted."})
    episode = people.child.episodes.get()
    episode.allocations.update(until_at=timezone.now(), ended_by=people.team_lead)
    AllocationFactory(episode=episode, worker=people.teammate)
    client = signed_in(people.teammate)
    assert client.get(reverse("visits:note_read", args=[visit.ref])).status_code == 404
    detail = client.get(reverse("visits:visit_detail", args=[visit.ref]))
    assert detail.status_code == 200
    assert "private-note" not in said_by(detail)


# Few questions ------------------------------------------------------------------------------------------


def furnish(people, number):
    """A child with so many goals, lines to tick, loans, and so many toys in the storeroom."""
    framework = FrameworkFactory(status="retired")
    for _ in range(number):
        item = ItemFactory(area__framework=framework)
        ObservationFactory(child=people.child, item=item, state="nearly", by=people.worker)
        GoalFactory(child=people.child, steps=["One", "Two"]).steps.first().items.add(item)
        LoanFactory(child=people.child, lent_by=people.worker)
        EquipmentFactory()


def test_the_form_asks_as_often_for_fifty_of_everything_as_for_one(people, url, sofia):
    ago = timezone.now() - timedelta(days=10)
    VisitRecordFactory(visit__child=people.child, visit__worker=people.worker, visit__starts_at=ago)
    activity = ActivityFactory(child=people.child, from_on=timezone.localdate() - timedelta(days=5))
    PracticeFactory(activity=activity, on=timezone.localdate() - timedelta(days=2), by=people.parent)
    furnish(people, 1)
    sofia.get(url)
    with CaptureQueriesContext(connection) as few:
        sofia.get(url)
    furnish(people, 49)
    with CaptureQueriesContext(connection) as many:
        page = sofia.get(url)
    asked = "\n".join(query["sql"][:200] for query in many)
    assert len(many) <= len(few), asked
    assert len(many) <= 25, asked
    assert len(page.content) < 150_000
