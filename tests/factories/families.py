from datetime import timedelta

import factory
from django.utils import timezone

from families.models import (
    Address,
    Allocation,
    Carer,
    Child,
    Episode,
    Family,
    HomeNote,
    Professional,
    Referral,
)

from .accounts import TeamFactory, UserFactory


def days_ago(days):
    return factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=days))


class FamilyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Family

    name = factory.Sequence(lambda n: f"Family {n}")
    languages = "English"


class AddressFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Address

    family = factory.SubFactory(FamilyFactory)
    lines = "1 Mill Lane"
    town = "Millbrook"
    postcode = "FN4 2AB"
    since_on = days_ago(700)

    class Params:
        protected = factory.Trait(is_protected=True)


class ChildFactory(factory.django.DjangoModelFactory):
    """A child; ``with_worker=`` puts it on a caseload, ``in_team=`` into a team's care."""

    class Meta:
        model = Child
        skip_postgeneration_save = True

    family = factory.SubFactory(FamilyFactory)
    given_name = factory.Sequence(lambda n: f"Child{n}")
    family_name = factory.Sequence(lambda n: f"Family{n}")
    born_on = days_ago(850)

    @factory.post_generation
    def in_team(self, create, extracted, **kwargs):
        if extracted:
            EpisodeFactory(child=self, team=extracted)

    @factory.post_generation
    def with_worker(self, create, extracted, **kwargs):
        if extracted:
            today = timezone.localdate()
            membership = extracted.memberships.current(on=today).first()
            episode = self.episodes.first() or EpisodeFactory(
                child=self, team=membership.team if membership else TeamFactory()
            )
            AllocationFactory(episode=episode, worker=extracted)
            episode.status = Episode.Status.ACTIVE
            episode.save()


class CarerFactory(factory.django.DjangoModelFactory):
    """A carer without access; the trait ``sees`` opens the shared record."""

    class Meta:
        model = Carer

    child = factory.SubFactory(ChildFactory)
    name = factory.Sequence(lambda n: f"Carer {n}")
    relationship = Carer.Relationship.MOTHER

    class Params:
        sees = factory.Trait(access=Carer.Access.FULL, may_receive_records=True)
        restricted = factory.Trait(access=Carer.Access.LIMITED, access_reason="Court order of 3 March")


class EpisodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Episode

    child = factory.SubFactory(ChildFactory)
    team = factory.SubFactory(TeamFactory)
    opened_on = days_ago(300)


class AllocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Allocation

    episode = factory.SubFactory(EpisodeFactory)
    worker = factory.SubFactory(UserFactory, worker=True)
    weight = 1
    allocated_by = factory.SubFactory(UserFactory, team_lead=True)
    from_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=280))


class ReferralFactory(factory.django.DjangoModelFactory):
    """A referral as it arrives; the traits carry it further."""

    class Meta:
        model = Referral

    child = factory.SubFactory(ChildFactory)
    source = Referral.Source.HEALTH_VISITOR
    referrer_name = "Ellen Price"
    received_on = days_ago(30)
    reason = "Not yet walking, few words."
    family_agrees = True

    class Params:
        triaged = factory.Trait(
            status=Referral.Status.TRIAGED,
            score=10,
            band=Referral.Band.HIGH,
            breakdown=[{"label": "Delay in two areas", "points": 3, "why": "a third of age"}],
            triaged_at=factory.LazyFunction(timezone.now),
            triaged_by=factory.SubFactory(UserFactory, administrator=True),
        )
        waiting = factory.Trait(triaged=True, status=Referral.Status.WAITING, waiting_since=days_ago(20))


class ProfessionalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Professional

    child = factory.SubFactory(ChildFactory)
    name = "Ravi Patel"
    role = "Speech and language therapist"
    role_code = "SLT"


class HomeNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HomeNote

    child = factory.SubFactory(ChildFactory)
    text = "Use the side gate"
    tone = "info"
    review_on = factory.LazyAttribute(
        lambda note: timezone.localdate() + timedelta(days=90) if note.tone == "late" else None
    )
