from django.conf import settings
from django.db import models

from accounts.scoping import ScopedQuerySet


def default_weights():
    """Weighted families by frequency (DOMAIN.md §3; each service edits its own)."""
    return {"weekly": 1.0, "fortnightly": 0.5, "monthly": 0.25, "group": 0.25}


def default_triage():
    """Points of the starter score. Empty means the starter weights in triage.py."""
    return {}


def default_eligibility():
    """Who may be served. Empty means the starter rules in triage.py."""
    return {}


def default_stages():
    """The stages that a referral passes, with days each should take at most; the status each belongs to."""
    return [
        {"code": "new", "name": "New", "status": "received", "days": 2},
        {"code": "evidence", "name": "Waiting for papers", "status": "received", "days": 14},
        {"code": "score", "name": "Ready to score", "status": "received", "days": 7},
        {"code": "decide", "name": "Ready to decide", "status": "triaged", "days": 7},
        {"code": "panel", "name": "For the panel", "status": "triaged", "days": 21},
    ]


def default_extra_weights():
    """What adds to a child's weight beyond its frequency (DOMAIN.md §3; each service edits its own)."""
    return {"lead_professional": 0.25, "child_protection": 0.25, "transition": 0.5, "long_travel": 0.25}


def default_promises():
    """Days within which we promise something, by what it is."""
    return {
        "acknowledge": 2,
        "tell_family": 14,
        "decide": 21,
        "papers": 14,
        "chase_papers": 7,
        "reply_concern": 1,
    }


def default_packages():
    """What a family may be offered; each service edits its own (DOMAIN.md §1.2)."""
    return [
        {"name": "A year of weekly home visits, term-time", "unit": "weeks", "amount": 39,
         "frequency": "weekly", "mode": "home"},
        {"name": "24 weeks, every two weeks", "unit": "weeks", "amount": 24,
         "frequency": "fortnightly", "mode": "home"},
        {"name": "24 visits", "unit": "visits", "amount": 24, "frequency": "weekly", "mode": "home"},
        {"name": "12 visits with the setting", "unit": "visits", "amount": 12,
         "frequency": "fortnightly", "mode": "blended"},
        {"name": "Six visits, then a review", "unit": "visits", "amount": 6,
         "frequency": "weekly", "mode": "home"},
        {"name": "A group, by the term", "unit": "weeks", "amount": 12,
         "frequency": "group", "mode": "group"},
    ]  # fmt: skip


def default_agreement():
    """The parts of what family and service promise each other (DOMAIN.md §1.3.5); {} are filled in."""
    return [
        {"code": "frequency", "title": "When we come",
         "text": "{worker} comes {frequency}, usually on the same day of the week, for about an "
                 "hour."},
        {"code": "adult", "title": "Who is there",
         "text": "An adult who looks after {child} is at home and joins in. Brothers and sisters are "
                 "welcome."},
        {"code": "practise", "title": "Between visits",
         "text": "We choose one small thing together to try each day, and you tell us how it went."},
        {"code": "cancelling", "title": "If a visit cannot be",
         "text": "We tell each other as early as we can. If anybody is ill, we find another day. After three "
                 "visits in a row that could not be, we talk about what would suit you better."},
        {"code": "records", "title": "What is written down",
         "text": "We write down each visit and share it with you. We share with others only what you have "
                 "agreed to, unless a child may be at risk of harm."},
        {"code": "toys", "title": "Toys we lend",
         "text": "Toys come back clean and whole as far as possible. Wear from play is fine."},
        {"code": "complaints", "title": "If you are not happy",
         "text": "Tell {worker} or the team. If that does not help, the council’s complaints office will."},
    ]  # fmt: skip


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

    eligibility = models.JSONField("who may be served", default=default_eligibility, blank=True)
    stages = models.JSONField("stages of triage", default=default_stages, blank=True)
    extra_weights = models.JSONField(
        "what adds to a child’s weight", default=default_extra_weights, blank=True
    )
    promises = models.JSONField(
        "days within which we promise something", default=default_promises, blank=True
    )
    block_at_percent = models.PositiveSmallIntegerField(
        "above this share of capacity a reason is needed", default=100
    )
    lead_professional_cap = models.PositiveSmallIntegerField(
        "children of whom one worker is lead professional", default=2
    )
    keep_in_touch_weeks = models.PositiveSmallIntegerField(
        "weeks between two contacts with a waiting family", default=6
    )
    package_visits = models.PositiveSmallIntegerField("visits of a usual package", default=24)
    package_weeks = models.PositiveSmallIntegerField("weeks of a usual package", default=24)
    packages = models.JSONField("packages we offer", default=default_packages, blank=True)
    agreement = models.JSONField("what we and a family promise", default=default_agreement, blank=True)
    package_warn_visits = models.PositiveSmallIntegerField(
        "visits before the end of a package at which we say so", default=2
    )
    package_warn_weeks = models.PositiveSmallIntegerField(
        "weeks before the end of a package at which we say so", default=2
    )
    consent_warn_days = models.PositiveSmallIntegerField(
        "days before a permission lapses at which we say so", default=28
    )
    review_weeks = models.PositiveSmallIntegerField("weeks between two reviews", default=26)
    undo_days = models.PositiveSmallIntegerField(
        "days in which a move or an import can be undone", default=30
    )
    unmerge_days = models.PositiveSmallIntegerField(
        "days in which two records can be parted again", default=90
    )
    open_hours = models.PositiveSmallIntegerField("hours for which an opened record stays open", default=24)
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("why the rules change", max_length=300, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        verbose_name_plural = "policies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(written_at=None, written_by=None)
                | models.Q(written_at__isnull=False, written_by__isnull=False),
                name="policy_written_by_somebody",
                violation_error_message="Rules that were changed say when and by whom.",
            ),
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

    @property
    def number(self):
        """Which version of the rules this is, counted from the first; 0 for those one starts with."""
        return type(self).objects.filter(from_on__lte=self.from_on).count() if self.pk else 0

    def weight_of(self, frequency):
        return self.weights.get(frequency, 1.0)

    def capacity_of(self, worker):
        """What a worker can carry, in weighted families."""
        return self.full_caseload * worker.fte
