"""Work that is never lost and never done twice."""

import os
import smtplib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import jobs, notify, work
from accounts.models import AuditEvent, Draft, Job, Notice
from accounts.notifications import SignInChanged, SignInCode, tell
from accounts.tasks import carry_out_job
from tests.factories.accounts import UserFactory

STATE = Job.State


@pytest.fixture
def kind(monkeypatch):
    """A kind of work for one test: what it did is in the list."""
    did = []
    monkeypatch.setitem(work.HANDLERS, "test.work", (lambda job: did.append(job.pk), Job.Queue.DEFAULT))
    return did


def in_threads(number, act):
    """Do the same in several threads at once, each with a connection of its own."""
    barrier = Barrier(number)

    def one(n):
        barrier.wait()
        try:
            return act(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def ask(key="k", **more):
    return work.ask("test.work", key=key, run_after=timezone.now() - timedelta(seconds=1), **more)


@pytest.fixture
def sent(monkeypatch):
    """What Celery is told of each nudge."""
    told = []
    monkeypatch.setattr(carry_out_job, "apply_async", lambda args, **options: told.append(options))
    return told


@pytest.mark.django_db
def test_work_that_takes_long_is_given_the_time_and_ordinary_work_a_minute(kind, sent, monkeypatch):
    job, _ = ask()
    work.sweep()
    monkeypatch.setitem(work.MINUTES, "test.work", 30)
    work.sweep()
    work.try_again(job)
    ordinary, *long = sent
    assert not {"time_limit", "soft_time_limit"} & ordinary.keys()  # Celery's own: see the settings
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT == 60
    assert [one["soft_time_limit"] for one in long] == [30 * 60]
    assert all(one["time_limit"] > one["soft_time_limit"] for one in long)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("minutes", "is_taken_over"), [({}, True), ({"test.work": 30}, False)])
def test_nobody_takes_over_long_work_while_its_transaction_lives(kind, monkeypatch, minutes, is_taken_over):
    monkeypatch.setattr(work, "MINUTES", minutes)
    job, _ = ask()
    mine = work.claim(job.pk)
    much_later = timezone.now() + timedelta(hours=1)
    ended = pytest.raises(work.Overtaken) if is_taken_over else nullcontext()
    with ended, work.finish(mine):
        (other,) = in_threads(1, lambda n: work.claim(job.pk, at=much_later))
        assert (other is not None) == is_taken_over


@pytest.mark.django_db
def test_postgres_waits_longer_for_long_work_and_only_for_that(kind, monkeypatch):
    monkeypatch.setitem(work.MINUTES, "test.work", 30)
    job, _ = ask()
    with work.finish(work.claim(job.pk)), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        assert cursor.fetchone() == ("2min",)


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_one_gets_the_work(kind):
    job, _ = ask()
    claimed = in_threads(8, lambda n: work.claim(job.pk))
    assert len([one for one in claimed if one]) == 1


@pytest.mark.django_db(transaction=True)
def test_work_carried_out_by_eight_at_once_is_done_once(kind):
    job, _ = ask()
    in_threads(8, lambda n: work.carry_out(job.pk))
    assert kind == [job.pk]
    assert Job.objects.get().state == STATE.DONE


@pytest.mark.django_db(transaction=True)
def test_asking_eight_times_at_once_is_one_piece_of_work(kind):
    asked = in_threads(8, lambda n: ask())
    assert sum(is_new for _, is_new in asked) == 1
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_do_no_harm(kind, monkeypatch):
    asked = []

    def due(now):
        asked.append(now)
        time.sleep(0.5)
        ask(key="due:today")

    monkeypatch.setattr(work, "DUE", [due])
    in_threads(4, lambda n: jobs.tick())
    assert Job.objects.count() == len(asked) == 1


@pytest.mark.django_db
def test_work_is_asked_for_with_its_cause_or_not_at_all(kind):
    def ask_and_fail():
        with transaction.atomic():
            ask()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_and_fail()
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_worker_that_wakes_late_changes_nothing(kind):
    job, _ = ask()
    late = work.claim(job.pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert work.claim(job.pk).fence == late.fence + 1
    with pytest.raises(work.Overtaken), work.finish(late):
        UserFactory(name="Written by the late one")
    assert not UserFactory._meta.model.objects.filter(name="Written by the late one").exists()
    assert Job.objects.get().state == STATE.RUNNING


@pytest.mark.django_db
def test_long_work_that_says_so_is_not_taken_over(kind):
    job, _ = ask()
    mine = work.claim(job.pk)
    Job.objects.update(lease_until=timezone.now() + timedelta(seconds=1))
    work.beat(mine)
    assert work.claim(job.pk, at=timezone.now() + timedelta(seconds=60)) is None
    Job.objects.update(fence=99)
    with pytest.raises(work.Overtaken):
        work.beat(mine)


@pytest.mark.django_db
def test_what_fails_is_tried_later_and_later_and_then_given_up_visibly(monkeypatch):
    def fail(job):
        raise ValueError("no \x00 good")

    monkeypatch.setitem(work.HANDLERS, "test.work", (fail, Job.Queue.DEFAULT))
    job, _ = ask()
    pauses = []
    for _ in range(work.MOST_ATTEMPTS):
        work.carry_out(job.pk)
        job.refresh_from_db()
        pauses.append(job.run_after - timezone.now())
        Job.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    assert (job.state, job.attempts, job.last_error) == (STATE.DEAD, 8, "ValueError: no  good")
    assert timedelta(seconds=20) < pauses[0] < timedelta(seconds=40)
    assert pauses[6] > timedelta(minutes=20)


@pytest.mark.django_db
def test_work_that_kills_each_worker_is_given_up(kind):
    job, _ = ask()
    Job.objects.update(state=STATE.RUNNING, attempts=8, lease_until=timezone.now() - timedelta(seconds=1))
    assert work.claim(job.pk) is None
    work.sweep()
    assert Job.objects.get().state == STATE.DEAD


@pytest.mark.django_db
def test_work_that_nobody_can_do_is_given_up_at_once():
    job = Job.objects.create(kind="no.such", key="k")
    work.carry_out(job.pk)
    job.refresh_from_db()
    assert job.state == STATE.DEAD
    assert "no.such" in job.last_error


@pytest.mark.django_db
def test_work_that_comes_too_late_expires(monkeypatch):
    def too_late(job):
        raise work.TooLate

    monkeypatch.setitem(work.HANDLERS, "test.work", (too_late, Job.Queue.DEFAULT))
    job, _ = ask()
    work.carry_out(job.pk)
    job.refresh_from_db()
    assert job.state == STATE.EXPIRED
    assert job.finished_at


@pytest.mark.django_db
def test_the_sweep_finds_what_no_nudge_announced(kind):
    job, _ = ask()
    assert work.sweep() == 1
    assert kind == [job.pk]


@pytest.mark.django_db
def test_a_room_whose_question_fails_keeps_no_other_from_being_asked(kind, monkeypatch):
    def broken(now):
        Job.objects.create(kind="x", key=None)

    monkeypatch.setattr(work, "DUE", [broken, lambda now: ask(key="after")])
    jobs.tick()
    assert Job.objects.get().key == "after"


NUDGE_TWENTY_TIMES = """
import time, django
django.setup()
from accounts import work
began = time.monotonic()
for _ in range(20):
    work.nudge("00000000-0000-0000-0000-000000000000", "default")
print(time.monotonic() - began)
"""


def test_a_redis_that_is_down_costs_a_request_nothing():
    elsewhere = {"DJANGO_SETTINGS_MODULE": "portage.settings.dev", "REDIS_URL": "redis://127.0.0.1:1/0"}
    told = subprocess.run(
        [sys.executable, "-c", NUDGE_TWENTY_TIMES],
        env=os.environ | elsewhere,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert float(told.stdout) < 0.3


class Refusing(EmailBackend):
    """A mail server of which a test says what it answers."""

    answer = None

    def send_messages(self, messages):
        raise type(self).answer


@pytest.fixture
def sofia(db):
    return UserFactory(name="Sofia Marsh", email="sofia@example.org", worker=True)


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_work.Refusing"
    return Refusing


def delivery(notice):
    job = Job.objects.get(key=f"notice:{notice.pk}")
    work.carry_out(job.pk)
    job.refresh_from_db()
    notice.refresh_from_db()
    return job


def test_a_notice_is_delivered_once_however_often_it_is_carried_out(sofia):
    notice = tell(SignInChanged, to=sofia)
    delivery(notice)
    Job.objects.update(state=STATE.READY, finished_at=None)
    delivery(notice)
    assert len(mail.outbox) == 1
    assert notice.state == "sent"
    assert mail.outbox[0].extra_headers["Message-ID"].endswith("@127.0.0.1>")


def test_a_server_that_says_no_is_asked_again_later(sofia, refusing):
    refusing.answer = smtplib.SMTPDataError(451, b"later")
    notice = tell(SignInChanged, to=sofia)
    job = delivery(notice)
    assert (job.state, notice.state) == (STATE.READY, "pending")


def test_a_line_that_goes_dead_leaves_it_unknown_and_nothing_is_sent_again(sofia, refusing):
    refusing.answer = smtplib.SMTPServerDisconnected("gone")
    notice = tell(SignInChanged, to=sofia)
    job = delivery(notice)
    assert (job.state, notice.state) == (STATE.UNKNOWN, "unknown")
    assert work.sweep(at=timezone.now() + timedelta(days=1)) == 0


def test_any_other_trouble_after_the_mark_leaves_it_unknown(sofia, refusing):
    refusing.answer = RuntimeError("Postgres was restarted")
    job = delivery(tell(SignInChanged, to=sofia))
    assert job.state == STATE.UNKNOWN


def test_mail_whose_worker_died_is_unknown_for_job_and_notice(sofia):
    notice = tell(SignInChanged, to=sofia)
    Job.objects.update(state=STATE.SENDING, lease_until=timezone.now() - timedelta(seconds=1))
    Notice.objects.update(state="sending")
    work.sweep()
    notice.refresh_from_db()
    assert (Job.objects.get().state, notice.state) == (STATE.UNKNOWN, "unknown")
    assert mail.outbox == []


def test_trouble_while_hanging_up_sends_nothing_twice(sofia, monkeypatch):
    def close(self):
        raise OSError("hung up")

    monkeypatch.setattr(EmailBackend, "close", close)
    job = delivery(tell(SignInChanged, to=sofia))
    assert job.state == STATE.DONE
    assert len(mail.outbox) == 1


def test_a_code_that_is_too_old_is_not_sent_and_not_kept(db):
    notice = tell(SignInCode, to=UserFactory(parent=True), secret="123456")
    Notice.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    job = delivery(notice)
    assert (job.state, notice.state, notice.secret) == (STATE.EXPIRED, "silenced", "")
    assert mail.outbox == []


def test_a_code_is_not_kept_when_nobody_knows_whether_it_was_sent(db, refusing):
    refusing.answer = smtplib.SMTPServerDisconnected("gone")
    notice = tell(SignInCode, to=UserFactory(parent=True), secret="123456")
    assert delivery(notice).state == STATE.UNKNOWN
    assert notice.secret == ""


def test_who_has_left_is_not_written_to(sofia):
    notice = tell(SignInChanged, to=sofia)
    sofia.is_active = False
    sofia.save()
    delivery(notice)
    assert (notice.state, mail.outbox) == ("silenced", [])


def test_the_same_key_is_told_once(sofia):
    for _ in range(2):
        notify.notify(SignInChanged, to=sofia, key="same")
    assert Notice.objects.count() == Job.objects.count() == 1


@pytest.mark.parametrize("name", ["Sofia\r\nBcc: evil@example.org", "Sofia\nX: y", "Sofia\u2028X"])
def test_no_name_reaches_the_head_of_a_mail(sofia, name):
    from accounts.models import Service

    Service.objects.create(pk=1, name=name)
    delivery(tell(SignInChanged, to=sofia))
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].bcc == []


@pytest.mark.django_db
def test_old_drafts_are_forgotten(kind):
    user = UserFactory()
    Draft.objects.create(user=user, form="x", updated_at=timezone.now() - timedelta(days=31))
    kept = Draft.objects.create(user=user, form="y", updated_at=timezone.now() - timedelta(days=29))
    jobs.tick()
    assert list(Draft.objects.all()) == [kept]


@pytest.mark.django_db
def test_a_line_that_cannot_be_written_undoes_what_it_would_have_recorded(client, people, monkeypatch):
    from tests.people import sign_in

    sign_in(client, people.worker)
    client.raise_request_exception = False
    client.get("/me/")
    monkeypatch.setattr(AuditEvent, "save", lambda self, **kw: (_ for _ in ()).throw(IntegrityError("full")))
    assert client.post("/me/", {"name": "Somebody Else", "phone": ""}).status_code == 500
    people.worker.refresh_from_db()
    assert people.worker.name == "Sofia Marsh"
