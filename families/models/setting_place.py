from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class SettingPlaceQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def current(self, *, on):
        return self.filter(Q(until_on=None) | Q(until_on__gte=on))


class SettingPlace(models.Model):
    """A child’s place at a nursery, with a childminder or in a school: since when, for how many hours."""

    class Kind(models.TextChoices):
        NURSERY = "nursery", "Nursery"
        PRESCHOOL = "preschool", "Pre-school or playgroup"
        CHILDMINDER = "childminder", "Childminder"
        MAINTAINED = "maintained", "Nursery school or class"
        SPECIAL = "special", "Special nursery or school"
        RESOURCED = "resourced", "Resourced provision"
        SCHOOL = "school", "School"
        OTHER = "other", "Another setting"

    class Day(models.TextChoices):
        MONDAY = "mon", "Monday"
        TUESDAY = "tue", "Tuesday"
        WEDNESDAY = "wed", "Wednesday"
        THURSDAY = "thu", "Thursday"
        FRIDAY = "fri", "Friday"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="settings")
    name = models.CharField("name of the setting", max_length=120)
    kind = models.CharField("what kind", max_length=12, choices=Kind, default=Kind.NURSERY)
    urn = models.CharField("URN", max_length=9, blank=True, help_text="of Ofsted or the school")
    days = ArrayField(models.CharField(max_length=3, choices=Day), default=list, blank=True)
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    funded_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    key_person = models.CharField(max_length=120, blank=True)
    contact = models.CharField("telephone or e-mail", max_length=120, blank=True)
    from_on = models.DateField("since", null=True, blank=True)
    until_on = models.DateField("until", null=True, blank=True)

    objects = SettingPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["child", F("until_on").desc(nulls_first=True), F("from_on").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
                name="setting_ends_after_it_begins",
                violation_error_message="A place cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(hours_a_week=None) | Q(hours_a_week__gte=0, hours_a_week__lte=60),
                name="setting_hours_of_a_week",
                violation_error_message="Hours a week lie between 0 and 60.",
            ),
            models.CheckConstraint(
                condition=Q(funded_hours=None)
                | Q(funded_hours__gte=0, hours_a_week=None, funded_hours__lte=60)
                | Q(funded_hours__gte=0, funded_hours__lte=F("hours_a_week")),
                name="setting_funded_within_hours",
                violation_error_message="Funded hours cannot be more than the hours attended.",
            ),
            models.CheckConstraint(
                condition=Q(urn="") | Q(urn__regex=r"^([0-9]{6}|EY[0-9]{6}|[0-9]{7})$"),
                name="setting_urn",
                violation_error_message="A URN is six or seven digits, or EY and six digits.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def attends_in_words(self):
        """“15 hours a week, Monday and Tuesday”, as far as it is known."""
        parts = []
        if self.hours_a_week is not None:
            funded = f", {plain(self.funded_hours)} of them funded" if self.funded_hours else ""
            parts.append(f"{plain(self.hours_a_week)} hours a week{funded}")
        days = [day.label for day in self.Day if day.value in self.days]
        if days:
            parts.append(" and ".join(part for part in (", ".join(days[:-1]), days[-1]) if part))
        return ". ".join(parts)


def plain(number):
    """A number of hours without a needless “.0”."""
    return f"{number.normalize():f}" if number is not None else ""
