from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class DocumentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff: those of the children they may see; restricted ones only for who decides on concerns.

        A restricted document has a rung of its own: the child's is never enough for it.
        """
        if user.is_family or not user.may(Permission.DOCUMENT_VIEW):
            return self.none()
        found = self.filter(child__in=Child.objects.visible_to(user))
        if user.may(Permission.CONCERN_DECIDE):
            return found
        return found.filter(
            Q(sensitivity=Document.Sensitivity.ORDINARY)
            | Q(sensitivity=Document.Sensitivity.RESTRICTED, added_by=user)
        )

    def readable(self):
        return self.filter(state=Document.State.CLEAN)


class Document(models.Model):
    """A file about a child: a letter, a review, a court order. Checked before it can be opened."""

    class Kind(models.TextChoices):
        REFERRAL_FORM = "referral_form", "Referral form"
        TWO_YEAR_REVIEW = "two_year_review", "Two-year review"
        PROFESSIONAL_LETTER = "professional_letter", "Letter from a professional"
        HEARING_TEST = "hearing_test", "Hearing test result"
        COURT_ORDER = "court_order", "Court order"
        AGREEMENT = "agreement", "Signed agreement"
        PERMISSION = "permission", "Signed permission"
        OTHER = "other", "Something else"

    class Sensitivity(models.TextChoices):
        ORDINARY = "ordinary", "Staff who see the child"
        RESTRICTED = "restricted", "Who added it and the safeguarding lead"

    class State(models.TextChoices):
        PENDING = "pending", "Being checked"
        CLEAN = "clean", "Checked"
        REFUSED = "refused", "Refused"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24, choices=Kind, default=Kind.OTHER)
    title = models.CharField("what it is", max_length=120)
    sensitivity = models.CharField("who may open it", max_length=12, choices=Sensitivity, default="ordinary")
    file = models.CharField(max_length=160, editable=False, help_text="where it lies, by its hash")
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(editable=False, help_text="bytes")
    content_type = models.CharField(max_length=80, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING, editable=False)
    dated_on = models.DateField("date on it", null=True, blank=True)
    came_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="nobody of ours where it came with a referral from outside",
    )  # fmt: skip

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-came_at", "-pk"]
        indexes = [models.Index(fields=["child", "-came_at"], name="document_child")]

    def __str__(self):
        return self.title
