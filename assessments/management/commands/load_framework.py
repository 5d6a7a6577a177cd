"""``manage.py load_framework``: bring a checklist into use, our starter or one a service is licensed for."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.audit import CLOCK
from accounts.models import User
from accounts.refusals import Refused

from ... import framework_file
from ...actions import frameworks


class Command(BaseCommand):
    """Load a framework from its file; a second time it changes nothing."""

    help = "Loads a checklist from a TOML file (our starter if none is named) and uses it from now on."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=framework_file.STARTER)
        parser.add_argument("--by", metavar="E-MAIL", help="who asks for it; without, the clock is named")

    def handle(self, *, file, by, **options):
        try:
            framework, is_new = frameworks.load(_read(file), by=_person(by))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{framework} is in use." if is_new else f"{framework} was loaded already.")


def _read(file):
    try:
        return framework_file.read(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{file} cannot be read: {problem}") from problem
    except framework_file.FrameworkProblem as problem:
        raise CommandError("\n".join(problem.problems)) from problem


def _person(email):
    if not email:
        return CLOCK
    person = User.objects.active().staff().filter(email=email.strip().lower()).first()
    if person is None:
        raise CommandError(f"Nobody of the staff has the e-mail address {email}.")
    return person
