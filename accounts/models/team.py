from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..scoping import ScopedQuerySet


class TeamQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Every member of staff may know which teams there are; a parent none."""
        return self.all() if user.is_staff_member else self.none()


class Team(models.Model):
    """The area or group in which people work together, and to which a child's episode belongs."""

    name = models.CharField(max_length=80, unique=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class MembershipQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.all() if user.is_staff_member else self.none()

    def current(self, *, on):
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), since_on__lte=on)


class Membership(models.Model):
    """A person's belonging to a team, from one day until another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["team", "user", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "team"],
                condition=Q(until_on=None),
                name="membership_open_once",
                violation_error_message="This person is in this team already.",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="membership_ends_after_it_begins",
                violation_error_message="A membership cannot end before it begins.",
            ),
        ]

    def __str__(self):
        return f"{self.user} in {self.team}"
