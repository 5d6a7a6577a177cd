"""What surrounds a child's time with us: permissions, packages, agreements, closing, lead professionals."""

from datetime import timedelta

import factory
from django.utils import timezone

from families.models import (
    Agreement,
    Closure,
    Consent,
    Death,
    Intensity,
    LeadProfessional,
    Package,
)

from .accounts import UserFactory
from .families import CarerFactory, ChildFactory, EpisodeFactory, days_ago


def in_days(days):
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=days))


class ConsentFactory(factory.django.DjangoModelFactory):
    """A yes that holds; the traits end it."""

    class Meta:
        model = Consent

    child = factory.SubFactory(ChildFactory)
    given_by = factory.SubFactory(CarerFactory, child=factory.SelfAttribute("..child"))
    purpose = Consent.Purpose.SHARING
    recipient = "Speech and language therapy"
    given_on = days_ago(100)
    how = Consent.How.PAPER
    recorded_by = factory.SubFactory(UserFactory, worker=True)

    class Params:
        photo = factory.Trait(purpose=Consent.Purpose.PHOTO, recipient="")
        email = factory.Trait(purpose=Consent.Purpose.EMAIL, recipient="")
        lapsed = factory.Trait(until_on=days_ago(3))
        lapsing = factory.Trait(until_on=in_days(10))
        withdrawn = factory.Trait(
            ended_on=days_ago(5),
            ended_by=factory.SubFactory(UserFactory, worker=True),
            ending=Consent.Ending.WITHDRAWN,
            withdrawn_by=factory.SelfAttribute("given_by"),
        )


class PackageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Package

    episode = factory.SubFactory(EpisodeFactory)
    name = "24 visits"
    unit = Package.Unit.VISITS
    amount = 24
    frequency = "weekly"
    from_on = days_ago(60)
    until_on = in_days(120)
    begun_by = factory.SubFactory(UserFactory, team_lead=True)


class IntensityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intensity

    episode = factory.SubFactory(EpisodeFactory)
    before = "weekly"
    frequency = "fortnightly"
    from_on = in_days(14)
    reason = "Settles well at nursery"
    agreed_by = factory.SubFactory(UserFactory, team_lead=True)


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    episode = factory.SubFactory(EpisodeFactory)
    version = 1
    terms = [{"code": "frequency", "title": "When we come", "text": "Every week, on a Tuesday."}]
    drafted_by = factory.SubFactory(UserFactory, worker=True)


class ClosureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Closure

    episode = factory.SubFactory(EpisodeFactory)
    closed_on = days_ago(3)
    closing_reason = Closure.Reason.PROGRESS
    destination = Closure.Destination.NURSERY
    closed_by = factory.SubFactory(UserFactory, team_lead=True)


class DeathFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Death

    child = factory.SubFactory(ChildFactory)
    died_on = days_ago(2)
    told_by = "Ellen Price, health visitor"
    recorded_by = factory.SubFactory(UserFactory, team_lead=True)


class LeadProfessionalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LeadProfessional

    child = factory.SubFactory(ChildFactory)
    user = factory.SubFactory(UserFactory, worker=True)
    from_on = days_ago(90)
    named_by = factory.SubFactory(UserFactory, team_lead=True)


def around_the_episode(row, world):
    """The thing that an address of these rows names, for the access matrix; nothing for other rows."""
    episode = world.child.episodes.get()
    if row.name == "families:episode_reopen":
        ClosureFactory(episode=episode)
    makers = {
        "families.Consent": lambda: ConsentFactory(child=world.child),
        "families.Package": lambda: PackageFactory(episode=episode),
        "families.Intensity": lambda: IntensityFactory(episode=episode),
        "families.Agreement": lambda: AgreementFactory(episode=episode),
        "families.LeadProfessional": lambda: LeadProfessionalFactory(child=world.child),
        "families.Death": lambda: DeathFactory(child=world.child),
    }
    return {row.about: makers[row.about]} if row.about in makers else {}
