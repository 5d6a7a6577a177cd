"""What a parent can open, and what is not there for anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from assessments.models import Item
from families.models import Carer
from reports.actions import reports
from reports.models import Release
from tests.factories.families import CarerFactory, ChildFactory
from tests.factories.visits import ActivityFactory, PracticeFactory, VisitFactory, VisitRecordFactory
from tests.reports.world import carry_out_all, days_ago, give_a_record, today
from visits.models import Practice

CHILD_PAGES = [
    "child_home",
    "week",
    "practice_add",
    "practice_undo",
    "can_do",
    "observe",
    "difference_list",
    "celebration",
    "report_list",
    "visit_list",
    "toy_list",
]


@pytest.fixture
def record(people):
    return give_a_record(people.child, people.worker)


@pytest.fixture
def released(people, record):
    report = reports.request(people.child, by=people.worker, period_from=days_ago(180), period_to=today())
    carry_out_all()
    reports.approve(report, by=people.team_lead)
    carry_out_all()
    mine = Carer.objects.get(user=people.parent)
    return reports.release(report, by=people.team_lead, to=[mine])


def page(name, child):
    return reverse(f"portal:{name}", args=[child.ref])


@pytest.mark.parametrize("name", CHILD_PAGES)
def test_a_parent_opens_her_child_s_page_and_it_is_noted(name, people, record, signed_in):
    response = signed_in(people.parent).get(page(name, people.child))
    assert response.status_code == 200
    noted = AuditEvent.objects.filter(by_pk=people.parent.pk, child_ref=people.child.ref, kind="seen")
    assert noted.exists()


@pytest.mark.parametrize("name", CHILD_PAGES)
def test_nobody_else_finds_it(name, people, record, signed_in):
    address = page(name, people.child)
    assert signed_in(people.other_parent).get(address).status_code == 404
    assert signed_in(people.restricted).get(address).status_code == 404
    assert signed_in(people.worker).get(address).status_code == 403
    assert signed_in(people.team_lead).get(address).status_code == 403


def test_a_child_without_a_record_has_kind_empty_pages(people, signed_in):
    client = signed_in(people.parent)
    for name in CHILD_PAGES:
        expected = 404 if name == "practice_add" else 200
        assert client.get(page(name, people.child)).status_code == expected, name


def test_home_leads_to_the_only_child(people, signed_in):
    assert signed_in(people.parent).get("/family/").url == page("child_home", people.child)


def test_home_asks_which_of_several_children(people, signed_in):
    brother = ChildFactory(given_name="Idris", family=people.child.family)
    CarerFactory(child=brother, user=people.parent, sees=True)
    response = signed_in(people.parent).get("/family/")
    assert "Idris" in response.text
    assert "Aisha" in response.text


def test_who_may_see_nothing_is_told_so_kindly(people, record, signed_in):
    response = signed_in(people.restricted).get("/family/")
    assert response.status_code == 200
    assert "nothing shared with you here" in response.text
    assert "Aisha" not in response.text


def test_a_report_opens_for_whom_it_was_given_to_and_the_first_time_is_kept(people, released, signed_in):
    address = reverse("portal:report_file", args=[released.ref])
    response = signed_in(people.parent).get(address)
    assert response.content.startswith(b"%PDF")
    assert "attachment" in response["Content-Disposition"]
    assert "Aisha" not in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("no-store", "nosniff")
    first = Release.objects.get().opened_at
    signed_in(people.parent).get(address)
    assert Release.objects.get().opened_at == first
    assert AuditEvent.objects.filter(what="report.opened", by_pk=people.parent.pk).count() == 2


def test_a_report_is_not_there_for_a_parent_it_was_not_given_to(people, released, signed_in):
    second = CarerFactory(child=people.child, user=people.other_parent, sees=True)
    address = reverse("portal:report_file", args=[released.ref])
    assert signed_in(second.user).get(address).status_code == 404
    assert signed_in(second.user).get(page("report_list", people.child)).context["reports"].count() == 0


def test_access_that_is_withdrawn_ends_at_the_next_request(people, released, signed_in):
    client = signed_in(people.parent)
    addresses = [reverse("portal:report_file", args=[released.ref]), page("week", people.child)]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    Carer.objects.filter(user=people.parent).update(access_from=days_ago(9), access_until=days_ago(1))
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_only_what_is_signed_is_read(people, record, signed_in):
    open_visit = VisitFactory(child=people.child, worker=people.worker, done=True, in_days=-3)
    planned = VisitFactory(child=people.child, worker=people.worker)
    client = signed_in(people.parent)
    signed = client.get(reverse("portal:visit_detail", args=[record["visit"].ref]))
    assert "saw words" in signed.text
    assert "still writing" in client.get(reverse("portal:visit_detail", args=[open_visit.ref])).text
    assert client.get(reverse("portal:visit_detail", args=[planned.ref])).status_code == 404


def test_a_correction_takes_the_place_of_what_it_corrects(people, record, signed_in):
    VisitRecordFactory(visit=record["visit"], number=2, saw="Three sips.", reason="It was three")
    text = signed_in(people.parent).get(reverse("portal:visit_detail", args=[record["visit"].ref])).text
    assert "Three sips." in text
    assert "saw words" not in text


# Practice ------------------------------------------------------------------------------------------------


def say(client, child, **data):
    return client.post(page("practice_add", child), {"on": today().isoformat(), "went": "did", **data})


def test_a_day_has_one_mark_and_the_newer_word_counts(people, record, signed_in):
    Practice.objects.all().delete()
    client = signed_in(people.parent)
    assert say(client, people.child, comment="She laughed").url == page("week", people.child)
    say(client, people.child, went="help")
    assert [(p.went, p.by) for p in Practice.objects.all()] == [("help", people.parent)]


def test_a_double_click_says_it_once(people, record, signed_in):
    client = signed_in(people.parent)
    lines = AuditEvent.objects.filter(what="practice.recorded")
    before = lines.count()
    for _ in range(3):
        assert say(client, people.child, form_key="k1").status_code == 302
    assert lines.count() == before + 1


@pytest.mark.parametrize("days", [1, -400])
def test_a_day_to_come_or_before_it_began_is_not_marked(days, people, record, signed_in):
    response = say(signed_in(people.parent), people.child, on=(today() + timedelta(days=days)).isoformat())
    assert response.status_code == 200
    assert response.context["form"].errors


def test_what_was_said_can_be_taken_back(people, record, signed_in):
    client = signed_in(people.parent)
    response = client.post(page("practice_undo", people.child), {"on": today().isoformat()})
    assert response.url == page("week", people.child)
    assert not Practice.objects.exists()
    assert AuditEvent.objects.filter(what="practice.taken_back", by_pk=people.parent.pk).exists()


def test_another_parent_marks_nothing(people, record, signed_in):
    before = Practice.objects.count()
    assert say(signed_in(people.other_parent), people.child).status_code == 404
    assert say(signed_in(people.restricted), people.child).status_code == 404
    assert Practice.objects.count() == before


def test_the_week_begins_anew_each_seventh_day(people, signed_in):
    activity = ActivityFactory(child=people.child, from_on=days_ago(9))
    PracticeFactory(activity=activity, on=days_ago(1), comment="Hooray for cups")
    days = signed_in(people.parent).get(page("week", people.child)).context["days"]
    assert (days[0].on, len(days)) == (days_ago(2), 7)
    assert [day.is_open for day in days] == [True] * 3 + [False] * 4


# Speed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHILD_PAGES)
def test_a_page_asks_as_often_for_many_rows_as_for_few(name, people, record, signed_in, same_queries):
    def add_rows():
        for number in range(3):
            give_a_record(people.child, people.worker, items=list(Item.objects.order_by("pk")), week=-number)

    same_queries(signed_in(people.parent), page(name, people.child), add_rows, most=20)


@pytest.mark.parametrize("name", ["child_home", "week", "practice_add"])
def test_what_is_practised_reads_as_a_sentence_about_the_child(name, people, signed_in):
    ActivityFactory(child=people.child, what="take two sips")
    assert "Aisha will take two sips</h2>" in signed_in(people.parent).get(page(name, people.child)).text
