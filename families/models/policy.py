from django.db import models

from accounts.scoping import ScopedQuerySet


def default_weights():
    """Weighted families by frequency (DOMAIN.md §3; each service edits its own)."""
    return {"weekly": 1.0, "fortnightly": 0.5, "monthly": 0.25, "group": 0.25}


def default_triage():
    """Points of the starter score. Empty means the starter weights in triage.py."""
    return {}


class PolicyQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The service's numbers are no secret to its staff."""
        return self.all() if user.is_staff_member else self.none()


class Policy(models.Model):
    """The service's own numbers, from a day on. No interval, cap or weight is a constant in the code."""

    from_on = models.DateField(unique=True)
    full_caseload = models.DecimalField(
        "families of a full-time worker", max_digits=4, decimal_places=1, default=11, help_text="weighted"
    )
    warn_at_percent = models.PositiveSmallIntegerField("warn at this share of capacity", default=90)
    weights = models.JSONField("load by frequency", default=default_weights)
    triage = models.JSONField("points of the priority score", default=default_triage, blank=True)
    promise_weeks = models.PositiveSmallIntegerField("promised longest wait in weeks", default=12)
    write_up_days = models.PositiveSmallIntegerField("days to write up a visit", default=2)
    loan_weeks = models.PositiveSmallIntegerField("weeks a toy is lent for", default=6)
    reminder_hour = models.PositiveSmallIntegerField(
        "hour of the evening at which reminders go out", default=17
    )
    unseen_days = models.PositiveSmallIntegerField("days after which a child counts as not seen", default=28)
    take_back_days = models.PositiveSmallIntegerField(
        "days ahead in which a toy that is due is taken back on a visit", default=7
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        verbose_name_plural = "policies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reminder_hour__lte=23),
                name="policy_hour_of_a_day",
                violation_error_message="An hour of the day is between 0 and 23.",
            ),
            models.CheckConstraint(
                condition=models.Q(unseen_days__gte=1),
                name="policy_unseen_after_a_day_or_more",
                violation_error_message="A child counts as not seen after one day at the earliest.",
            ),
        ]

    def __str__(self):
        return f"policy from {self.from_on:%-d %B %Y}"

    @classmethod
    def on(cls, day):
        """The numbers that hold on a day; a service that has set none has the starter's."""
        return cls.objects.filter(from_on__lte=day).order_by("-from_on").first() or cls(from_on=day)

    def weight_of(self, frequency):
        return self.weights.get(frequency, 1.0)

    def capacity_of(self, worker):
        """What a worker can carry, in weighted families."""
        return self.full_caseload * worker.fte
