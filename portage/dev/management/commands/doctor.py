"""`manage.py doctor`: what this machine offers, and how the demo is."""

import ctypes
import platform
import shutil
import sys

from django.core.management.base import BaseCommand

from portage.dev.lock import Lock
from portage.dev.processes import is_running
from portage.dev.services import Postgres, Redis
from portage.dev.supervisor import BASE

LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}


class Command(BaseCommand):
    """Says what was found and what is missing, and ends with 1 when something is."""

    help = "Show what was found on this machine and whether the demo's services are well."
    requires_system_checks = []

    def handle(self, *args, **options):
        """Print one line per thing."""
        lines = [*self.machine(), *self.servers(), *self.demo()]
        for well, line in lines:
            self.stdout.write(f"{'ok     ' if well else 'MISSING'} {line}")
        sys.exit(0 if all(well for well, _ in lines) else 1)

    def machine(self):
        """Python, the libraries for PDFs, the browser for tests, room on the disk."""
        yield sys.version_info >= (3, 11), f"Python {platform.python_version()} on {platform.platform()}"
        for library, package in LIBRARIES.items():
            try:
                ctypes.CDLL(library)
            except OSError:
                yield False, f"{library} for PDFs: apt-get install -y {package}"
            else:
                yield True, f"{library} for PDFs"
        browser = shutil.which("chromium")
        yield bool(browser), f"Chromium for tests: {browser or 'apt-get install -y chromium'}"
        free = shutil.disk_usage(BASE.parents[1]).free // 1_000_000
        yield free > 500, f"{free} MB free on the disk"

    def servers(self):
        """Every PostgreSQL and Redis that could be used; the first is."""
        for kind, found in (("PostgreSQL", Postgres.candidates()), ("Redis", Redis.candidates())):
            for place, version in found.items():
                yield True, f"{kind} {version} in {place}"
        yield bool(Postgres.candidates()), "a PostgreSQL to run"
        yield True, "a Redis to run" if Redis.candidates() else "Redis in Python, for want of another"

    def demo(self):
        """The demo of this folder, service by service."""
        holder = Lock(BASE, say=print).holder()
        if not holder:
            yield True, "no demo runs from this folder"
            return
        yield True, f"a demo runs on http://127.0.0.1:{holder['port']} (process {holder['supervisor']})"
        for name, pid in holder["running"].items():
            yield is_running(pid), f"{name} (process {pid})"
