"""What happens while a child waits, and help from others."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts.models import SavedFilter
from families.models import (
    DirectoryFile,
    KeepInTouch,
    LocalService,
    OutwardReferral,
    WaitingOffer,
)

from .accounts import UserFactory
from .families import CarerFactory, ChildFactory, ReferralFactory, days_ago


def days_ahead(days):
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=days))


class KeepInTouchFactory(factory.django.DjangoModelFactory):
    """A contact that is planned; the traits say that it was made, and how."""

    class Meta:
        model = KeepInTouch

    referral = factory.SubFactory(ReferralFactory, waiting=True)
    due_on = days_ahead(14)

    class Params:
        overdue = factory.Trait(due_on=days_ago(3))
        made = factory.Trait(
            due_on=days_ago(10),
            done_on=days_ago(10),
            done_by=factory.SubFactory(UserFactory, administrator=True),
            how="phone",
            outcome="spoke",
            spoke_with="Nadia",
            said="All is well.",
        )
        unanswered = factory.Trait(made=True, outcome="no_answer", spoke_with="", said="")
        letter = factory.Trait(unanswered=True, how="letter", outcome="left_word")


class WaitingOfferFactory(factory.django.DjangoModelFactory):
    """An offer without an answer."""

    class Meta:
        model = WaitingOffer

    referral = factory.SubFactory(ReferralFactory, waiting=True)
    kind = WaitingOffer.Kind.GROUP
    name = "Tuesday play morning"
    offered_on = days_ago(7)
    offered_by = factory.SubFactory(UserFactory, administrator=True)


class LocalServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LocalService

    name = factory.Sequence(lambda n: f"Playgroup {n}")
    kind = LocalService.Kind.GROUP
    offers = "A morning of play for small children and their parents."
    area = "Millbrook"
    phone = "07700 900650"
    checked_on = days_ago(30)

    class Params:
        retired = factory.Trait(
            retired_at=factory.LazyFunction(timezone.now),
            retired_by=factory.SubFactory(UserFactory, administrator=True),
            retired_reason="It closed",
        )


class OutwardReferralFactory(factory.django.DjangoModelFactory):
    """A need that was spotted; the traits carry it further."""

    class Meta:
        model = OutwardReferral

    child = factory.SubFactory(ChildFactory)
    need = "Somebody to talk to about benefits"
    spotted_on = days_ago(20)
    spotted_by = factory.SubFactory(UserFactory, worker=True)
    due_on = days_ahead(7)

    class Params:
        agreed = factory.Trait(
            status="agreed",
            permitted_on=days_ago(15),
            permission_of=factory.SubFactory(CarerFactory, child=factory.SelfAttribute("..child")),
        )
        sent = factory.Trait(
            agreed=True, status="sent", sent_on=days_ago(12), service=factory.SubFactory(LocalServiceFactory)
        )
        ended = factory.Trait(sent=True, status="ended", outcome="helps", ended_on=days_ago(2), due_on=None)
        overdue = factory.Trait(due_on=days_ago(2))


class DirectoryFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DirectoryFile

    name = "services.csv"
    text = "name,what for\nToy library,Toys to borrow\n"
    brought_by = factory.SubFactory(UserFactory, administrator=True)


class SavedFilterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedFilter

    user = factory.SubFactory(UserFactory, team_lead=True)
    page = "families:waiting_list"
    name = factory.Sequence(lambda n: f"View {n}")
    query = "band=urgent"
