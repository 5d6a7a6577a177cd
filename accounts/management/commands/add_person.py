"""Add a person from the command line: the first of a new installation, who then looks after the rest."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from accounts import audit
from accounts.models import User
from accounts.roles import ROLES


class Command(BaseCommand):
    help = "Add a person and print a link, good for one day and once, with which she chooses a password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument(
            "--role",
            action="append",
            choices=list(ROLES),
            help="may be given several times; service_manager if left out",
        )

    @transaction.atomic
    def handle(self, *, email, name, role=None, **options):
        user = User(email=email.strip().lower(), name=name.strip(), roles=role or ["service_manager"])
        user.set_unusable_password()
        try:
            user.full_clean(exclude=["password"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        audit.record("person.added", by=audit.CLOCK, target=user, after={"roles": user.roles})
        if user.is_family:
            self.stdout.write(
                f"{user.name} can sign in at {settings.SITE_URL}{reverse('account_request_login_code')}"
            )
            return
        self.stdout.write(f"{user.name} chooses a password here, once and today:")
        self.stdout.write(settings.SITE_URL + link_for(user))


def link_for(user):
    """The path with which a person chooses her first password."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
