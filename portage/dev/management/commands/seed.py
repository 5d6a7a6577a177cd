"""`manage.py seed`: a plausible service in an empty database; refuses anywhere but in the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portage.dev import seeding


class Command(BaseCommand):
    help = "Fill an empty demo database with a plausible service and a year of its history."

    def handle(self, *args, **options):
        if "portage.dev" not in settings.INSTALLED_APPS:
            raise CommandError("Invented lives are for the demo only.")
        if not seeding.is_empty():
            raise CommandError("There are people in this database already. Start afresh with: make reset")
        seeding.seed(say=lambda line: self.stdout.write(f"  {line}"))
