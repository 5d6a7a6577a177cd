from datetime import timedelta

import factory
from django.utils import timezone

from visits.models import Activity, Practice, RestrictedNote, Visit, VisitRecord

from .accounts import UserFactory
from .families import ChildFactory


class VisitFactory(factory.django.DjangoModelFactory):
    """A visit planned for tomorrow; ``in_days=-7`` moves it; the trait ``done`` has it made."""

    class Meta:
        model = Visit

    class Params:
        in_days = 1
        done = factory.Trait(status=Visit.Status.DONE, in_days=-7)

    child = factory.SubFactory(ChildFactory)
    worker = factory.SubFactory(UserFactory, worker=True)
    planned_by = factory.SelfAttribute("worker")
    starts_at = factory.LazyAttribute(
        lambda visit: (
            timezone.now().replace(minute=30, second=0, microsecond=0) + timedelta(days=visit.in_days)
        )
    )
    ends_at = factory.LazyAttribute(lambda visit: visit.starts_at + timedelta(hours=1))
    planned_at = factory.LazyAttribute(lambda visit: visit.starts_at - timedelta(days=14))


class VisitRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitRecord

    visit = factory.SubFactory(VisitFactory, done=True)
    play = "We popped bubbles together."
    saw = "Two sips from the open cup."
    signed_by = factory.SelfAttribute("visit.worker")


class RestrictedNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RestrictedNote

    visit = factory.SubFactory(VisitFactory, done=True)
    text = "Something that few may read."
    by = factory.SelfAttribute("visit.worker")


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    child = factory.SubFactory(ChildFactory)
    what = "take two sips and put the cup down"
    how = "Put the cup on a red mat."
    when = ["Breakfast", "Tea time"]
    often = "4 tries a day"
    from_on = factory.LazyFunction(timezone.localdate)


class PracticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Practice

    activity = factory.SubFactory(ActivityFactory)
    on = factory.LazyFunction(timezone.localdate)
    went = Practice.Went.DID
    by = factory.SubFactory(UserFactory, parent=True)
