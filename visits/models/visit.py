from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils import timezone

from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.scoping import ScopedQuerySet
from assessments.models import Observation, Step
from equipment.models import Loan
from families.models import Child


class VisitQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def planned(self):
        return self.filter(status=Visit.Status.PLANNED)

    def done(self):
        return self.filter(status=Visit.Status.DONE)

    def between(self, start, end):
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def of_worker(self, worker):
        return self.filter(worker=worker)

    def unwritten(self, *, at):
        """Planned visits whose time has passed: they wait to be written up, or to be cancelled."""
        return self.planned().filter(ends_at__lt=at)

    def to_come(self, *, at):
        return self.planned().filter(starts_at__gte=at).order_by("starts_at", "pk")


class _Int8Range(Func):
    function = "int8range"


class _TimeRange(Func):
    function = "tstzrange"


class Visit(models.Model):
    """A planned or made visit to a child: an entry in the diary. What was done is in its record."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"
        NO_ACCESS = "no_access", "Nobody in"

    class Mode(models.TextChoices):
        HOME = "home", "Home visit"
        SETTING = "setting", "Nursery visit"
        CENTRE = "centre", "At the centre"
        VIRTUAL = "virtual", "By video"
        PHONE = "phone", "By telephone"

    class Reason(models.TextChoices):
        CHILD_ILL = "child_ill", "Child is ill"
        PARENT_ILL = "parent_ill", "Parent is ill"
        APPOINTMENT = "appointment", "Hospital or appointment"
        HOLIDAY = "holiday", "Family on holiday"
        FAMILY_OTHER = "family_other", "Family, another reason"
        WORKER_ILL = "worker_ill", "Worker is ill"
        WORKER_LEAVE = "worker_leave", "Worker on leave or training"
        WEATHER = "weather", "Weather or travel"
        SERVICE_OTHER = "service_other", "Service, another reason"
        ENDED = "ended", "Our visits came to an end"
        NOBODY_IN = "nobody_in", "Nobody in"

    BY_THEMSELVES = (Reason.NOBODY_IN, Reason.ENDED)  # said in other ways than by choosing them

    TRANSITIONS = {
        Status.PLANNED: {Status.DONE, Status.CANCELLED, Status.NO_ACCESS},
    }

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="visits")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits")
    starts_at = models.DateTimeField("begins")
    ends_at = models.DateTimeField("ends")
    mode = models.CharField("where", max_length=8, choices=Mode, default=Mode.HOME)
    bring = models.CharField("what to bring", max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    reason = models.CharField(max_length=14, choices=Reason, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # when its time was agreed: a move agrees it anew
    planned_at = models.DateTimeField(default=timezone.now, db_default=Now())

    observations = models.ManyToManyField(Observation, related_name="visits", blank=True)
    steps = models.ManyToManyField(Step, related_name="visits", blank=True)
    loans_out = models.ManyToManyField(Loan, related_name="visits_out", blank=True)
    loans_back = models.ManyToManyField(Loan, related_name="visits_back", blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["worker", "starts_at"], name="visit_diary"),
            models.Index(fields=["child", "-starts_at"], name="visit_child"),
            models.Index(fields=["starts_at"], condition=Q(status="planned"), name="visit_planned"),
            models.Index(
                fields=["child", "starts_at"], condition=Q(status="planned"), name="visit_planned_of_child"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="visit_ends_after_it_begins",
                violation_error_message="A visit ends after it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["cancelled", "no_access"]) | ~Q(reason=""),
                name="visit_not_made_has_reason",
                violation_error_message="A visit that was not made says why.",
            ),
            ExclusionConstraint(
                name="visit_worker_in_one_place",
                expressions=[
                    (_Int8Range(F("worker"), F("worker"), Value("[]")), RangeOperators.OVERLAPS),
                    (_TimeRange(F("starts_at"), F("ends_at")), RangeOperators.OVERLAPS),
                ],
                condition=Q(status="planned"),
                deferrable=models.Deferrable.IMMEDIATE,  # at the end of a statement: two may change places
                violation_error_message="The worker has another visit at this time.",
            ),
        ]

    def __str__(self):
        return f"{self.get_mode_display().lower()} to {self.child}"

    def move_to(self, status, *, reason=""):
        """Go on to another state, or refuse in a sentence. Does not save."""
        if status not in self.TRANSITIONS.get(self.status, ()):
            raise Refused(f"This visit is “{self.get_status_display().lower()}” already.")
        self.status, self.reason = status, reason
