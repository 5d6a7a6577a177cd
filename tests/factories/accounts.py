import factory
from django.utils import timezone

from accounts.models import Membership, Team, User


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Team {n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    roles = ["portage_worker"]
    password = "!"

    class Params:
        worker = factory.Trait(roles=["portage_worker"])
        team_lead = factory.Trait(roles=["team_lead"])
        administrator = factory.Trait(roles=["administrator"])
        service_manager = factory.Trait(roles=["service_manager"])
        safeguarding_lead = factory.Trait(roles=["safeguarding_lead"])
        auditor = factory.Trait(roles=["auditor"])
        parent = factory.Trait(roles=["parent"])

    @factory.post_generation
    def team(self, create, extracted, **kwargs):
        """``team=`` puts the person into a team since a year ago."""
        if extracted:
            since = timezone.localdate() - timezone.timedelta(days=365)
            Membership.objects.create(user=self, team=extracted, since_on=since)
