from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from ..permissions import Permission
from ..roles import ROLES, Scope, role_choices
from ..scoping import ScopedQuerySet


class UserQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may see people see all staff and no parents; everyone sees himself."""
        if user.may(Permission.PERSON_VIEW):
            return self.filter(models.Q(pk=user.pk) | ~models.Q(roles__contains=["parent"]))
        return self.filter(pk=user.pk)

    def active(self):
        return self.filter(is_active=True)

    def with_role(self, role):
        return self.filter(roles__contains=[role])

    def staff(self):
        return self.exclude(roles__contains=["parent"])

    def in_teams(self, teams, *, on):
        """Those who belong to one of these teams on that day."""
        current = models.Q(memberships__until_on=None) | models.Q(memberships__until_on__gte=on)
        return self.filter(current, memberships__team__in=teams, memberships__since_on__lte=on).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        """Create a person who can sign in; without a password only by code or passkey."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        """The first person of a new service: a service manager. There is no other superuser."""
        fields.setdefault("roles", ["service_manager"])
        return self.create_user(email, password, **fields)


class User(AbstractBaseUser):
    """A person who signs in: a member of staff or a parent."""

    email = models.EmailField(
        "e-mail address",
        max_length=254,
        unique=True,
        error_messages={"unique": "Somebody with this e-mail address is here already."},
    )
    name = models.CharField(max_length=120)
    roles = ArrayField(models.CharField(max_length=40, choices=role_choices), default=list)
    phone = models.CharField(max_length=30, blank=True)
    fte = models.DecimalField(
        "share of full time",
        max_digits=3,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="1 is full time, 0.5 is half time.",
    )
    languages = ArrayField(
        models.CharField(max_length=40),
        verbose_name="languages you speak with families",
        default=list,
        blank=True,
        help_text="English goes without saying.",
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="user_email_in_small_letters",
                condition=models.Q(email=Lower("email")),
                violation_error_message="An e-mail address is kept in small letters.",
            ),
            models.CheckConstraint(
                name="user_parent_is_nothing_else",
                condition=~models.Q(roles__contains=["parent"]) | models.Q(roles=["parent"]),
                violation_error_message=(
                    "A parent’s account has no staff role: staff who are parents have two."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def first_name(self):
        return self.name.split()[0] if self.name.split() else ""

    @property
    def is_staff_member(self):
        return "parent" not in self.roles

    @property
    def is_family(self):
        return "parent" in self.roles

    @cached_property
    def permissions(self):
        """All that this person's roles allow. A role taken away counts from the next request."""
        granted = [ROLES[role].permissions for role in self.roles if role in ROLES]
        return frozenset().union(*granted)

    def may(self, permission):
        return self.is_active and permission in self.permissions

    def scopes_for(self, permission):
        """The rungs of the ladder on which this person holds a permission."""
        return {
            ROLES[role].scope
            for role in self.roles
            if role in ROLES and permission in ROLES[role].permissions
        }

    @cached_property
    def scopes(self):
        return {ROLES[role].scope for role in self.roles if role in ROLES} - {Scope.NOTHING}

    @property
    def role_labels(self):
        return ", ".join(ROLES[role].label for role in self.roles if role in ROLES)

    def teams_on(self, day):
        """The primary keys of the teams that this person belongs to on a day."""
        lasts = models.Q(until_on=None) | models.Q(until_on__gte=day)
        return self.memberships.filter(lasts, since_on__lte=day).values("team")
