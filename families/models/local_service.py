from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from ..identity import search_key
from ..words import words_like


class LocalServiceQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """No secret about anybody: whoever may use the directory sees all of it."""
        return self.all() if user.may(Permission.DIRECTORY_VIEW) else self.none()

    def current(self):
        return self.filter(retired_at=None)

    def for_age(self, months):
        """Those that take a child of this age; no limit written means any."""
        return self.filter(
            Q(from_months=None) | Q(from_months__lte=months), Q(to_months=None) | Q(to_months__gte=months)
        )

    def unchecked_since(self, day):
        return self.current().filter(Q(checked_on=None) | Q(checked_on__lt=day))

    def found_by(self, words):
        """Those one of whose words begins with each of these words; answered by an index."""
        return words_like(self, words)


class LocalService(models.Model):
    """Somebody else who helps families here: a playgroup, a charity, a clinic, an advice line."""

    class Kind(models.TextChoices):
        GROUP = "group", "Play and groups"
        HEALTH = "health", "Health and therapy"
        FAMILY = "family", "Support for parents"
        BREAKS = "breaks", "Short breaks"
        MONEY = "money", "Money and housing"
        EDUCATION = "education", "Nursery and school"
        SOCIAL_CARE = "social_care", "Early help and social care"
        ADVICE = "advice", "Advice and information"
        OTHER = "other", "Something else"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    offers = models.TextField("what it is for")
    who_for = models.CharField("who may use it", max_length=200, blank=True)
    from_months = models.PositiveSmallIntegerField("from which age", null=True, blank=True)
    to_months = models.PositiveSmallIntegerField("up to which age", null=True, blank=True)
    area = models.CharField("where", max_length=120, blank=True)
    phone = models.CharField("telephone", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    site = models.URLField("website", blank=True)
    how_to_refer = models.TextField("how to refer", blank=True)
    checked_on = models.DateField("last checked on", null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_reason = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=1000, editable=False, default="")

    objects = LocalServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [GinIndex(SearchVector("search_key", config="simple"), name="local_service_search")]
        constraints = [
            models.UniqueConstraint(
                "name", "area",
                condition=Q(retired_at=None),
                name="local_service_once",
                violation_error_message="The directory has a service of this name in this area already.",
            ),
            models.CheckConstraint(
                condition=Q(from_months=None) | Q(to_months=None) | Q(to_months__gte=F("from_months")),
                name="local_service_ages_in_order",
                violation_error_message="The upper age cannot lie below the lower one.",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_by=None)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="local_service_retired_by_somebody",
                violation_error_message="A service that was taken out says when and by whom.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.make_findable()
        super().save(*args, **kwargs)

    def make_findable(self):
        """Work out what the service is found by; who writes many at once calls this for each."""
        words = (self.name, self.get_kind_display(), self.area, self.who_for, self.offers)
        self.search_key = " ".join(search_key(text) for text in words if text)[:1000]

    @property
    def is_retired(self):
        return self.retired_at is not None
