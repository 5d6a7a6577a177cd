"""The rungs of the ladder are written out once for each set of them; each person gets her own answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from families.models import Child
from families.models.reach import SOMEBODY, reached_by, written
from tests.factories.accounts import UserFactory
from tests.factories.safety import CoverFactory

pytestmark = pytest.mark.django_db


def test_two_people_on_the_same_rungs_see_their_own(people):
    mine, hers = (set(Child.objects.visible_to(one)) for one in (people.worker, people.stranger))
    assert mine == {people.child}
    assert hers == {people.other_child}


def test_no_stand_in_is_left_in_what_is_asked(people):
    for person in (people.worker, people.team_lead, people.parent):
        sql, values = Child.objects.visible_to(person).query.sql_with_params()
        assert str(SOMEBODY) not in sql
        assert SOMEBODY not in values
        assert person.pk in values
        assert not [value for value in values if getattr(value, "year", 2026) < 2000]


def test_each_set_of_rungs_is_written_once(people):
    written.cache_clear()
    for person in (people.worker, people.teammate, people.stranger):
        list(Child.objects.visible_to(person))
    assert written.cache_info().misses == 1


def test_who_has_no_rung_or_has_left_sees_nobody(people):
    people.worker.is_active = False
    for person in (people.auditor, people.worker, UserFactory(is_active=False, service_manager=True)):
        assert reached_by(person) is None
        assert not Child.objects.visible_to(person).exists()


def test_the_day_and_the_moment_are_those_of_the_question_not_of_the_first_one(people, monkeypatch):
    today, now = timezone.localdate(), timezone.now()
    CoverFactory(
        away=people.worker, child=people.child, child__by=people.teammate, from_on=today, until_on=today
    )
    assert people.child in Child.objects.visible_to(people.teammate)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=2))
    assert people.child not in Child.objects.visible_to(people.teammate)


def test_a_child_reached_by_two_rungs_is_found_once(people):
    people.worker.roles = ["portage_worker", "team_lead"]
    people.worker.save()
    found = list(Child.objects.visible_to(people.worker))
    assert found.count(people.child) == 1


def test_it_can_be_asked_within_other_questions(people):
    seen = Child.objects.visible_to(people.worker)
    assert list(Child.objects.filter(pk__in=seen)) == [people.child]
    assert people.child not in Child.objects.exclude(pk__in=seen)
    assert (seen | Child.objects.visible_to(people.stranger)).count() == 2
