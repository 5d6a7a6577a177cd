from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from stdnum.gb import nhs, upn

from accounts.refs import new_ref
from accounts.roles import Scope
from accounts.scoping import ScopedQuerySet

from ..identity import search_key, sound_key
from ..words import words_like
from .family import Family
from .reach import reached_by
from .vocabulary import Term


class ChildQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The one ladder: all, the children of one's teams, those on one's caseload, one's own, none.

        A record that was put together with another is seen by nobody: the other has all that it had.
        """
        unmerged = self.filter(merged_into=None)
        if user.is_active and Scope.ALL in user.scopes:
            return unmerged
        reached = reached_by(user)
        return unmerged.filter(reached) if reached is not None else self.none()

    def in_service(self):
        """Children with an episode that is open now."""
        return self.placed()

    def placed(self, *, status="", team=0, worker=0):
        """Children with an open episode, narrowed to a status, a team or a worker (primary keys)."""
        from .episode import Episode  # the episode points to the child

        episodes = Episode.objects.open().filter(child=OuterRef("pk"))
        if status:
            episodes = episodes.filter(status=status)
        if team:
            episodes = episodes.filter(team=team)
        if worker:
            episodes = episodes.filter(allocations__worker=worker, allocations__until_at=None)
        return self.filter(Exists(episodes))

    def with_place(self):
        """Bring along the open episode, its team and its worker's name; one query whatever their number."""
        from .episode import Episode  # it points to the child

        open_ones = Episode.objects.open().select_related("team").with_worker_name()
        return self.prefetch_related(Prefetch("episodes", open_ones, to_attr="open_episodes"))

    def named(self, words):
        """Children one of whose names begins with each of these words; answered by an index."""
        return words_like(self, words)


class Child(models.Model):
    """A child we serve, served or were asked to serve: one record for life."""

    class Sex(models.TextChoices):
        FEMALE = "F", "Girl"
        MALE = "M", "Boy"
        UNSAID = "", "Not said"

    class NoUpn(models.TextChoices):
        """Why a child has no unique pupil number: the codes of the DfE."""

        UNSAID = "", "Not said"
        UN1 = "UN1", "UN1 Under six and none given yet"
        UN2 = "UN2", "UN2 Never went to a school that gives one"
        UN3 = "UN3", "UN3 Educated outside of schools that give one"
        UN5 = "UN5", "UN5 Sources disagree"
        UN8 = "UN8", "UN8 New to the area, number on its way"
        UN9 = "UN9", "UN9 Asked for, not told yet"
        UN10 = "UN10", "UN10 Other reason"

    class SaidBy(models.TextChoices):
        UNSAID = "", "Nobody yet"
        PARENT = "parent", "A parent or carer"
        RECORD = "record", "An earlier record"
        STAFF = "staff", "Staff, to be asked again"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="children")
    given_name = models.CharField("first name", max_length=80)
    family_name = models.CharField("last name", max_length=80)
    known_as = models.CharField(max_length=80, blank=True)
    born_on = models.DateField("date of birth")
    due_on = models.DateField(
        "due date", null=True, blank=True, help_text="if born early: for the corrected age"
    )
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, null=True, blank=True, unique=True)
    upn = models.CharField("UPN", max_length=13, null=True, blank=True, unique=True)
    upn_unknown = models.CharField("why there is no UPN", max_length=4, choices=NoUpn, blank=True)
    likes = models.CharField("likes", max_length=200, blank=True)
    languages = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, help_text="that the child hears and uses"
    )
    communicates_by = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, help_text="speech, signs, pictures"
    )
    senses = models.CharField(
        "what helps to see, hear and take part", max_length=200, blank=True,
        help_text="for example hearing aids, a quiet corner, large pictures",
    )  # fmt: skip
    ethnicity = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ethnicity_said_by = models.CharField(
        "who said so", max_length=8, choices=SaidBy, blank=True, default=SaidBy.UNSAID
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", editable=False,
        help_text="the record that has all that this one had, while the two are put together",
    )  # fmt: skip
    search_key = models.CharField(max_length=500, editable=False, default="")
    sounds = ArrayField(
        models.CharField(max_length=80), editable=False, default=list, help_text="how each name sounds"
    )

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        verbose_name_plural = "children"
        indexes = [
            GinIndex(SearchVector("search_key", config="simple"), name="child_search"),
            GinIndex(fields=["sounds"], name="child_sounds"),
            models.Index(fields=["born_on"], name="child_born"),
            models.Index(fields=["family_name", "given_name", "id"], name="child_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("born_on")),
                name="child_due_after_birth",
                violation_error_message="Give the due date only if the child was born before it.",
            ),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(died_on__gte=F("born_on")),
                name="child_died_after_birth",
                violation_error_message="A date of death cannot lie before the birth.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="child_not_merged_into_itself",
                violation_error_message="A record cannot be put together with itself.",
            ),
            models.CheckConstraint(
                condition=Q(nhs_number=None) | Q(nhs_number__regex=r"^[0-9]{10}$"),
                name="child_nhs_number_ten_digits",
                violation_error_message="An NHS number has ten digits.",
            ),
            models.CheckConstraint(
                condition=Q(upn=None) | Q(upn__regex=r"^[A-Z][0-9]{11}[0-9A-Z]$"),
                name="child_upn_thirteen_signs",
                violation_error_message="A UPN is a letter, eleven digits and one more digit or letter.",
            ),
            models.CheckConstraint(
                condition=Q(upn=None) | Q(upn_unknown=""),
                name="child_upn_or_why_none",
                violation_error_message="Give the UPN, or say why there is none, not both.",
            ),
            models.CheckConstraint(
                condition=Q(ethnicity__isnull=False) | Q(ethnicity_said_by=""),
                name="child_ethnicity_said_of_something",
                violation_error_message="Choose the ethnicity too, or leave empty who said it.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.make_findable()
        super().save(*args, **kwargs)

    def make_findable(self):
        """Work out what the child is found by; who writes many at once calls this for each."""
        names = [name for name in (self.family_name, self.given_name, self.known_as) if name]
        self.search_key = " ".join(search_key(name) for name in names)[:500]
        self.sounds = sorted({sound[:80] for name in names for sound in sound_key(name).split()})

    def clean(self):
        self.nhs_number = nhs.compact(self.nhs_number or "") or None
        if self.nhs_number and not nhs.is_valid(self.nhs_number):
            raise ValidationError({"nhs_number": "This is not a valid NHS number: check the digits."})
        self.upn = upn.compact(self.upn or "") or None
        if self.upn and not upn.is_valid(self.upn):
            raise ValidationError({"upn": "This is not a valid UPN: check the letters and digits."})

    @property
    def name(self):
        return f"{self.first_name} {self.family_name}"

    @property
    def first_name(self):
        return self.known_as or self.given_name

    def current_episode(self):
        """The open episode, or None."""
        return self.episodes.open().first()

    @property
    def place(self):
        """The open episode, as ``with_place()`` brought it along."""
        return next(iter(self.open_episodes), None)
