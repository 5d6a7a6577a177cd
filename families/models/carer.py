from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from ..identity import normalise_phone, search_key
from ..words import words_like
from .child import Child


class CarerQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff: the carers of the children they may see. A parent: her own ties only."""
        if user.is_family:
            return self.filter(user=user)
        return self.filter(child__in=Child.objects.visible_to(user))

    def seeing(self, *, on):
        """Ties that let the adult see the child's shared record on a day."""
        began = Q(access_from=None) | Q(access_from__lte=on)
        lasts = Q(access_until=None) | Q(access_until__gte=on)
        return self.filter(began, lasts, access=Carer.Access.FULL)

    def around(self):
        """Those who belong to the child’s life now."""
        return self.filter(ended_at=None)

    def receiving(self, *, on):
        """Those to whom letters and reports about the child may be given on a day."""
        return self.seeing(on=on).filter(may_receive_records=True)

    def named(self, words):
        """Carers one of whose names begins with each of these words; answered by an index."""
        return words_like(self, words)


class Carer(models.Model):
    """One adult's tie to one child: who they are to the child, and what they may see and be told.

    Access is decided per adult and child, never per family (DOMAIN.md §6.6); unknown means none.
    """

    class Relationship(models.TextChoices):
        MOTHER = "PAM", "Mum"
        FATHER = "PAF", "Dad"
        STEPPARENT = "STP", "Step-parent"
        GRANDPARENT = "GRP", "Grandparent"
        FOSTER = "FOS", "Foster carer"
        GUARDIAN = "SGO", "Special guardian"
        ADOPTER = "ADP", "Adoptive parent"
        CARER = "CAR", "Carer"
        CHILDMINDER = "CHM", "Childminder"
        RELATIVE = "REL", "Relative"
        FRIEND = "FAM", "Friend of the family"
        AUTHORITY = "LOC", "Council with care of the child"
        OTHER = "OTH", "Other"

    class Access(models.TextChoices):
        FULL = "full", "Sees the shared record"
        LIMITED = "limited", "Limited: nothing of the record is shared"
        NONE = "none", "None"

    class Responsibility(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Not known"

    class Channel(models.TextChoices):
        PHONE = "phone", "Telephone"
        TEXT = "text", "Text message"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"
        IN_PERSON = "person", "Face to face only"

    class Format(models.TextChoices):
        USUAL = "", "As usual"
        LARGE = "large", "Large print"
        EASY = "easy", "Easy read"
        AUDIO = "audio", "Read aloud or recorded"
        TRANSLATED = "translated", "Translated"
        SIGNED = "signed", "Signed (BSL)"
        BRAILLE = "braille", "Braille"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="carers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="ties"
    )
    name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=3, choices=Relationship)
    parental_responsibility = models.CharField(
        max_length=8, choices=Responsibility, default=Responsibility.UNKNOWN
    )
    responsibility_evidence = models.CharField(
        "evidence of it that was seen", max_length=120, blank=True,
        help_text="for example birth certificate, order of 3 March",
    )  # fmt: skip
    lives_with_child = models.BooleanField(default=True)
    phone = models.CharField("telephone", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    search_key = models.CharField(max_length=300, editable=False, default="")
    phone_key = models.CharField(max_length=20, editable=False, default="", help_text="as it is dialled")
    access = models.CharField(max_length=8, choices=Access, default=Access.NONE)
    access_from = models.DateField(null=True, blank=True)
    access_until = models.DateField(null=True, blank=True)
    access_reason = models.CharField(
        max_length=200, blank=True, help_text="the order or agreement behind a limit"
    )
    may_receive_records = models.BooleanField("may be given letters and reports", default=False)
    contact_restriction = models.CharField(
        max_length=300, blank=True, help_text="what limits contact with the child, in plain words"
    )
    may_know_address = models.BooleanField("may be told where the child lives", default=False)
    must_not_know_location = models.BooleanField("must not know where the child is", default=False)
    may_collect = models.BooleanField("may collect the child", default=False)
    emergency_order = models.PositiveSmallIntegerField(
        "whom to call first in an emergency", null=True, blank=True, help_text="1 is called first"
    )
    safe_times = models.CharField("safe times to call", max_length=120, blank=True)
    safe_channels = ArrayField(
        models.CharField(max_length=8, choices=Channel), default=list, blank=True,
        verbose_name="safe ways to reach",
    )  # fmt: skip
    language = models.CharField("language to speak", max_length=12, blank=True)
    needs_interpreter = models.BooleanField("needs an interpreter", default=False)
    format = models.CharField("how to write", max_length=10, choices=Format, blank=True, default=Format.USUAL)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        editable=False,
    )  # fmt: skip
    ended_reason = models.CharField(max_length=200, blank=True, editable=False)

    objects = CarerQuerySet.as_manager()

    class Meta:
        ordering = ["child", "pk"]
        indexes = [
            GinIndex(SearchVector("search_key", config="simple"), name="carer_search"),
            models.Index(fields=["phone_key"], condition=~Q(phone_key=""), name="carer_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "user"],
                condition=Q(user__isnull=False),
                name="carer_one_tie_per_account",
                violation_error_message="This account is tied to this child already.",
            ),
            models.CheckConstraint(
                condition=Q(access_until=None) | Q(access_from=None) | Q(access_until__gte=F("access_from")),
                name="carer_access_ends_after_it_begins",
                violation_error_message="Access cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(access="limited") | ~Q(access_reason=""),
                name="carer_limit_has_reason",
                violation_error_message="Say why this person’s access is limited.",
            ),
            models.CheckConstraint(
                condition=Q(must_not_know_location=False)
                | Q(may_know_address=False, may_collect=False, lives_with_child=False),
                name="carer_kept_from_the_place",
                violation_error_message="Who must not know where the child is cannot live with the child, "
                "collect the child or be told the address.",
            ),
            models.UniqueConstraint(
                fields=["child", "emergency_order"],
                condition=Q(ended_at=None, emergency_order__isnull=False),
                name="carer_one_place_in_emergency",
                violation_error_message="Somebody else has this place in the order of calls already.",
            ),
            models.CheckConstraint(
                condition=Q(emergency_order=None) | Q(emergency_order__gte=1, emergency_order__lte=9),
                name="carer_emergency_first_to_ninth",
                violation_error_message="The order of calls runs from 1 to 9.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False, access="none") & ~Q(ended_reason="")),
                name="carer_ended_sees_nothing",
                violation_error_message="Who is no longer around the child sees nothing of the record; "
                "say when, who wrote it and why.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_relationship_display().lower()})"

    def save(self, *args, **kwargs):
        self.make_findable()
        super().save(*args, **kwargs)

    def make_findable(self):
        """Work out what the carer is found by; who writes many at once calls this for each."""
        self.search_key = search_key(self.name)[:300]
        self.phone_key = normalise_phone(self.phone)[:20]

    @property
    def first_name(self):
        return self.name.split()[0] if self.name.split() else ""

    def sees_on(self, day):
        """Whether this adult sees the child's shared record on a day."""
        began = self.access_from is None or self.access_from <= day
        lasts = self.access_until is None or self.access_until >= day
        return self.access == self.Access.FULL and began and lasts

    def access_in_words(self, day):
        """What this adult sees of the child's record on a day, and why, in plain words."""
        if self.access == self.Access.LIMITED:
            return f"Sees nothing of the record. {self.access_reason}"
        if self.access == self.Access.NONE:
            return "Sees nothing of the record yet."
        if self.access_from and self.access_from > day:
            return f"Will see the shared record from {self.access_from:%-d %B %Y}."
        if self.access_until and self.access_until < day:
            return f"Saw the shared record until {self.access_until:%-d %B %Y}."
        until = f" until {self.access_until:%-d %B %Y}" if self.access_until else ""
        how = "" if self.user_id else " Has no account yet."
        return f"Sees the shared record{until}.{how}"
