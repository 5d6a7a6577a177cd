from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.fields import EncryptedTextField
from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.scoping import ScopedQuerySet

from .child import Child

PERSON = {"on_delete": models.PROTECT, "related_name": "+"}


class ConcernQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who wrote it, and who decides on concerns. A rung of its own: the child’s is never enough."""
        if user.is_family or not user.is_active:
            return self.none()
        return self.all() if user.may(Permission.CONCERN_DECIDE) else self.filter(raised_by=user)

    def open(self):
        return self.exclude(status=Concern.Status.CLOSED)

    def unanswered(self):
        """Those on which nobody has decided yet."""
        return self.filter(status__in=[Concern.Status.SENT, Concern.Status.READ])

    def overdue(self, *, on):
        """No decision by the day that was promised, or nobody has looked again by the day that was set."""
        decided = [Concern.Status.DECIDED, Concern.Status.REFERRED]
        late = Q(status__in=[Concern.Status.SENT, Concern.Status.READ], due_on__lt=on)
        return self.filter(late | Q(status__in=decided, follow_up_on__lt=on))


class Concern(models.Model):
    """What somebody saw or heard that may mean a child is not safe; who decided what about it, and why.

    Nobody but its author and the safeguarding leads learns that it is there (docs/decisions/0031). No way
    leads from the child to it, so that no page comes upon one by the way.
    """

    existence_is_hidden = True  # it moves with its child when two records are put together, uncounted

    existence_is_hidden = True  # two records put together take it along unseen and uncounted

    class Status(models.TextChoices):
        SENT = "sent", "Not read yet"
        READ = "read", "Being looked into"
        DECIDED = "decided", "Decided"
        REFERRED = "referred", "Referred on"
        CLOSED = "closed", "Closed"

    class Told(models.TextChoices):
        YES = "yes", "Yes"
        RISK = "risk", "No, it may add to the risk"
        OTHER = "other", "No, other reason"

    TRANSITIONS = {
        Status.SENT: {Status.READ},
        Status.READ: {Status.DECIDED},
        Status.DECIDED: {Status.DECIDED, Status.REFERRED, Status.CLOSED},
        Status.REFERRED: {Status.DECIDED, Status.REFERRED, Status.CLOSED},
        Status.CLOSED: {Status.READ},
    }

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.SENT)
    happened_on = models.DateField("day")
    happened_time = models.TimeField("time", null=True, blank=True)
    place = EncryptedTextField("where it was, and who was there")
    facts = EncryptedTextField("what was seen or heard")
    opinion = EncryptedTextField("what the writer thinks", blank=True)
    done = EncryptedTextField("what the writer did", blank=True)
    told = models.CharField("was the family told", max_length=5, choices=Told)
    told_why = EncryptedTextField("why the family was not told", blank=True)
    due_on = models.DateField("to be decided by", help_text="as promised when it was sent")
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, **PERSON)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, **PERSON)
    follow_up_on = models.DateField("look at it again by", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, **PERSON)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [
            models.Index(fields=["raised_by", "-raised_at"], name="concern_author"),
            models.Index(fields=["due_on"], condition=~Q(status="closed"), name="concern_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="concern_read_by_somebody",
                violation_error_message="A concern that was read says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="concern_decided_by_somebody",
                violation_error_message="A decision says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="concern_closed_by_somebody",
                violation_error_message="A concern that was closed says when and by whom.",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(read_at=None),
                name="concern_sent_is_unread",
                violation_error_message="A concern that was read is being looked into.",
            ),
            models.CheckConstraint(
                condition=Q(status="sent") | Q(read_at__isnull=False),
                name="concern_read_first",
                violation_error_message="A concern is read before anything is decided.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["decided", "referred", "closed"]) | Q(decided_at__isnull=False),
                name="concern_decided_first",
                violation_error_message="Decide, and say why, before you go on.",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at=None)),
                name="concern_closed_with_date",
                violation_error_message="A closed concern says when it was closed.",
            ),
        ]

    def __str__(self):
        return f"concern of {timezone.localdate(self.raised_at):%-d %B %Y}"

    def move_to(self, status):
        """Go on to another state, or refuse in a sentence. Does not save."""
        if status not in self.TRANSITIONS[self.status]:
            now, then = self.get_status_display().lower(), self.Status(status).label.lower()
            raise Refused(f"This concern is “{now}” and cannot become “{then}”.")
        self.status = status

    def is_overdue(self, on):
        """Whether an answer was promised by an earlier day, or a second look was."""
        if self.status in (self.Status.SENT, self.Status.READ):
            return self.due_on < on
        return self.status != self.Status.CLOSED and bool(self.follow_up_on) and self.follow_up_on < on


class ConcernPartQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(concern__in=Concern.objects.visible_to(user))


class ConcernPart(models.Model):
    """What belongs to a concern and is seen by whoever sees it."""

    objects = ConcernPartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["concern", "pk"]


class Saying(ConcernPart):
    """Somebody’s exact words, untidied."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="sayings")
    who = EncryptedTextField("who said it")
    words = EncryptedTextField("their words")

    class Meta(ConcernPart.Meta):
        pass

    def __str__(self):
        return f"words in a {self.concern}"


class BodyMark(ConcernPart):
    """A place on the body where something was seen, and what it looked like."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="marks")
    place = EncryptedTextField(help_text="a code of families/body.py")
    looks = EncryptedTextField("what it looks like: size, colour, shape")

    class Meta(ConcernPart.Meta):
        pass

    def __str__(self):
        return f"mark in a {self.concern}"


class ConcernAddition(ConcernPart):
    """Something added to a concern after it was sent. What was written first is never changed."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="additions")
    text = EncryptedTextField("what you want to add")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    class Meta(ConcernPart.Meta):
        pass

    def __str__(self):
        return f"addition to a {self.concern}"


class ConcernStep(ConcernPart):
    """What a safeguarding lead did about a concern: read it, decided, referred it on, closed it; and why.

    Each is a row of its own, so that a second decision does not write over the first.
    """

    class Decision(models.TextChoices):
        REFER = "refer", "Refer on"
        SUPPORT = "support", "Support the family ourselves, and look again"
        WATCH = "watch", "Keep it on record, and look again"
        NOTHING = "nothing", "Nothing more is needed"

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=8, choices=Concern.Status, help_text="what the concern became")
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    text = EncryptedTextField("why, or how it ended", blank=True)
    follow_up_on = models.DateField("look at it again by", null=True, blank=True)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    class Meta(ConcernPart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(Q(status="decided") & ~Q(decision="")) | (~Q(status="decided") & Q(decision="")),
                name="concern_step_decides_something",
                violation_error_message="A decision says what was decided.",
            )
        ]

    def __str__(self):
        return f"{self.get_status_display().lower()}: {self.concern}"


class ConcernReferral(ConcernPart):
    """A concern passed on to who can act: children’s services, the police; when, under which reference."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="referrals")
    to = EncryptedTextField("to whom")
    referred_at = models.DateTimeField("when")
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    reference = EncryptedTextField("their reference", blank=True)
    said = EncryptedTextField("what they said", blank=True)

    class Meta(ConcernPart.Meta):
        pass

    def __str__(self):
        return f"referral of a {self.concern}"
