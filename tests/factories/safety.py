from datetime import timedelta

import factory
from django.utils import timezone

from families.models import ChronologyEntry, Concern, ConcernStep, Cover, CoverShare, OpenedRecord

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


class CoverFactory(factory.django.DjangoModelFactory):
    """Cover that runs this week; ``child=`` makes its one share."""

    class Meta:
        model = Cover
        skip_postgeneration_save = True

    away = factory.SubFactory(UserFactory, worker=True)
    from_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=2))
    until_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5))
    arranged_by = factory.SubFactory(UserFactory, team_lead=True)

    @factory.post_generation
    def child(self, create, extracted, *, by=None, **kwargs):
        """``child=`` is covered, by ``child__by=`` or by somebody."""
        if extracted:
            worker = by or UserFactory(worker=True)
            CoverShare.objects.create(cover=self, episode=extracted.current_episode(), worker=worker)


class OpenedRecordFactory(factory.django.DjangoModelFactory):
    """A record opened with a reason an hour ago, for a day."""

    class Meta:
        model = OpenedRecord

    child = factory.SubFactory(ChildFactory)
    user = factory.SubFactory(UserFactory, worker=True)
    reason = "Mum rang, her worker is ill."
    opened_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    until_at = factory.LazyAttribute(lambda opened: opened.opened_at + timedelta(hours=24))


class ChronologyEntryFactory(factory.django.DjangoModelFactory):
    """An event in a child's chronology."""

    class Meta:
        model = ChronologyEntry

    child = factory.SubFactory(ChildFactory)
    on = factory.LazyFunction(timezone.localdate)
    what = "Moved to grandma’s for the week."
    flagged_by = factory.SubFactory(UserFactory, worker=True)
