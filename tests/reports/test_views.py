import pytest
from django.urls import reverse

from accounts.models import AuditEvent, Job
from families.models import Carer
from reports.actions import reports
from reports.models import Release, Report
from tests.factories.reports import ReportFactory
from tests.reports.world import carry_out_all, days_ago, give_a_record, today


@pytest.fixture
def asked(people):
    give_a_record(people.child, people.worker)
    return reports.request(people.child, by=people.worker, period_from=days_ago(180), period_to=today())


@pytest.fixture
def ready(asked):
    carry_out_all()
    asked.refresh_from_db()
    return asked


@pytest.fixture
def approved(ready, people):
    reports.approve(ready, by=people.team_lead)
    carry_out_all()
    ready.refresh_from_db()
    return ready


def page(name, report):
    return reverse(f"reports:report_{name}", args=[report.ref])


def test_a_worker_asks_for_a_report_with_the_period_filled_in(people, signed_in):
    client = signed_in(people.worker)
    address = reverse("reports:report_request", args=[people.child.ref])
    form = client.get(address).context["form"]
    assert form.initial["period_to"] == today()
    data = {"period_from": days_ago(90).isoformat(), "period_to": today().isoformat(), "form_key": "one"}
    first, second = client.post(address, data), client.post(address, data)
    report = Report.objects.get()
    assert first.url == second.url == page("detail", report)


def test_the_period_begins_where_the_last_report_ended(people, signed_in):
    ReportFactory(child=people.child, approved=True, period_to=days_ago(40))
    client = signed_in(people.worker)
    form = client.get(reverse("reports:report_request", args=[people.child.ref])).context["form"]
    assert form.initial["period_from"] == days_ago(40)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2020-01-01", "2020-02-01"), ("2026-11-20", "2999-01-01"), ("2026-06-02", "2026-06-01"), ("", "x")],
)
def test_an_impossible_period_is_explained(first, last, people, signed_in):
    address = reverse("reports:report_request", args=[people.child.ref])
    response = signed_in(people.worker).post(address, {"period_from": first, "period_to": last})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Report.objects.exists()


def test_the_page_asks_again_only_while_pages_are_made(asked, people, signed_in):
    client = signed_in(people.worker)
    assert "every 2s" in client.get(page("detail", asked)).text
    fragment = client.get(page("status", asked))
    assert fragment.text.lstrip().startswith("<section")
    assert "Look again" in fragment.text
    carry_out_all()
    fragment = client.get(page("status", asked)).text
    assert "every 2s" not in fragment
    assert "ready to read" in fragment


def test_looks_are_noted_and_the_pulse_is_not(ready, people, signed_in):
    client = signed_in(people.worker)
    for name in ("status", "detail", "file"):
        assert client.get(page(name, ready)).status_code == 200
    seen = AuditEvent.objects.filter(kind="seen", by_pk=people.worker.pk).order_by("pk")
    assert list(seen.values_list("what", "child_ref")) == [
        ("report.seen", people.child.ref),
        ("report.opened", people.child.ref),
    ]


def test_the_pages_are_not_there_while_they_are_made(asked, people, signed_in):
    assert signed_in(people.worker).get(page("file", asked)).status_code == 404


def test_a_lead_approves_what_she_read(ready, people, signed_in):
    client = signed_in(people.team_lead)
    address = page("approve", ready)
    sha256 = client.get(address).context["form"].initial["sha256"]
    assert client.post(address, {"sha256": sha256}).context["form"].errors
    assert client.post(address, {"sha256": sha256, "has_read": "on"}).status_code == 302
    carry_out_all()
    ready.refresh_from_db()
    assert ready.approved_by == people.team_lead


def test_pages_that_were_made_again_are_read_again_first(ready, people, signed_in):
    response = signed_in(people.team_lead).post(
        page("approve", ready), {"sha256": "0" * 64, "has_read": "on"}
    )
    assert "made again" in response.text


def test_who_asked_is_sent_back_from_approving(people, signed_in):
    mine = ReportFactory(child=people.child, ready=True, requested_by=people.team_lead)
    client = signed_in(people.team_lead)
    assert client.get(page("approve", mine)).url == page("detail", mine)
    response = client.post(page("approve", mine), {"sha256": mine.sha256, "has_read": "on"})
    assert reports.ANOTHER_PERSON in response.text


def test_sharing_shows_who_cannot_receive_it_and_why(approved, people, signed_in):
    client = signed_in(people.team_lead)
    response = client.get(page("release", approved))
    assert [carer.name for carer in response.context["possible"]] == ["Nadia Khan"]
    assert [(carer.name, why[:9]) for carer, why in response.context["not_possible"]] == [
        ("Tariq Khan", "access is")
    ]
    restricted = Carer.objects.get(user=people.restricted)
    assert client.post(page("release", approved), {"to": [restricted.pk]}).context["form"].errors
    mine = Carer.objects.get(user=people.parent)
    assert client.post(page("release", approved), {"to": [mine.pk]}).url == page("detail", approved)
    assert Release.objects.get().carer == mine


def test_a_failed_report_offers_to_try_again(people, signed_in):
    failed = ReportFactory(child=people.child, status="failed")
    client = signed_in(people.worker)
    assert "Try again" in client.get(page("detail", failed)).text
    assert client.post(page("retry", failed)).url == page("detail", failed)
    assert Job.objects.filter(key=f"report:{failed.pk}:2").exists()


def test_a_frozen_report_is_not_made_again(approved, people, signed_in):
    client = signed_in(people.worker)
    assert client.get(page("retry", approved)).url == page("detail", approved)
    response = client.post(page("retry", approved))
    assert response.status_code == 200
    approved.refresh_from_db()
    assert approved.status == Report.Status.APPROVED


def test_the_queue_puts_what_waits_for_me_first(people, signed_in):
    theirs = ReportFactory(child=people.child, ready=True, requested_by=people.worker)
    mine = ReportFactory(child=people.child, ready=True, requested_by=people.team_lead)
    elsewhere = ReportFactory(child=people.other_child, ready=True)
    context = signed_in(people.team_lead).get("/reports/").context
    assert context["to_approve"] == [theirs]
    assert list(context["reports"]) == [mine]
    context = signed_in(people.worker).get("/reports/").context
    assert (context["to_approve"], set(context["reports"])) == ([], {theirs, mine})
    assert elsewhere not in context["reports"]


ALL = ["detail", "status", "file", "approve", "release", "retry"]


@pytest.mark.parametrize("name", ALL)
def test_a_report_out_of_reach_is_not_there(name, ready, people, signed_in):
    for person in (people.stranger, people.teammate, people.other_lead):
        if name in ("approve", "release") and person != people.other_lead:
            continue
        assert signed_in(person).get(page(name, ready)).status_code == 404


@pytest.mark.parametrize("name", ALL)
def test_who_has_no_business_with_reports_is_refused(name, ready, people, signed_in):
    for person in (people.administrator, people.auditor, people.parent, people.restricted):
        assert signed_in(person).get(page(name, ready)).status_code == 403


@pytest.mark.parametrize("name", ["approve", "release"])
def test_a_worker_decides_nothing(name, ready, people, signed_in):
    assert signed_in(people.worker).get(page(name, ready)).status_code == 403


@pytest.mark.parametrize("which", ["list", "queue"])
def test_a_list_asks_as_often_for_many_reports_as_for_few(which, people, signed_in, same_queries):
    ReportFactory(child=people.child, ready=True, requested_by=people.worker)
    address = reverse("reports:report_list", args=[people.child.ref]) if which == "list" else "/reports/"

    def add_rows():
        ReportFactory.create_batch(3, child=people.child, ready=True, requested_by=people.worker)

    same_queries(signed_in(people.team_lead), address, add_rows, most=20)
