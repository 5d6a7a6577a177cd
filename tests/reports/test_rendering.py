"""The worker: killed, overtaken, failing; and the files it leaves."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from accounts import work
from accounts.models import AuditEvent, Job
from families.models import Allocation
from reports import files, tasks
from reports.actions import reports
from reports.jobs import sweep_files_once_a_day
from reports.models import Report
from tests.reports.world import carry_out_all, days_ago, give_a_record, today


@pytest.fixture
def on_disk(tmp_path, monkeypatch):
    """Reports are kept on a real disk, as in the service."""
    storage = FileSystemStorage(location=tmp_path)
    monkeypatch.setattr("accounts.files.default_storage", storage)
    return tmp_path


@pytest.fixture
def asked(people):
    give_a_record(people.child, people.worker)
    return reports.request(people.child, by=people.worker, period_from=days_ago(180), period_to=today())


def pages_on(disk):
    return [path for path in disk.rglob("*") if path.is_file()]


def test_a_worker_that_dies_midway_is_followed_by_another(asked, on_disk):
    job = Job.objects.get(kind="report.render")
    first = work.claim(job.pk)  # the worker dies here
    assert Job.objects.claimable(at=timezone.now()).count() == 0
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    work.carry_out(job.pk)
    with pytest.raises(work.Overtaken):  # and wakes up late
        _settle_late(first)
    asked.refresh_from_db()
    assert asked.status == Report.Status.READY
    assert len(pages_on(on_disk)) == 1
    assert AuditEvent.objects.filter(what="report.prepared").count() == 1


def _settle_late(job):
    """What a worker does that was stopped just before it would have said that the pages are ready."""
    report = Report.objects.get(pk=job.payload["report"])
    report.status = Report.Status.ASKED
    tasks._settle(job, report, {"file": "reports/late.pdf", "sha256": "0" * 64, "pages": 3})


def test_the_same_work_carried_out_twice_has_one_effect(asked, on_disk):
    carry_out_all()
    job = Job.objects.get(kind="report.render")
    tasks.render_report(job)
    assert AuditEvent.objects.filter(what="report.prepared").count() == 1


def test_pages_that_cannot_be_made_say_so_at_once(asked, monkeypatch):
    monkeypatch.setattr("reports.pdf.MOST_PAGES", 1)
    carry_out_all()
    asked.refresh_from_db()
    assert asked.status == Report.Status.FAILED
    assert Job.objects.get(kind="report.render").state == Job.State.DONE
    assert AuditEvent.objects.get(what="report.failed").by_name == "The clock"


def test_a_passing_fault_is_tried_again_and_gives_up_visibly(asked, monkeypatch):
    def no_space(content):
        raise OSError("no space left")

    monkeypatch.setattr(files, "keep", no_space)
    job = Job.objects.get(kind="report.render")
    for attempt in range(1, work.MOST_ATTEMPTS + 1):
        Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
        work.carry_out(job.pk)
        asked.refresh_from_db()
        if attempt < work.MOST_ATTEMPTS:
            assert asked.status == Report.Status.ASKED
    job.refresh_from_db()
    assert (asked.status, job.state) == (Report.Status.FAILED, Job.State.DEAD)


def test_pages_that_kill_each_worker_are_not_tried_for_ever(asked):
    job = Job.objects.get(kind="report.render")
    long_ago = timezone.now() - timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(attempts=work.MOST_ATTEMPTS, state="running", lease_until=long_ago)
    work.sweep()
    asked.refresh_from_db()
    assert asked.status == Report.Status.FAILED


def test_work_that_gave_up_makes_the_pages_when_a_person_has_it_tried_again(asked):
    job = Job.objects.get(kind="report.render")
    work.end(work.claim(job.pk), Job.State.DEAD)
    asked.refresh_from_db()
    assert asked.status == Report.Status.FAILED
    job.refresh_from_db()
    work.try_again(job)
    work.carry_out(job.pk)
    asked.refresh_from_db()
    assert asked.status == Report.Status.READY


def test_final_pages_that_fail_are_made_once_more_from_the_approved_facts(asked, people, monkeypatch):
    carry_out_all()
    reports.approve(asked, by=people.team_lead)
    with monkeypatch.context() as broken:
        broken.setattr("reports.pdf.MOST_PAGES", 0)
        carry_out_all()
    asked.refresh_from_db()
    assert asked.status == Report.Status.FAILED
    assert asked.approved_by == people.team_lead
    reports.make_again(asked, by=people.worker)
    carry_out_all()
    asked.refresh_from_db()
    assert asked.status == Report.Status.APPROVED


def test_a_file_is_written_whole_or_not_at_all(on_disk, monkeypatch):
    def power_cut(*args):
        raise OSError("power cut")

    monkeypatch.setattr(os, "replace", power_cut)
    with pytest.raises(OSError, match="power cut"):
        files.keep(b"%PDF-")
    assert pages_on(on_disk) == []


def test_the_same_pages_are_kept_once(on_disk):
    assert files.keep(b"%PDF-1") == files.keep(b"%PDF-1")
    assert len(pages_on(on_disk)) == 1


def test_files_of_no_report_are_swept_when_they_are_old(on_disk):
    kept, _ = files.keep(b"%PDF-kept")
    orphan, _ = files.keep(b"%PDF-orphan")
    half = on_disk / "reports" / "tmp123.part"
    half.write_bytes(b"%PD")
    assert files.sweep({kept}) == 0  # all are young
    for name in (kept, orphan, "reports/tmp123.part"):
        os.utime(on_disk / name, (time.time() - 90_000,) * 2)
    assert files.sweep({kept}) == 2
    assert [str(path.relative_to(on_disk)) for path in pages_on(on_disk)] == [kept]


def test_a_file_that_was_tampered_with_is_not_handed_out(asked, on_disk):
    carry_out_all()
    asked.refresh_from_db()
    (on_disk / asked.file).write_bytes(b"%PDF-other")
    with pytest.raises(ValueError, match="not the one"):
        files.content_of(asked)


def test_the_day_s_sweep_is_asked_for_once(db):
    for _ in range(3):
        sweep_files_once_a_day(timezone.now())
    assert Job.objects.filter(kind="reports.sweep").count() == 1
    carry_out_all()
    assert Job.objects.get(kind="reports.sweep").state == Job.State.DONE


def test_who_may_no_longer_see_the_child_gets_no_pages(asked, people):
    Allocation.objects.filter(worker=people.worker).update(until_at=timezone.now(), ended_by=people.team_lead)
    carry_out_all()
    asked.refresh_from_db()
    assert asked.status == Report.Status.FAILED
    reports.make_again(asked, by=people.team_lead)
    carry_out_all()
    asked.refresh_from_db()
    assert asked.status == Report.Status.READY


def test_a_web_process_knows_nothing_of_weasyprint():
    """It would cost each web process 60 MB that it never uses."""
    told = "import django, sys; django.setup(); import portage.urls; print('weasyprint' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True)
    assert asked.stdout.strip() == "False"
