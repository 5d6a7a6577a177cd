from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .referral import Referral


class KeepInTouchQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def done(self):
        return self.filter(done_on__isnull=False)

    def open(self):
        """Still to be made: the child waits, and is alive. A family that mourns is never asked for."""
        return self.filter(
            done_on=None, referral__status=Referral.Status.WAITING, referral__child__died_on=None
        )

    def due(self, *, on):
        return self.open().filter(due_on__lte=on)


class KeepInTouch(models.Model):
    """One contact with a family that waits: due by a day, then made by somebody, with what was said."""

    class How(models.TextChoices):
        PHONE = "phone", "Telephone call"
        TEXT = "text", "Text message"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"
        VISIT = "visit", "Visit or meeting"
        ONLINE = "online", "Online meeting"

    class Outcome(models.TextChoices):
        SPOKE = "spoke", "We spoke"
        LEFT_WORD = "left_word", "We left word, no answer yet"
        NO_ANSWER = "no_answer", "Nobody answered"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="contacts")
    due_on = models.DateField("due by")
    done_on = models.DateField("made on", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField(max_length=8, choices=How, blank=True)
    outcome = models.CharField("how it went", max_length=10, choices=Outcome, blank=True)
    spoke_with = models.CharField("who we spoke with", max_length=120, blank=True)
    said = models.TextField("what was said", blank=True)

    objects = KeepInTouchQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "-pk"]
        verbose_name_plural = "contacts with waiting families"
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on=None), name="keep_in_touch_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(done_on=None),
                name="keep_in_touch_one_due",
                violation_error_message="The next contact with this family is planned already.",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None, how="", outcome="")
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(how="") & ~Q(outcome="")),
                name="keep_in_touch_made_by_somebody",
                violation_error_message="A contact that was made says when, by whom, how, and how it went.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="spoke") | ~Q(spoke_with=""),
                name="keep_in_touch_spoke_with_somebody",
                violation_error_message="Say who you spoke with.",
            ),
        ]

    def __str__(self):
        return f"contact with the family of {self.referral.child}"

    @property
    def child(self):
        return self.referral.child
