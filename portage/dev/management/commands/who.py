"""`manage.py who`: the demo's people, as `make demo` shows them at the end of its start."""

from django.core.management.base import BaseCommand

from portage.dev.personas import PERSONAS


class Command(BaseCommand):
    """One line per person who can be signed in as with one click."""

    help = "List the demo's people, by role."
    requires_system_checks = []

    def handle(self, *args, **options):
        """Print role, name, address and what to look at."""
        width = max(len(persona.role) for persona in PERSONAS)
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.role:<{width}}  {persona.name} ({persona.email}): {persona.look}")
