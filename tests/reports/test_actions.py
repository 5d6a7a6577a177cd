from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts import work
from accounts.models import AuditEvent, Job, Notice
from accounts.refusals import Refused
from families.models import Carer
from reports import files
from reports.actions import reports
from reports.models import Release, Report
from tests.factories.families import CarerFactory
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


def tie_of(user):
    return Carer.objects.get(user=user)


def test_a_report_that_is_asked_for_is_work_for_a_worker(asked):
    job = Job.objects.get(kind="report.render")
    assert (asked.status, job.queue, job.payload) == ("asked", "pdf", {"report": asked.pk, "version": 1})
    assert AuditEvent.objects.filter(what="report.requested", child_ref=asked.child.ref).count() == 1


def test_the_worker_makes_the_pages_and_writes_one_line(ready):
    assert ready.status == Report.Status.READY
    assert files.content_of(ready).startswith(b"%PDF")
    assert ready.file == f"reports/{ready.sha256[:2]}/{ready.sha256}.pdf"
    assert ready.facts["child"]["name"] == "Aisha Khan"
    assert AuditEvent.objects.filter(what="report.prepared").count() == 1


def test_who_asked_does_not_approve(ready, people):
    with pytest.raises(Refused, match="somebody other"):
        reports.approve(ready, by=people.worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=ready.pk).update(approved_by=people.worker, approved_at=timezone.now())


def test_only_the_pages_that_were_read_are_approved(ready, people):
    read = ready.sha256
    reports.make_again(ready, by=people.worker)
    Report.objects.filter(pk=ready.pk).update(period_from=days_ago(90))
    carry_out_all()
    with pytest.raises(Refused, match="made again"):
        reports.approve(ready, by=people.team_lead, sha256=read)


def test_approving_makes_the_final_pages_from_the_same_facts(ready, people):
    draft, facts = ready.sha256, ready.facts
    people.child.given_name = "Changed"
    people.child.save()
    reports.approve(ready, by=people.team_lead, sha256=draft)
    ready.refresh_from_db()
    assert ready.is_being_made
    assert not ready.can_be_read
    assert not ready.is_frozen
    carry_out_all()
    ready.refresh_from_db()
    assert ready.status == Report.Status.APPROVED
    assert ready.facts == facts
    assert ready.sha256 != draft
    assert AuditEvent.objects.filter(what="report.frozen", by_pk=people.team_lead.pk).count() == 1


def test_two_people_cannot_both_approve(ready, people):
    reports.approve(ready, by=people.team_lead)
    with pytest.raises(Refused):
        reports.approve(ready, by=people.service_manager)


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {}},
        {"file": "reports/other.pdf"},
        {"sha256": "1" * 64},
        {"pages": 1},
        {"period_to": today()},
        {"version": 9},
        {"approved_at": timezone.now()},
        {"status": "ready"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_approved_report_is_never_changed(approved, change):
    if "period_to" in change:
        change = {"period_to": approved.period_to - timedelta(days=1)}
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=approved.pk).update(**change)


def test_an_approved_report_is_never_deleted_and_never_made_again(approved, people):
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=approved.pk).delete()
    with pytest.raises(Refused):
        reports.make_again(approved, by=people.worker)


def test_a_report_is_shared_with_named_adults_who_are_told_once(approved, people):
    reports.release(approved, by=people.team_lead, to=[tie_of(people.parent)])
    carry_out_all()
    approved.refresh_from_db()
    assert approved.status == Report.Status.RELEASED
    assert Report.objects.visible_to(people.parent).get() == approved
    assert not Report.objects.visible_to(people.restricted).exists()
    assert [notice.to for notice in Notice.objects.all()] == [people.parent]


def test_a_second_adult_may_receive_it_later(approved, people):
    reports.release(approved, by=people.team_lead, to=[tie_of(people.parent)])
    later = CarerFactory(child=approved.child, user=people.other_parent, sees=True)
    reports.release(approved, by=people.team_lead, to=[later])
    assert Release.objects.filter(report=approved).count() == 2
    with pytest.raises(Refused, match="already"):
        reports.release(approved, by=people.team_lead, to=[later])


def test_nobody_without_access_receives_it(approved, people):
    with pytest.raises(Refused, match="may see"):
        reports.release(approved, by=people.team_lead, to=[tie_of(people.restricted)])
    with pytest.raises(Refused, match="may see"):
        reports.release(approved, by=people.team_lead, to=[tie_of(people.other_parent)])
    assert not Release.objects.exists()
    assert not Notice.objects.exists()


def test_a_draft_is_not_shared(ready, people):
    with pytest.raises(Refused, match="approved before"):
        reports.release(ready, by=people.team_lead, to=[tie_of(people.parent)])


def test_access_that_ends_before_delivery_silences_the_mail(approved, people, mailoutbox):
    reports.release(approved, by=people.team_lead, to=[tie_of(people.parent)])
    Carer.objects.filter(user=people.parent).update(access="none")
    carry_out_all()
    assert mailoutbox == []
    assert Notice.objects.get().state == Notice.State.SILENCED


def test_the_mail_names_no_child_and_no_report(approved, people, mailoutbox):
    reports.release(approved, by=people.team_lead, to=[tie_of(people.parent)])
    carry_out_all()
    text = " ".join([mailoutbox[0].subject, mailoutbox[0].body, str(mailoutbox[0].alternatives)])
    assert mailoutbox[0].to == [people.parent.email]
    for word in ("Aisha", "report", "progress", approved.ref, approved.child.ref):
        assert word not in text


def test_if_the_line_cannot_be_written_nothing_is(people, monkeypatch):
    monkeypatch.setattr(AuditEvent, "save", None)
    with pytest.raises(TypeError):
        reports.request(people.child, by=people.worker, period_from=days_ago(9), period_to=today())
    assert not Report.objects.exists()
    assert not Job.objects.filter(kind="report.render").exists()


def test_a_double_click_asks_the_worker_once(asked):
    with transaction.atomic():
        _, is_new = work.ask("report.render", key=f"report:{asked.pk}:1", report=asked.pk, version=1)
    assert not is_new


def test_a_report_does_not_tell_of_the_future(people):
    with pytest.raises(Refused, match="future"):
        reports.request(
            people.child, by=people.worker, period_from=today(), period_to=today() + timedelta(days=1)
        )


def test_a_failed_report_is_tried_again(people):
    report = ReportFactory(child=people.child, status=Report.Status.FAILED)
    give_a_record(people.child, people.worker)
    reports.make_again(report, by=people.worker)
    carry_out_all()
    report.refresh_from_db()
    assert (report.status, report.version) == ("ready", 2)
