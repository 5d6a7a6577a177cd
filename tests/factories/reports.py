from datetime import timedelta

import factory
from django.utils import timezone

from reports.models import Paper, Release, Report

from .accounts import UserFactory
from .families import CarerFactory, ChildFactory, days_ago


class ReportFactory(factory.django.DjangoModelFactory):
    """A report that was asked for; the traits carry it further."""

    class Meta:
        model = Report

    child = factory.SubFactory(ChildFactory)
    period_from = days_ago(180)
    period_to = factory.LazyFunction(timezone.localdate)
    requested_by = factory.SubFactory(UserFactory, worker=True)

    class Params:
        ready = factory.Trait(
            status=Report.Status.READY,
            file="reports/none.pdf",
            sha256="0" * 64,
            pages=3,
            rendered_at=factory.LazyFunction(timezone.now),
        )
        approved = factory.Trait(
            ready=True,
            status=Report.Status.APPROVED,
            approved_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=2)),
            approved_by=factory.SubFactory(UserFactory, team_lead=True),
        )
        released = factory.Trait(
            approved=True,
            status=Report.Status.RELEASED,
            released_at=factory.LazyFunction(timezone.now),
            released_by=factory.SubFactory(UserFactory, team_lead=True),
        )


class ReleaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Release

    report = factory.SubFactory(ReportFactory, released=True)
    carer = factory.SubFactory(CarerFactory, sees=True)


class PaperFactory(factory.django.DjangoModelFactory):
    """A letter that was asked for; the trait ``ready`` gives it pages."""

    class Meta:
        model = Paper

    kind = "letter.accepted"
    key = factory.Sequence(lambda n: f"paper {n}")
    child = factory.SubFactory(ChildFactory)
    about_type = "families.Child"
    about_pk = factory.LazyAttribute(lambda paper: str(paper.child.pk))
    asked_by = factory.SubFactory(UserFactory, administrator=True)

    class Params:
        ready = factory.Trait(
            status=Paper.Status.READY,
            file="reports/none.pdf",
            sha256="0" * 64,
            pages=1,
            ready_at=factory.LazyFunction(timezone.now),
        )
