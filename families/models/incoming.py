import json
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.fields import EncryptedTextField
from accounts.permissions import Permission
from accounts.refs import ALPHABET, new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child
from .document import Document
from .referral import Referral

NUMBER_SIGNS = 6


def new_number():
    """A reference to read out over the telephone. It says nothing about how many came before it."""
    year = timezone.localdate().year
    return f"R-{year}-{''.join(secrets.choice(ALPHABET) for _ in range(NUMBER_SIGNS)).upper()}"


class IncomingQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who may see referrals sees what came in; what was never sent is nobody's to read."""
        if not user.may(Permission.REFERRAL_VIEW):
            return self.none()
        return self.sent()

    def sent(self):
        """Those that came; not what somebody began and never sent."""
        return self.exclude(state__in=[Incoming.State.DRAFT, Incoming.State.EXPIRED])

    def to_take_in(self):
        """Sent, and nobody has dealt with it; the longest wait first."""
        return self.filter(state=Incoming.State.SENT).order_by("sent_at", "pk")

    def lapsed(self, *, at):
        """Begun, never sent, and not come back to."""
        return self.filter(state=Incoming.State.DRAFT, keep_until__lt=at)


class Incoming(models.Model):
    """A referral as somebody outside sent it, before it is put on a child's record."""

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional", "Somebody who works with the child"
        PARENT = "parent", "A parent or carer"

    class State(models.TextChoices):
        DRAFT = "draft", "Not sent yet"
        SENT = "sent", "To be taken in"
        TAKEN_IN = "taken_in", "Taken in"
        REFUSED = "refused", "Set aside"
        EXPIRED = "expired", "Never sent"

    class Match(models.TextChoices):
        NEW = "new", "A child who is new to us"
        SAME = "same", "A child in our records"
        SIBLING = "sibling", "A brother or sister of a child in our records"

    class Refusal(models.TextChoices):
        TWICE = "twice", "Sent twice"
        SPAM = "spam", "Not a referral"
        OTHER = "other", "Something else"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    number = models.CharField(
        "reference", max_length=20, unique=True, default=new_number, editable=False,
        help_text="for people; it opens nothing by itself",
    )  # fmt: skip
    kind = models.CharField("who tells us", max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    answers = EncryptedTextField(blank=True, help_text="what was told, by step, as JSON")
    email = EncryptedTextField(blank=True, help_text="where the referrer is written to")
    email_key = models.CharField(max_length=64, blank=True, help_text="its keyed hash, to be found by")
    begun_at = models.DateTimeField(default=timezone.now)
    keep_until = models.DateTimeField(help_text="a draft is forgotten after this")
    sent_at = models.DateTimeField(null=True, blank=True)
    match = models.CharField("who the child is", max_length=8, choices=Match, blank=True)
    match_child = models.ForeignKey(
        Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the child it is, or is a brother or sister of",
    )  # fmt: skip
    taken_in_at = models.DateTimeField(null=True, blank=True)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="incoming"
    )
    told = models.CharField(max_length=12, blank=True, help_text="what the referrer was last told")
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refusal = models.CharField("why", max_length=8, choices=Refusal, blank=True)
    refusal_reason = models.CharField("in your words", max_length=500, blank=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        indexes = [
            models.Index(fields=["sent_at", "id"], condition=Q(state="sent"), name="incoming_to_take_in"),
            models.Index(fields=["keep_until"], condition=Q(state="draft"), name="incoming_lapsing"),
            models.Index(
                fields=["email_key"], condition=Q(state="draft") & ~Q(email_key=""), name="incoming_by_email"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "expired"], sent_at=None)
                | Q(state__in=["sent", "taken_in", "refused"], sent_at__isnull=False),
                name="incoming_sent_with_time",
                violation_error_message="A referral that was sent says when.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="taken_in",
                    taken_in_at__isnull=False,
                    taken_in_by__isnull=False,
                    referral__isnull=False,
                )
                | (~Q(state="taken_in") & Q(taken_in_at=None, taken_in_by=None, referral=None)),
                name="incoming_taken_in_by_somebody",
                violation_error_message="What was taken in says when, by whom, and as which referral.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="refused", refused_at__isnull=False, refused_by__isnull=False)
                    & ~Q(refusal="")
                )
                | (~Q(state="refused") & Q(refused_at=None, refused_by=None, refusal="")),
                name="incoming_refused_by_somebody",
                violation_error_message="What was set aside says when, by whom, and why.",
            ),
            models.CheckConstraint(
                condition=Q(match__in=["", "new"], match_child=None)
                | Q(match__in=["same", "sibling"], match_child__isnull=False),
                name="incoming_match_names_a_child",
                violation_error_message="Say which child it is, or is a brother or sister of.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"referral {self.number}"

    @property
    def child(self):
        """The child it is about, once a person has put it on a record."""
        return self.referral.child if self.referral_id else None

    @property
    def told_us(self):
        """What was told, by step: each a dictionary of answers."""
        return json.loads(self.answers) if self.answers else {}

    @told_us.setter
    def told_us(self, answers):
        self.answers = json.dumps(answers)


class IncomingLinkQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever holds the link holds it; no member of staff has use for its hash."""
        return self.none()

    def good(self, *, at):
        return self.filter(until_at__gte=at)


class IncomingLink(models.Model):
    """A link that was mailed to somebody outside, by which they come back to what they told us."""

    class Purpose(models.TextChoices):
        RETURN = "return", "Go on with it"
        STATUS = "status", "See how it stands"

    incoming = models.ForeignKey(Incoming, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=6, choices=Purpose)
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of 256 bits of chance")
    until_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = IncomingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.get_purpose_display().lower()}: {self.incoming}"


class IncomingFileQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(incoming__in=Incoming.objects.visible_to(user))

    def readable(self):
        return self.filter(state=Document.State.CLEAN)


class IncomingFile(models.Model):
    """A paper that came with a referral from outside; it becomes a document once the child has a record."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    incoming = models.ForeignKey(Incoming, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField("what it is", max_length=24, choices=Document.Kind)
    title = models.CharField(max_length=120, help_text="the name it was sent under, made harmless")
    file = models.CharField(max_length=160, editable=False, help_text="where it lies, by its hash")
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(editable=False, help_text="bytes")
    content_type = models.CharField(max_length=80, editable=False)
    state = models.CharField(
        max_length=8, choices=Document.State, default=Document.State.PENDING, editable=False
    )
    came_at = models.DateTimeField(default=timezone.now)

    objects = IncomingFileQuerySet.as_manager()

    class Meta:
        ordering = ["came_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incoming", "sha256"],
                name="incoming_file_once",
                violation_error_message="This file is here already.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def child(self):
        return self.incoming.child
