"""The demo can be told on any day: its people have a diary in which nobody is in two places."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from portage.dev import history, seeding
from visits.models import Visit

A_WEEK = [date(2026, 11, 23) + timedelta(days=days) for days in range(7)]
MOST = 16  # children of one worker in the demo


@pytest.mark.parametrize("today", A_WEEK, ids=lambda day: f"{day:%A}")
def test_no_two_children_of_a_worker_share_a_weekday_and_a_time(today):
    dates = [history.next_date(today, place, story=place < 4) for place in range(MOST)]
    assert len({(day.weekday(), at) for day, at in dates}) == MOST
    assert all(today < day <= today + timedelta(days=7) for day, _at in dates[4:])


@pytest.mark.django_db
def test_the_demo_is_told_on_a_thursday_that_is_the_29th_of_february(monkeypatch):
    now = datetime(2024, 2, 29, 16, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    seeding.seed(say=lambda line: None)
    assert Visit.objects.filter(starts_at__lt=now, status=Visit.Status.DONE).count() > 500
    assert not Visit.objects.filter(starts_at__gt=now).exclude(status=Visit.Status.PLANNED).exists()
