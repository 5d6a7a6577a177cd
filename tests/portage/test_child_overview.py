"""The first page about a child: each part only to who may see its kind."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.models import Assessment
from tests.factories.assessments import GoalFactory, ItemFactory, ObservationFactory
from tests.factories.episodes import PackageFactory
from tests.factories.equipment import LoanFactory
from tests.factories.families import (
    AddressFactory,
    CarerFactory,
    ChildFactory,
    HomeNoteFactory,
    ProfessionalFactory,
    ReferralFactory,
)
from tests.factories.people_more import SettingPlaceFactory
from tests.factories.reports import ReportFactory
from tests.factories.safety import CoverFactory, OpenedRecordFactory
from tests.factories.visits import (
    ActivityFactory,
    PracticeFactory,
    RestrictedNoteFactory,
    VisitFactory,
    VisitRecordFactory,
)

MOST = 25  # questions to the database (PRODUCT.md, 3)
NOTE = "Two sips from the open cup, all alone."
PLAN = "Ask for more with a sign."
COMMENT = "She drank with Grandad!"
SECRET = "What the family never reads."


def days_back(days):
    return timezone.localdate() - timedelta(days=days)


def url_of(child, **query):
    address = reverse("portage:child_overview", args=[child.ref])
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in query.items())}" if query else address


@pytest.fixture
def life(people):
    """Something of every kind in one child's life."""
    child, worker = people.child, people.worker
    visit = VisitFactory(child=child, worker=worker, done=True)
    VisitRecordFactory(visit=visit, saw=NOTE, plan=PLAN)
    RestrictedNoteFactory(visit=visit, text=SECRET)
    goal = GoalFactory(
        child=child, text="Drinks from a cup", steps=["Holds it", "Lifts it", "Takes two sips"]
    )
    first = goal.steps.first()
    first.achieved_on, first.achieved_by = timezone.localdate() - timedelta(days=3), worker
    first.save()
    activity = ActivityFactory(child=child, what="take two sips")
    PracticeFactory(activity=activity, by=people.parent, comment=COMMENT)
    LoanFactory(child=child, equipment__name="Posting box")
    ReportFactory(child=child, ready=True)
    ReferralFactory(child=child, reason="Not yet walking, and a worried gran.")
    ProfessionalFactory(child=child)
    return people


def test_who_may_open_it(life, signed_in):
    url = url_of(life.child)
    for person in ("worker", "team_lead", "administrator", "service_manager", "safeguarding_lead"):
        assert signed_in(getattr(life, person)).get(url).status_code == 200, person
    for person in ("teammate", "stranger", "other_lead"):
        assert signed_in(getattr(life, person)).get(url).status_code == 404, person
    for person in ("auditor", "parent", "restricted", "other_parent"):
        assert signed_in(getattr(life, person)).get(url).status_code == 403, person


def test_a_visitor_is_sent_to_the_door(life, client):
    assert client.get(url_of(life.child)).status_code == 302


def test_a_look_leaves_a_line_about_the_child(life, signed_in):
    signed_in(life.worker).get(url_of(life.child))
    line = AuditEvent.objects.get(what="child.seen")
    assert (line.by_pk, line.child_ref) == (life.worker.pk, life.child.ref)


def test_a_worker_sees_every_kind_but_referrals(life, signed_in):
    page = signed_in(life.worker).get(url_of(life.child)).content.decode()
    for words in (NOTE, COMMENT, "Posting box", "Step reached: holds it", "Drinks from a cup", "Ravi Patel"):
        assert words in page
    assert "Progress report" in page
    assert "Referred by" not in page
    assert "Sofia Marsh is the Portage worker" in page


def test_an_administrator_sees_the_schedule_and_the_loans_and_no_word_of_a_note(life, signed_in):
    page = signed_in(life.administrator).get(url_of(life.child)).content.decode()
    assert "Home visit" in page
    assert "Posting box" in page
    assert "Referred by: health visitor" in page
    for words in (NOTE, PLAN, COMMENT, SECRET, "Drinks from a cup", "Holds it", "take two sips"):
        assert words not in page
    assert "progress report" not in page.lower()


def test_a_restricted_note_stands_here_for_nobody(life, signed_in):
    for person in ("worker", "team_lead", "service_manager", "safeguarding_lead"):
        assert SECRET not in signed_in(getattr(life, person)).get(url_of(life.child)).content.decode()


def test_a_kind_one_may_not_see_cannot_be_asked_for(life, signed_in):
    page = signed_in(life.administrator).get(url_of(life.child, kind="home"))
    assert page.context["timeline"].kind == ""
    assert COMMENT not in page.content.decode()


def test_the_button_of_the_filter_has_another_name_than_its_label(life, signed_in):
    page = signed_in(life.worker).get(url_of(life.child)).content.decode()
    assert '<label class="app-small app-strong" for="kind">Show</label>' in page
    assert ">Apply<" in page


def test_the_kind_in_the_address_filters(life, signed_in):
    timeline = signed_in(life.worker).get(url_of(life.child, kind="toys")).context["timeline"]
    assert [entry.title for entry in timeline.entries] == ["Lent: Posting box"]


def test_practice_is_one_line_for_a_week_with_the_familys_own_words(life, signed_in):
    activity = ActivityFactory(child=life.child, what="sign for more")
    for days, went in [(1, "did"), (2, "did"), (3, "help")]:
        on = timezone.localdate() - timedelta(days=days)
        PracticeFactory(activity=activity, by=life.parent, on=on, went=went)
    entries = signed_in(life.worker).get(url_of(life.child, kind="home")).context["timeline"].entries
    assert [entry.text for entry in entries] == ["Did it once", "Did it twice, with help once"]


def test_showing_earlier_reaches_everything_and_repeats_nothing(people, signed_in):
    visits = [
        VisitFactory(child=people.child, worker=people.worker, status="done", in_days=-7 * week)
        for week in range(1, 41)
    ]
    client, seen, before = signed_in(people.worker), [], None
    for _page in range(10):
        query = {"kind": "visits"} | ({"before": before} if before else {})
        timeline = client.get(url_of(people.child, **query)).context["timeline"]
        seen += [entry.url for entry in timeline.entries]
        if timeline.earlier is None:
            break
        before = timeline.earlier_text
    assert seen == [reverse("visits:visit_detail", args=[visit.ref]) for visit in visits]


@pytest.mark.parametrize("query", [{"before": "soon"}, {"kind": "none"}, {"before": "0001-01-01"}])
def test_an_address_that_means_nothing_still_shows_the_page(query, people, signed_in):
    assert signed_in(people.worker).get(url_of(people.child, **query)).status_code == 200


def test_the_first_step_not_reached_is_now(life, signed_in):
    (goal,) = signed_in(life.worker).get(url_of(life.child)).context["goals"]
    assert [stone["state"] for stone in goal.path] == ["done", "now", "later"]


def test_what_has_grown_since_the_last_review_stands_in_a_sentence(people, signed_in):
    item = ItemFactory(area__name="Talking")
    client = signed_in(people.worker)
    assert client.get(url_of(people.child)).context["growth"] == ""
    Assessment.objects.create(
        child=people.child,
        framework=item.area.framework,
        kind="baseline",
        on=days_back(90),
        by=people.worker,
        finished_at=timezone.now(),
        finished_by=people.worker,
    )
    ObservationFactory(child=people.child, item=item)
    growth = client.get(url_of(people.child)).context["growth"]
    assert growth.endswith("Aisha can do 1 more thing. Talking grew most.")


def test_a_protected_address_is_masked_with_telephone_and_nursery(people, signed_in):
    SettingPlaceFactory(child=people.child, name="Little Acorns")
    AddressFactory(family=people.child.family, protected=True, town="Hiddenham", postcode="FN9 1ZZ")
    CarerFactory(child=people.child, name="Rana Khan", phone="07700 900412")
    for person in (people.worker, people.administrator):
        page = signed_in(person).get(url_of(people.child)).content.decode()
        for words in ("Hiddenham", "FN9 1", "07700 900412", "07700900412", "Little Acorns"):
            assert words not in page
    reveal = reverse("families:address_reveal", args=[people.child.ref])
    assert reveal in signed_in(people.worker).get(url_of(people.child)).content.decode()
    assert reveal not in signed_in(people.administrator).get(url_of(people.child)).content.decode()


def test_the_button_records_a_visit_when_one_waits_else_plans_one(people, signed_in):
    client = signed_in(people.worker)
    VisitFactory(child=people.child, worker=people.worker, in_days=3)
    assert client.get(url_of(people.child)).context["child_action"]["text"] == "Plan a visit"
    waiting = VisitFactory(child=people.child, worker=people.worker, in_days=-1)
    action = client.get(url_of(people.child)).context["child_action"]
    assert action["text"] == "Record a visit"
    assert action["url"] == reverse("visits:visit_write_up", args=[waiting.ref])
    assert signed_in(people.administrator).get(url_of(people.child)).context["child_action"] is None


def test_the_page_costs_the_same_for_a_short_and_a_long_life(life, signed_in, same_queries):
    child = life.child
    days = iter(range(8, 400))
    AddressFactory(family=child.family)
    item = ItemFactory()
    Assessment.objects.create(
        child=child,
        framework=item.area.framework,
        kind="baseline",
        on=days_back(90),
        by=life.worker,
        finished_at=timezone.now(),
        finished_by=life.worker,
    )
    ObservationFactory(child=child, item=item)
    PackageFactory(episode=child.current_episode())
    CoverFactory(away=life.worker, child=child)
    for person in (life.team_lead, life.worker):
        OpenedRecordFactory(child=child, user=person)

    def live_on():
        for _ in range(6):
            visit = VisitFactory(child=child, worker=life.worker, status="done", in_days=-next(days))
            VisitRecordFactory(visit=visit)
            GoalFactory(child=child, steps=["One", "Two"])
            PracticeFactory(activity=ActivityFactory(child=child), by=life.parent)
            LoanFactory(child=child)
            ReportFactory(child=child, ready=True)
            CarerFactory(child=child)
            ProfessionalFactory(child=child)
            HomeNoteFactory(child=child)
            ObservationFactory(child=child, item=item)

    same_queries(signed_in(life.team_lead), url_of(child), live_on, most=MOST)
    same_queries(signed_in(life.worker), url_of(child), live_on, most=MOST)


def test_no_visit_is_planned_for_a_child_who_has_no_place_with_us(people, signed_in):
    child = ChildFactory()
    page = signed_in(people.service_manager).get(url_of(child))
    assert page.context["child_action"] is None
    assert ("Worker", "Nobody at present") in page.context["child_facts"]
