import factory
from django.utils import timezone

from assessments.models import Area, Assessment, Framework, Goal, Item, Observation, Scale, Step
from assessments.scoring import State

from .accounts import UserFactory
from .families import ChildFactory, days_ago


def can_do():
    """The plainest scale; a race test's flush may have taken the one that the migration made."""
    scale, is_new = Scale.objects.get_or_create(code="can-do", defaults={"name": "Can do, nearly, not yet"})
    if is_new:
        for order, state in enumerate(State, start=1):
            scale.levels.create(code=state, name=state.label, counts_as=state, order=order)
    return scale


class FrameworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Framework

    code = factory.Sequence(lambda n: f"framework-{n}")
    name = "A framework"
    version = "1"
    licence = "ours"
    reads_on = True
    status = Framework.Status.PUBLISHED
    scale = factory.LazyFunction(can_do)
    published_at = factory.LazyAttribute(lambda made: None if made.status == "draft" else timezone.now())


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"area-{n}")
    name = factory.Sequence(lambda n: f"Area {n}")
    order = factory.Sequence(int)


class ItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Item

    area = factory.SubFactory(AreaFactory)
    code = factory.Sequence(lambda n: f"item-{n}")
    text = factory.Sequence(lambda n: f"stack {n} bricks")
    band = 12
    order = factory.Sequence(int)


class ObservationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Observation

    child = factory.SubFactory(ChildFactory)
    item = factory.SubFactory(ItemFactory)
    state = Observation.State.CAN
    on = factory.LazyFunction(timezone.localdate)
    by = factory.SubFactory(UserFactory)


class GoalFactory(factory.django.DjangoModelFactory):
    """A goal; ``steps=[...]`` gives its steps by their words."""

    class Meta:
        model = Goal
        skip_postgeneration_save = True

    child = factory.SubFactory(ChildFactory)
    text = "Drink from a cup"
    set_on = days_ago(60)

    @factory.post_generation
    def steps(self, create, extracted, **kwargs):
        for order, text in enumerate(extracted or [], start=1):
            StepFactory(goal=self, order=order, text=text)


class StepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Step

    goal = factory.SubFactory(GoalFactory)
    order = 1
    text = "Hold the cup with help"
    criterion = "3 times out of 4"


class AssessmentFactory(factory.django.DjangoModelFactory):
    """A baseline that is open; ``finished=True`` closes it."""

    class Meta:
        model = Assessment

    class Params:
        finished = factory.Trait(
            finished_at=factory.LazyFunction(timezone.now), finished_by=factory.SelfAttribute("by")
        )

    child = factory.SubFactory(ChildFactory)
    framework = factory.SubFactory(FrameworkFactory)
    kind = Assessment.Kind.BASELINE
    on = factory.LazyFunction(timezone.localdate)
    by = factory.SubFactory(UserFactory)
