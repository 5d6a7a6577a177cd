"""What becomes of planned reviews when children move to another worker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from families.handing_over import Going, foresee
from tests.factories.families import ChildFactory
from tests.factories.plans import PlanReviewFactory

pytestmark = pytest.mark.django_db


def going(people, child):
    episode = child.episodes.select_related("child").get()
    return Going(episode, people.worker, people.teammate, timezone.now())


def meetings(foreseen):
    return {key: [one.in_words for one in told if one.kind == "meetings"] for key, told in foreseen.items()}


def test_the_next_review_of_the_goals_is_named_with_its_day(people):
    due = timezone.localdate() + timedelta(days=12)
    PlanReviewFactory(child=people.child, due_on=due)
    moved = going(people, people.child)
    told = meetings(foresee([moved], people.team_lead))
    assert told[moved.episode.pk] == [f"The review of the goals stays planned: {due:%-d %B %Y}"]


def test_a_review_that_was_held_is_over(people):
    PlanReviewFactory(child=people.child, held=True)
    moved = going(people, people.child)
    assert meetings(foresee([moved], people.team_lead))[moved.episode.pk] == []


def test_a_review_of_a_child_out_of_sight_is_not_named(people):
    PlanReviewFactory(child=people.child)
    moved = going(people, people.child)
    assert meetings(foresee([moved], people.other_lead))[moved.episode.pk] == []


def test_the_reviews_of_many_children_are_one_question(people, django_assert_num_queries):
    from assessments.following import ReviewsToCome

    others = ChildFactory.create_batch(6, with_worker=people.worker)
    for child in others:
        PlanReviewFactory(child=child)
    goings = [going(people, child) for child in others]
    with django_assert_num_queries(1):
        assert len(ReviewsToCome().foresee(goings, people.team_lead)) == 6
