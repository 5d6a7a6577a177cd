"""What is written about a child beyond its name: needs, medical alerts, orders, social care, its nursery."""

import factory
from django.utils import timezone

from families.models import CourtOrder, MedicalFlag, Need, SettingPlace, SocialCareStatus, Term

from .accounts import UserFactory
from .families import ChildFactory, ProfessionalFactory, days_ago


def term(vocabulary, code):
    """A word of one of the lists that come with the house."""
    return Term.objects.get(vocabulary__code=vocabulary, code=code)


class NeedFactory(factory.django.DjangoModelFactory):
    """A need that somebody suspects; ``diagnosed`` names it."""

    class Meta:
        model = Need

    child = factory.SubFactory(ChildFactory)
    area = Need.Area.COMMUNICATION
    level = Need.Level.SOME
    certainty = Need.Certainty.SUSPECTED
    since_on = days_ago(100)
    said_by = "Health visitor"
    recorded_by = factory.SubFactory(UserFactory, worker=True)

    class Params:
        diagnosed = factory.Trait(
            certainty=Need.Certainty.DIAGNOSED,
            sen_type=factory.LazyFunction(lambda: term("sen_type", "SLCN")),
        )
        main = factory.Trait(rank=Need.Rank.PRIMARY)


class MedicalFlagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MedicalFlag

    child = factory.SubFactory(ChildFactory)
    kind = MedicalFlag.Kind.EPILEPSY
    what = "Epilepsy, long fits"
    instructions = "Time the fit. After five minutes call 999."
    told_by = "Epilepsy nurse"
    review_on = days_ago(-180)
    added_by = factory.SubFactory(UserFactory, worker=True)

    class Params:
        ended = factory.Trait(
            ended_on=factory.LazyFunction(timezone.localdate),
            ended_by=factory.SubFactory(UserFactory, worker=True),
            ended_reason="No fits for two years",
        )


class SocialCareStatusFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SocialCareStatus

    child = factory.SubFactory(ChildFactory)
    kind = SocialCareStatus.Kind.IN_NEED
    from_on = days_ago(60)
    social_worker = "Alex Reed"
    recorded_by = factory.SubFactory(UserFactory, worker=True)

    class Params:
        plan = factory.Trait(kind="cp", category="NEG")


class CourtOrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CourtOrder

    child = factory.SubFactory(ChildFactory)
    kind = CourtOrder.Kind.PROHIBITED
    made_on = days_ago(90)
    says = "He may not take the child from nursery."
    recorded_by = factory.SubFactory(UserFactory, worker=True)


class SettingPlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SettingPlace

    child = factory.SubFactory(ChildFactory)
    name = "Little Acorns"
    days = factory.List(["mon", "tue"])
    hours_a_week = 6
    from_on = days_ago(200)


def things_around(child, worker):
    """What the addresses of the family page name, each made when it is asked for: for the access matrix."""
    return {
        "families.Carer": lambda: child.carers.first(),
        "families.Need": lambda: NeedFactory(child=child, recorded_by=worker),
        "families.MedicalFlag": lambda: MedicalFlagFactory(child=child, added_by=worker),
        "families.SettingPlace": lambda: SettingPlaceFactory(child=child),
        "families.Professional": lambda: ProfessionalFactory(child=child),
        "families.SocialCareStatus": lambda: SocialCareStatusFactory(child=child, recorded_by=worker),
        "families.CourtOrder": lambda: CourtOrderFactory(child=child, recorded_by=worker),
    }
