from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from accounts.scoping import ScopedQuerySet


class VocabularyQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Lists of words are no secret to staff."""
        return self.all() if user.is_staff_member else self.none()


class Vocabulary(models.Model):
    """A published list of codes, as it stands from a day on: ethnicity, kinds of need, languages.

    A new version is a new row with its own terms, so that what was written down with the old one still says
    what it said.
    """

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    source = models.CharField(max_length=200, help_text="who publishes it")
    from_on = models.DateField("in use from")

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-from_on", "-pk"]
        verbose_name_plural = "vocabularies"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="vocabulary_version_once",
                violation_error_message="This version of the list is loaded already.",
            ),
            models.UniqueConstraint(
                fields=["code", "from_on"],
                name="vocabulary_one_from_a_day",
                violation_error_message="Another version of this list begins on the same day.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.version}"


class TermQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Lists of words are no secret to staff."""
        return self.all() if user.is_staff_member else self.none()

    def in_use(self, *codes, on):
        """The terms one may choose from on a day: of the newest version that has begun, not retired."""
        begun = Vocabulary.objects.filter(code=OuterRef("vocabulary__code"), from_on__lte=on)
        newest = begun.order_by("-from_on", "-pk").values("pk")[:1]
        return self.filter(vocabulary__code__in=codes, is_retired=False, vocabulary=Subquery(newest))


class Term(models.Model):
    """One word of a vocabulary: its code as it is sent on, its label as people read it."""

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.PROTECT, related_name="terms")
    code = models.CharField(max_length=16)
    label = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    is_answer = models.BooleanField(
        default=True,
        help_text="false for “refused” and “not yet obtained”, which say that there is no answer",
    )
    is_retired = models.BooleanField(default=False, help_text="kept for what was written; no longer offered")

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["vocabulary", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="term_code_once",
                violation_error_message="This code is in the list already.",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(label="") & Q(order__gte=0) & ~Q(code=F("label")),
                name="term_says_something",
                violation_error_message="A word of a list has a code and a label that people can read.",
            ),
        ]

    def __str__(self):
        return self.label
