from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.fields import EncryptedTextField
from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class SocialCareStatusQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may know of it, for the children they may see. Never a parent, nor the office."""
        if user.is_family or not user.may(Permission.SOCIAL_CARE_VIEW):
            return self.none()
        return self.filter(child__in=Child.objects.visible_to(user))

    def open(self):
        return self.filter(until_on=None)


class SocialCareStatus(models.Model):
    """How a child stands with social care, from one day until another. One at a time."""

    class Kind(models.TextChoices):
        NONE = "none", "Nothing at present"
        EARLY_HELP = "eha", "Early help"
        IN_NEED = "cin", "Child in need (section 17)"
        ENQUIRY = "s47", "Enquiry (section 47)"
        PROTECTION = "cp", "Child protection plan"
        LOOKED_AFTER = "cla", "Looked after"
        GUARDIANSHIP = "sgo", "Special guardianship"
        ADOPTED = "adopted", "Adopted"
        FOSTERED = "private", "Private fostering"

    class Legal(models.TextChoices):
        UNSAID = "", "Not known, or none"
        C1 = "C1", "C1 Interim care order"
        C2 = "C2", "C2 Full care order"
        D1 = "D1", "D1 Freed for adoption"
        E1 = "E1", "E1 Placement order"
        V2 = "V2", "V2 Accommodated (section 20)"
        V3 = "V3", "V3 Short breaks, series"
        V4 = "V4", "V4 Short break, single"
        L1 = "L1", "L1 Police protection"
        L2 = "L2", "L2 Emergency protection order"
        L3 = "L3", "L3 Child assessment order"
        J1 = "J1", "J1 On remand"
        J2 = "J2", "J2 Detained, local authority"
        J3 = "J3", "J3 Sentenced to youth rehabilitation"

    class Category(models.TextChoices):
        UNSAID = "", "Not known, or none"
        NEGLECT = "NEG", "Neglect"
        PHYSICAL = "PHY", "Physical abuse"
        SEXUAL = "SAB", "Sexual abuse"
        EMOTIONAL = "EMO", "Emotional abuse"
        MULTIPLE = "MUL", "More than one"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="social_care")
    kind = models.CharField("how the child stands", max_length=10, choices=Kind)
    legal_status = models.CharField(max_length=2, choices=Legal, blank=True, default=Legal.UNSAID)
    category = models.CharField(
        "category of the plan", max_length=3, choices=Category, blank=True, default=Category.UNSAID
    )
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    social_worker = models.CharField(max_length=120, blank=True)
    contact = models.CharField("telephone or e-mail", max_length=120, blank=True)
    next_meeting_on = models.DateField("next meeting", null=True, blank=True)
    note = EncryptedTextField("what we should know", max_length=2000, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SocialCareStatusQuerySet.as_manager()

    class Meta:
        ordering = ["child", "-from_on", "-pk"]
        verbose_name_plural = "social care statuses"
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(until_on=None),
                name="social_care_one_open",
                violation_error_message="The child’s standing was changed a moment ago: look at it again.",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="social_care_ends_after_it_begins",
                violation_error_message="This cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(category="") | Q(kind="cp"),
                name="social_care_category_of_a_plan",
                violation_error_message="Only a child protection plan has a category.",
            ),
            models.CheckConstraint(
                condition=Q(legal_status="") | Q(kind="cla"),
                name="social_care_legal_status_of_care",
                violation_error_message="Only a child who is looked after has a legal status.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def in_words(self):
        """The standing with what the law calls it: “Child protection plan, neglect”."""
        more = self.get_category_display() if self.category else ""
        more = more or (self.get_legal_status_display() if self.legal_status else "")
        return f"{self.get_kind_display()}, {more[0].lower() + more[1:]}" if more else self.get_kind_display()
