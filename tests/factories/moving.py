import factory
from django.utils import timezone

from families.models import HandOver, Move, Reallocation

from .accounts import UserFactory
from .families import EpisodeFactory


class HandOverFactory(factory.django.DjangoModelFactory):
    """A hand-over that waits for an answer; the traits carry it further."""

    class Meta:
        model = HandOver

    episode = factory.SubFactory(EpisodeFactory)
    from_worker = factory.SubFactory(UserFactory, worker=True)
    to_worker = factory.SubFactory(UserFactory, worker=True)
    offered_by = factory.SubFactory(UserFactory, team_lead=True)
    reason = "Four days a week from March"
    note = "Loves bubbles. Next: two words together."
    effective_on = factory.LazyFunction(timezone.localdate)

    class Params:
        queried = factory.Trait(
            status=HandOver.Status.QUERIED,
            said="Is there parking near the flat?",
            answered_at=factory.LazyFunction(timezone.now),
            answered_by=factory.SelfAttribute("to_worker"),
        )


class ReallocationFactory(factory.django.DjangoModelFactory):
    """A plan without children; ``children=`` puts those of a worker’s caseload into it, each staying."""

    class Meta:
        model = Reallocation
        skip_postgeneration_save = True

    made_by = factory.SubFactory(UserFactory, team_lead=True)
    reason = "Grace is on sick leave until spring"
    effective_on = factory.LazyFunction(timezone.localdate)

    class Params:
        applied = factory.Trait(
            status=Reallocation.Status.APPLIED,
            applied_at=factory.LazyFunction(timezone.now),
            applied_by=factory.SelfAttribute("made_by"),
        )
        waits = factory.Trait(
            status=Reallocation.Status.SET,
            set_at=factory.LazyFunction(timezone.now),
            set_by=factory.SelfAttribute("made_by"),
        )

    @factory.post_generation
    def children(self, create, extracted, **kwargs):
        for child in extracted or ():
            allocation = child.episodes.get().allocations.open().get()
            Move.objects.create(
                reallocation=self,
                episode=allocation.episode,
                allocation=allocation,
                from_worker=allocation.worker,
                weight=allocation.weight,
            )
