from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .carer import Carer
from .child import Child


class ConsentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff: those of the children they may see. A parent: what she said yes to herself."""
        if user.is_family:
            return self.filter(given_by__user=user)
        return self.filter(child__in=Child.objects.visible_to(user))

    def in_force(self, *, on):
        """Those that hold on a day: given, not lapsed, not ended. One ends with the day on which it ends."""
        lasts = Q(until_on=None) | Q(until_on__gte=on)
        stands = Q(ended_on=None) | Q(ended_on__gt=on)
        return self.filter(lasts, stands, given_on__lte=on)

    def open(self):
        """Those that nobody has ended; one that lapsed by its date is among them."""
        return self.filter(ended_on=None)

    def about_to_lapse(self, *, on, days):
        """Those that hold today and will not hold so many days from now."""
        last = on + timezone.timedelta(days=days)
        return self.in_force(on=on).filter(until_on__lte=last)


class Consent(models.Model):
    """A family's yes to one thing: for this, to this recipient, by this adult, from then until then.

    It is not the lawful basis for serving the child, and agreeing to the service is not it (DOMAIN.md §6.5).
    A row is never written over: a yes that is taken back gets its end, and a new yes is a new row.
    """

    class Purpose(models.TextChoices):
        SHARING = "sharing", "Sharing information with another agency"
        PHOTO = "photo", "Photos and video"
        EMAIL = "email", "E-mail"
        TEXT = "text", "Text messages"
        RESEARCH = "research", "Research and training"
        JOINT = "joint", "Joint visits"

    class How(models.TextChoices):
        SCREEN = "screen", "On screen"
        PAPER = "paper", "On paper"
        WORD = "word", "By word of mouth"

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn", "Taken back by the family"
        CLOSED = "closed", "Ended with our time with the child"
        REPLACED = "replaced", "Another took its place"
        MISTAKE = "mistake", "Written down by mistake"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField("to what", max_length=10, choices=Purpose)
    recipient = models.CharField("with or by whom", max_length=120, blank=True)
    given_by = models.ForeignKey(
        Carer, on_delete=models.PROTECT, related_name="consents_given", verbose_name="who says yes"
    )
    given_on = models.DateField("said yes on")
    until_on = models.DateField("until", null=True, blank=True)
    how = models.CharField("how", max_length=6, choices=How)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="nobody of ours where it came with a referral from outside",
    )  # fmt: skip
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="who wrote down that it ended",
    )  # fmt: skip
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        Carer, on_delete=models.PROTECT, null=True, blank=True, related_name="consents_withdrawn"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["purpose", "recipient", "-given_on", "-pk"]
        indexes = [
            models.Index(fields=["until_on"], condition=Q(ended_on=None), name="consent_about_to_lapse")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("given_on")),
                name="consent_lapses_after_it_was_given",
                violation_error_message="A permission lasts at least until the day it was given.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ending="")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ending="")),
                name="consent_ended_by_somebody",
                violation_error_message="A permission that ended says when, how and who wrote it down.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("given_on")),
                name="consent_ends_after_it_was_given",
                violation_error_message="A permission cannot end before it was given.",
            ),
            models.CheckConstraint(
                condition=Q(ending="withdrawn", withdrawn_by__isnull=False)
                | (~Q(ending="withdrawn") & Q(withdrawn_by=None)),
                name="consent_withdrawn_by_an_adult",
                violation_error_message="Say which adult took the permission back.",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=False) | Q(how="screen"),
                name="consent_written_down_by_somebody",
                violation_error_message="What was said on paper or by word, somebody of us wrote down.",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="sharing") | ~Q(recipient=""),
                name="consent_to_share_names_with_whom",
                violation_error_message="Say with whom information may be shared.",
            ),
            models.UniqueConstraint(
                fields=["child", "purpose", "recipient", "given_by"],
                condition=Q(ended_on=None),
                name="consent_one_open_each",
                violation_error_message="This person’s yes to this is written down already.",
            ),
        ]

    def __str__(self):
        return f"{self.in_words}, from {self.given_by.name}"

    @property
    def in_words(self):
        """ "Sharing information with another agency: speech and language therapy"."""
        what = self.get_purpose_display()
        return f"{what}: {self.recipient}" if self.recipient else what

    def holds_on(self, day):
        """Whether it holds on a day; the same rule as ``in_force``."""
        lasts = self.until_on is None or self.until_on >= day
        stands = self.ended_on is None or self.ended_on > day
        return self.given_on <= day and lasts and stands
