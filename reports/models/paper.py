from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet
from families.models import Child

from ..papers import KINDS, kinds_for, title_of


class PaperQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff, by kind: for a child in scope, or for every child; about no child, who may read the kind.

        A parent reads none here: a letter comes by post or by hand, a report through the family's own pages.
        """
        if user.is_family:
            return self.none()
        near, everywhere = kinds_for(user)
        bounded = {name: KINDS[name].within for name in near if KINDS[name].within}
        may_see = Q(kind__in=near, child__in=Child.objects.visible_to(user)) | Q(kind__in=everywhere)
        may_see |= Q(kind__in=[name for name in near if name not in bounded], child=None)
        for name, within in bounded.items():
            rows = within(user).annotate(name=Cast("pk", models.CharField()))
            may_see |= Q(kind=name, child=None, about_pk__in=rows.values("name"))
        return self.filter(may_see)

    def about(self, thing):
        """The papers that were made about one row of any room."""
        return self.filter(about_type=thing._meta.label, about_pk=str(thing.pk))

    def without_data(self):
        """For lists and pages about papers: all but what the document was made from."""
        return self.defer("data")


class Paper(models.Model):
    """A document the service makes by itself from the record: a letter, an agenda, minutes, a brief."""

    class Status(models.TextChoices):
        ASKED = "asked", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    kind = models.CharField(max_length=60, help_text="a name in the register of reports/papers.py")
    key = models.CharField(
        max_length=300, unique=True, help_text="what makes this paper this one and no other"
    )
    about_type = models.CharField(max_length=60, help_text="the room and model of what it is about")
    about_pk = models.CharField(max_length=40)
    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, null=True, blank=True, related_name="papers",
        help_text="empty where it is about more children than one",
    )  # fmt: skip
    to_name = models.CharField("to whom", max_length=160, blank=True)
    options = models.JSONField(default=dict, blank=True, help_text="what the asker chose, as ids")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    tries = models.PositiveSmallIntegerField(default=1, help_text="rises when it is asked for again")
    problem = models.CharField("why it could not be made", max_length=200, blank=True)
    data = models.JSONField(default=dict, blank=True, help_text="what the pages were made from, frozen")
    file = models.CharField(max_length=120, blank=True, help_text="where the PDF lies, by its hash")
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["about_type", "about_pk"], name="paper_about"),
            models.Index(fields=["child", "-asked_at"], name="paper_child"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(status="ready", ready_at__isnull=False) & ~Q(file="") & ~Q(sha256=""))
                | (Q(ready_at=None) & ~Q(status="ready")),
                name="paper_ready_with_file",
                violation_error_message="A paper that is ready has its pages.",
            ),
        ]

    def __str__(self):
        return f"{self.title}{f' to {self.to_name}' if self.to_name else ''}"

    @property
    def title(self):
        return title_of(self.kind)

    @property
    def is_being_made(self):
        return self.status == self.Status.ASKED

    @property
    def can_be_read(self):
        return self.status == self.Status.READY
