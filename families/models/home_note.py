from django.db import models

from accounts.scoping import ScopedQuerySet

from .child import Child


class HomeNoteQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may see the child; never a parent: it is about going to the home safely and kindly."""
        return self.none() if user.is_family else self.filter(child__in=Child.objects.visible_to(user))

    def current(self, *, on):
        return self.filter(models.Q(review_on=None) | models.Q(review_on__gte=on))


class HomeNote(models.Model):
    """What to know before knocking: a dog, the side gate, hearing aids, a second person needed."""

    class Tone(models.TextChoices):
        INFO = "info", "Good to know"
        CARE = "late", "Take care"
        PRIVATE = "private", "For few eyes"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="home_notes")
    text = models.CharField(max_length=80)
    tone = models.CharField(max_length=8, choices=Tone, default=Tone.INFO)
    icon = models.CharField(max_length=30, default="door-open")
    review_on = models.DateField(null=True, blank=True, help_text="look at it again by this day")

    objects = HomeNoteQuerySet.as_manager()

    class Meta:
        ordering = ["child", "pk"]

    def __str__(self):
        return self.text
