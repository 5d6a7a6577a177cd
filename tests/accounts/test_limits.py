"""Public doors are used so often and no oftener: by one address, by what is named, by all together."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from accounts import limits
from accounts.limits import TooOften, spend
from accounts.models import Tally


def come(address="192.0.2.7"):
    return RequestFactory().post("/", REMOTE_ADDR=address)


@pytest.fixture
def limited(settings, db):
    settings.PUBLIC_LIMITS = {"door": "2/h/ip,3/h/key,5/d/all"}


def test_the_third_from_one_address_is_too_often_and_another_address_may_still_come(limited):
    spend("door", come())
    spend("door", come())
    with pytest.raises(TooOften):
        spend("door", come())
    spend("door", come("192.0.2.8"))


def test_what_is_named_is_counted_whoever_comes(limited):
    for number in range(3):
        spend("door", come(f"192.0.2.{number}"), key="one@example.org")
    with pytest.raises(TooOften):
        spend("door", come("192.0.2.9"), key="one@example.org")


def test_all_together_have_a_limit_too(limited):
    for number in range(5):
        spend("door", come(f"192.0.2.{number}"))
    with pytest.raises(TooOften):
        spend("door", come("192.0.2.99"))


def test_no_address_and_no_name_is_kept(limited):
    spend("door", come(), key="one@example.org")
    assert not [one for one in Tally.objects.all() if "192.0.2" in one.key or "example" in one.key]


def test_closed_windows_are_forgotten(limited):
    spend("door", come())
    limits.forget(timezone.now() + timedelta(days=2))
    assert not Tally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_exactly(settings):
    settings.PUBLIC_LIMITS = {"door": "4/d/ip"}
    let, start = [], Barrier(8)

    def knock():
        start.wait()
        try:
            spend("door", come())
            let.append(True)
        except TooOften:
            let.append(False)
        finally:
            connection.close()

    threads = [Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(let) == [False] * 4 + [True] * 4
