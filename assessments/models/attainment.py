from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.scoping import ScopedQuerySet

from ..attaining import LEVELS, signed
from .goal import Goal


class AboutGoalQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(goal__in=Goal.objects.visible_to(user))


class AttainmentScale(models.Model):
    """Goal attainment scaling of one goal: what five outcomes, −2 to +2, would look like, agreed before."""

    goal = models.OneToOneField(Goal, on_delete=models.PROTECT, related_name="attainment_scale")
    much_less = models.CharField("−2: as at the start", max_length=200)
    less = models.CharField("−1: less than hoped", max_length=200)
    expected = models.CharField("0: as hoped", max_length=200)
    more = models.CharField("+1: more than hoped", max_length=200)
    much_more = models.CharField("+2: much more than hoped", max_length=200)
    weight = models.PositiveSmallIntegerField(
        "how much it counts", default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    agreed_on = models.DateField()

    objects = AboutGoalQuerySet.as_manager()

    class Meta:
        ordering = ["goal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=5),
                name="attainment_weight_in_bounds",
                violation_error_message="A goal counts between 1 and 5.",
            )
        ]

    def __str__(self):
        return f"Scale of {self.goal}"

    def words_at(self, level):
        """What was agreed that one would see at a level, from −2 to +2."""
        return getattr(self, LEVELS[level])


class AttainmentRating(models.Model):
    """Where a goal stood on its scale on a day, from −2 to +2."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="attainment_ratings")
    level = models.SmallIntegerField(validators=[MinValueValidator(-2), MaxValueValidator(2)])
    on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AboutGoalQuerySet.as_manager()

    class Meta:
        ordering = ["goal", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=-2, level__lte=2),
                name="attainment_level_in_bounds",
                violation_error_message="A rating lies between −2 and +2.",
            )
        ]

    def __str__(self):
        return f"{self.level:+d} on {self.on:%-d %B %Y}"

    @property
    def level_in_words(self):
        """ "+2", "0", "−1" with a real minus."""
        return signed(self.level)


class FamilyRating(models.Model):
    """How a family feels about a goal on a day, from 1 (not at all there) to 10 (all we hoped for)."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="family_ratings")
    value = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(10)])
    words = models.CharField("in the family’s words", max_length=300, blank=True)
    on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AboutGoalQuerySet.as_manager()

    class Meta:
        ordering = ["goal", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=10),
                name="family_rating_in_bounds",
                violation_error_message="A rating lies between 1 and 10.",
            )
        ]

    def __str__(self):
        return f"{self.value} of 10 on {self.on:%-d %B %Y}"
