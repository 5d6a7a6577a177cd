"""Work that lasts for minutes is done one piece after another, so that what is short never waits for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import work
from accounts.models import Job

from .test_work import in_threads

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    for kind in ("test.long", "test.longer", "test.short"):
        monkeypatch.setitem(work.HANDLERS, kind, (lambda job: None, Job.Queue.DEFAULT))
    monkeypatch.setattr(work, "MINUTES", {"test.long": 10, "test.longer": 30})


def ask(kind, key):
    return work.ask(kind, key=key, run_after=NOW() - timedelta(seconds=1))[0]


def test_a_second_long_piece_waits_a_little_and_costs_no_attempt():
    first, second = ask("test.long", "a"), ask("test.longer", "b")
    assert work.claim(first.pk)
    assert work.claim(second.pk) is None
    second.refresh_from_db()
    assert (second.state, second.attempts) == (Job.State.READY, 0)
    assert second.run_after > NOW()


def test_what_is_short_is_taken_meanwhile():
    assert work.claim(ask("test.long", "a").pk)
    assert work.claim(ask("test.short", "b").pk)


def test_the_next_one_begins_when_the_first_is_done():
    first, second = ask("test.long", "a"), ask("test.long", "b")
    with work.finish(work.claim(first.pk)):
        pass
    assert work.claim(second.pk)


def test_two_that_are_asked_for_at_the_same_moment_are_not_begun_at_the_same_moment():
    jobs = [ask("test.long", str(n)) for n in range(4)]
    taken = in_threads(4, lambda n: work.claim(jobs[n].pk))
    assert sum(job is not None for job in taken) == 1


def test_two_whose_workers_died_do_not_wait_for_each_other():
    jobs = [ask("test.long", str(n)) for n in range(2)]
    Job.objects.update(state=Job.State.RUNNING, lease_until=NOW() - timedelta(seconds=1))
    assert work.claim(jobs[0].pk)
    assert work.claim(jobs[1].pk) is None


def test_one_whose_lease_ran_out_inside_its_own_transaction_still_counts():
    first, second = ask("test.long", "a"), ask("test.long", "b")
    mine, later = work.claim(first.pk), NOW() + timedelta(hours=1)
    with work.finish(mine):
        (other,) = in_threads(1, lambda n: work.claim(second.pk, at=later))
        assert other is None
