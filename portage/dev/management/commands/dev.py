"""`manage.py dev`: the demo's servers, worker and clock around a web server that reloads."""

import sys

from django.core.management.base import BaseCommand

from portage.dev.supervisor import Supervisor, port_number


class Command(BaseCommand):
    """For a developer: the same data as `make demo`, with debug pages and a server that reloads."""

    help = (
        "Run everything in one terminal: servers, migrations, seed, worker, clock and a reloading web server."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        """Let the developer choose a port."""
        parser.add_argument("--port", type=port_number, default=8000)

    def handle(self, *args, port, **options):
        """Run until asked to stop."""
        sys.exit(Supervisor(port=port, settings="portage.settings.dev", reload=True).run())
