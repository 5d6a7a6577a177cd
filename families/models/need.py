from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child
from .vocabulary import Term


class NeedQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may see the child. The family reads of it in what is written for it."""
        return self.none() if user.is_family else self.filter(child__in=Child.objects.visible_to(user))

    def current(self):
        return self.filter(ended_at=None)


class Need(models.Model):
    """What a child needs help with, how much, and how sure that is. Never changed: ended, and written anew.

    Early in life most of this is provisional, so each line says whether it is diagnosed, suspected or being
    looked into, and who said so.
    """

    class Area(models.TextChoices):
        COMMUNICATION = "communication", "Communication and interaction"
        COGNITION = "cognition", "Thinking and learning"
        FEELINGS = "feelings", "Feelings and getting on with others"
        PHYSICAL = "physical", "Senses, body and health"

    class Level(models.IntegerChoices):
        NONE = 0, "No extra help"
        SOME = 1, "Some help"
        MUCH = 2, "Much help"
        CONSTANT = 3, "Help all the time"

    class Rank(models.TextChoices):
        PRIMARY = "primary", "The main need"
        SECONDARY = "secondary", "The second need"
        OTHER = "", "One of the others"

    class Certainty(models.TextChoices):
        DIAGNOSED = "diagnosed", "Diagnosed"
        PATHWAY = "pathway", "Being looked into"
        SUSPECTED = "suspected", "Suspected"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="needs")
    area = models.CharField(max_length=16, choices=Area)
    level = models.PositiveSmallIntegerField("how much help", choices=Level)
    sen_type = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="type of need"
    )
    rank = models.CharField(max_length=10, choices=Rank, blank=True, default=Rank.OTHER)
    certainty = models.CharField("how sure", max_length=10, choices=Certainty)
    since_on = models.DateField("known since")
    said_by = models.CharField("who says so", max_length=120)
    note = models.CharField("in plain words", max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.CharField("why it no longer holds", max_length=200, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["child", F("ended_at").desc(nulls_first=True), "-rank", "-level", "pk"]
        indexes = [models.Index(fields=["child"], condition=Q(ended_at=None), name="need_now")]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "rank"],
                condition=Q(ended_at=None) & ~Q(rank=""),
                name="need_one_main_one_second",
                violation_error_message="There is a main or a second need already: change that one first.",
            ),
            models.UniqueConstraint(
                fields=["child", "area", "sen_type"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="need_once",
                violation_error_message="This need is written down already: change that one.",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=0, level__lte=3),
                name="need_level_of_four",
                violation_error_message="How much help is one of four steps.",
            ),
            models.CheckConstraint(
                condition=~Q(certainty="diagnosed") | Q(sen_type__isnull=False),
                name="need_diagnosed_says_what",
                violation_error_message="If something is diagnosed, say what it is.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_reason="")),
                name="need_ended_with_reason",
                violation_error_message="A need that no longer holds says since when, who says so and why.",
            ),
        ]

    def __str__(self):
        return f"{self.sen_type.label if self.sen_type_id else self.get_area_display()}"

    def clean(self):
        if self.since_on and self.child_id and self.since_on < self.child.born_on:
            raise ValidationError({"since_on": "This day lies before the child’s birth."})

    @property
    def level_in_words(self):
        return f"{self.get_level_display()} ({self.level} of 3)"
