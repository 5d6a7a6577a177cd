from datetime import timedelta

import factory
from django.utils import timezone

from assessments.models import (
    Aspiration,
    AttainmentRating,
    AttainmentScale,
    FamilyRating,
    Outcome,
    PlanReview,
    Strategy,
)

from .accounts import UserFactory
from .assessments import GoalFactory
from .families import ChildFactory, days_ago


class AspirationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Aspiration

    child = factory.SubFactory(ChildFactory)
    text = "That she can tell us what she wants"
    said_by = "Mum"
    since_on = days_ago(90)


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Outcome

    child = factory.SubFactory(ChildFactory)
    text = "Will make choices known to familiar adults"
    need = "communication"
    by_when = "by the end of reception"
    since_on = days_ago(90)


class StrategyFactory(factory.django.DjangoModelFactory):
    """What a therapist advised; the trait ``due`` has it waiting to be looked at again."""

    class Meta:
        model = Strategy

    class Params:
        due = factory.Trait(review_on=days_ago(1))

    child = factory.SubFactory(ChildFactory)
    text = "Hold two things up and wait for ten seconds."
    source = "Ruth Ellis, speech and language therapist"
    since_on = days_ago(60)
    review_on = days_ago(-30)
    recorded_by = factory.SubFactory(UserFactory)


class PlanReviewFactory(factory.django.DjangoModelFactory):
    """A review to come; the trait ``held`` has it held and written down."""

    class Meta:
        model = PlanReview

    class Params:
        held = factory.Trait(
            held_on=days_ago(40),
            held_by=factory.SubFactory(UserFactory),
            decision="continue",
            went_well="Two steps in one week.",
            due_on=days_ago(42),
        )

    child = factory.SubFactory(ChildFactory)
    due_on = days_ago(-20)


class ScaleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AttainmentScale

    goal = factory.SubFactory(GoalFactory)
    much_less = "Drinks from a bottle"
    less = "Holds the cup"
    expected = "Two sips, cup held for her"
    more = "Two sips by herself"
    much_more = "Drinks the whole cup"
    agreed_on = days_ago(50)


class RatingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AttainmentRating

    goal = factory.SubFactory(GoalFactory)
    level = 0
    on = factory.LazyFunction(timezone.localdate)
    recorded_by = factory.SubFactory(UserFactory)


class FeltFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FamilyRating

    goal = factory.SubFactory(GoalFactory)
    value = 5
    on = factory.LazyFunction(timezone.localdate)
    recorded_by = factory.SubFactory(UserFactory)


def plan_things(child):
    """One of each thing of a child's plan, for the access matrix."""
    return {
        "assessments.Aspiration": lambda: AspirationFactory(child=child),
        "assessments.Outcome": lambda: OutcomeFactory(child=child),
        "assessments.Strategy": lambda: StrategyFactory(child=child),
        "assessments.PlanReview": lambda: PlanReviewFactory(
            child=child, due_on=timezone.localdate() + timedelta(days=20)
        ),
    }
