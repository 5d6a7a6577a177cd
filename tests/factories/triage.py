from datetime import timedelta

import factory
from django.utils import timezone

from families.models import BandOverride, Decision, Evidence, Panel, PanelAction, PanelCase, PanelMember

from .accounts import UserFactory
from .families import ReferralFactory, days_ago


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A paper that was asked for a week ago and is missing; the traits say what became of it."""

    class Meta:
        model = Evidence

    referral = factory.SubFactory(ReferralFactory)
    kind = Evidence.Kind.HEARING_TEST
    asked_on = days_ago(8)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=6))

    class Params:
        here = factory.Trait(received_on=days_ago(3))
        chased = factory.Trait(chased_on=days_ago(1), times_chased=1)
        late = factory.Trait(asked_on=days_ago(30), due_on=days_ago(16))
        waived = factory.Trait(
            waived_on=days_ago(1),
            waived_by=factory.SubFactory(UserFactory, administrator=True),
            waived_because="The clinic has no date before spring",
        )


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    referral = factory.SubFactory(ReferralFactory)
    verdict = Decision.Verdict.WAIT
    reason = "Two areas in which a little help goes a long way."
    made_by = factory.SubFactory(UserFactory, administrator=True)


class BandOverrideFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BandOverride

    referral = factory.SubFactory(ReferralFactory, triaged=True)
    band = "urgent"
    instead_of = "high"
    reason = "Comes home from hospital next week"
    made_by = factory.SubFactory(UserFactory, team_lead=True)


class PanelFactory(factory.django.DjangoModelFactory):
    """A panel in ten days; ``closed`` was held."""

    class Meta:
        model = Panel

    held_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    place = "Fern Room, County Hall"
    chair = "Hannah Osei"
    minute_taker = "Mel Grant"

    class Params:
        closed = factory.Trait(
            held_on=days_ago(20),
            status=Panel.Status.CLOSED,
            closed_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=20)),
            closed_by=factory.SubFactory(UserFactory, team_lead=True),
        )


class PanelMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PanelMember

    panel = factory.SubFactory(PanelFactory)
    name = factory.Sequence(lambda n: f"Member {n}")
    role = "Educational psychologist"
    agency = "Fernshire Council"


class PanelCaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PanelCase

    panel = factory.SubFactory(PanelFactory)
    referral = factory.SubFactory(ReferralFactory, triaged=True)
    order = factory.Sequence(lambda n: n + 1)


class PanelActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PanelAction

    panel = factory.SubFactory(PanelFactory)
    what = "Ask the clinic for the hearing test"
    owner = "Mel Grant"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
