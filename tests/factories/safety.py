from datetime import timedelta

import factory
from django.utils import timezone

from families.models import (
    Concern,
    ConcernStep,
)

from .accounts import UserFactory
from .families import ChildFactory


class ConcernFactory(factory.django.DjangoModelFactory):
    """A concern that was sent; the traits carry it further: ``is_read``, ``decided``, ``closed``."""

    class Meta:
        model = Concern
        skip_postgeneration_save = True

    class Params:
        lead = factory.SubFactory(UserFactory, safeguarding_lead=True)
        is_read = factory.Trait(
            status=Concern.Status.READ,
            read_at=factory.LazyFunction(timezone.now),
            read_by=factory.SelfAttribute("lead"),
        )
        decided = factory.Trait(
            is_read=True,
            status=Concern.Status.DECIDED,
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SelfAttribute("lead"),
        )
        closed = factory.Trait(
            decided=True,
            status=Concern.Status.CLOSED,
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SelfAttribute("lead"),
        )

    child = factory.SubFactory(ChildFactory)
    raised_by = factory.SubFactory(UserFactory, worker=True)
    happened_on = factory.LazyFunction(timezone.localdate)
    place = "At home. Mum and I."
    facts = "Three round marks, each about 1 cm, on the left upper arm."
    told = Concern.Told.YES
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1))

    @factory.post_generation
    def its_steps(self, create, extracted, **kwargs):
        """The rows of the steps that brought it where it is."""
        steps = [
            (Concern.Status.READ, self.read_at, self.read_by, ""),
            (Concern.Status.DECIDED, self.decided_at, self.decided_by, ConcernStep.Decision.WATCH),
            (Concern.Status.CLOSED, self.closed_at, self.closed_by, ""),
        ]
        for status, at, by, decision in steps:
            if at is not None:
                taken = {"taken_at": at, "taken_by": by, "decision": decision}
                ConcernStep.objects.create(concern=self, status=status, text="Because.", **taken)
