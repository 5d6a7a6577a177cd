import factory
from django.utils import timezone

from assessments.models import Interest, ToolResult

from .accounts import UserFactory
from .families import ChildFactory, days_ago


class InterestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Interest

    child = factory.SubFactory(ChildFactory)
    text = factory.Sequence(lambda n: f"Playing with trains {n}")
    tags = factory.LazyFunction(lambda: ["train"])
    since_on = days_ago(30)


class ToolResultFactory(factory.django.DjangoModelFactory):
    """An ASQ-3 with one area; ``withdrawn=True`` takes it out."""

    class Meta:
        model = ToolResult

    class Params:
        withdrawn = factory.Trait(
            withdrawn_at=factory.LazyFunction(timezone.now),
            withdrawn_by=factory.SubFactory(UserFactory),
            withdrawn_reason="It was her brother’s",
        )

    child = factory.SubFactory(ChildFactory)
    tool = "asq3"
    form = "24 months"
    on = days_ago(20)
    giver = ToolResult.Giver.HEALTH_VISITOR
    giver_name = "Jo Marsh"
    real_months = 25
    figures = factory.LazyFunction(lambda: {"communication": 35})
    zones = factory.LazyFunction(lambda: {"communication": "watch"})
    recorded_by = factory.SubFactory(UserFactory)
