from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.fields import EncryptedTextField
from accounts.permissions import Permission
from accounts.roles import Scope
from accounts.scoping import ScopedQuerySet
from families.models import Child

from .visit import Visit


class RestrictedNoteQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Its author, the leads of the child's team, the safeguarding lead; nobody else."""
        if not user.may(Permission.NOTE_READ):
            return self.none()
        scopes = user.scopes_for(Permission.NOTE_READ)
        if Scope.ALL in scopes:
            return self.all()
        in_reach = Child.objects.visible_to(user)
        if Scope.TEAM in scopes:
            return self.filter(Q(visit__child__in=in_reach))
        return self.filter(by=user, visit__child__in=in_reach)


class RestrictedNote(models.Model):
    """What the family never reads: in a table of its own, encrypted, every look recorded."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="restricted_notes")
    text = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = RestrictedNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"restricted note on the {self.visit}"

    @property
    def child(self):
        return self.visit.child
