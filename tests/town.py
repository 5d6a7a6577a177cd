"""The whole service in real processes, with invented people: journeys walk through it, faults break it."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg

from portage.dev import places, programs
from portage.dev.mailcatcher import MailCatcher
from portage.dev.processes import wait_until
from portage.dev.services import Services, free_port

from .inside import Inside

ROOT = Path(__file__).resolve().parents[1]


class Town:
    """Postgres, Redis, mail catcher, worker, clock and web server, below one folder of their own."""

    def __init__(self, base, *, seeded=True, clock=True):
        self.base, self.seeded, self.with_clock = Path(base).resolve(), seeded, clock
        self.port = free_port()
        self.services = Services(self.base, durable=True)
        self.mail = MailCatcher(self.base)

    def start(self):
        """Bring everything up; the first time, fill the database."""
        (self.base / "log").mkdir(parents=True, exist_ok=True)
        self.services.start()
        self.mail.start()
        self.environment = programs.environment(
            settings="portage.settings.demo",
            urls=self.services.urls,
            mail=self.mail,
            base=self.base,
            port=self.port,
        )
        self.environment["EMAIL_TIMEOUT"] = "3"  # a mail server that hangs is given up on sooner
        self.inside = Inside(self.environment, ROOT)
        common = {"base": self.base, "environment": self.environment}
        self.manage("migrate", "--noinput")
        self.manage("collectstatic", "--noinput")
        if self.seeded:
            self.manage("seed")
        self.worker = programs.worker(**common)
        self.clock = programs.beat(**common)
        self.web = programs.web(self.port, **common)
        for program in self.running_parts():
            program.start()
        for program in self.running_parts():
            program.wait()
        return self

    def running_parts(self):
        return [self.worker, *([self.clock] if self.with_clock else []), self.web]

    def stop(self):
        """Take everything down and leave nothing behind."""
        self.inside.leave()
        for program in reversed(self.running_parts()):
            program.kill()
        self.mail.kill()
        self.services.stop()
        places.remove(self.base)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *words, **environment):
        """Run one of Django's commands and return what it said."""
        command = [sys.executable, "-m", "django", *words]
        env = {**self.environment, **environment}
        done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def shell(self, code):
        """Run a few lines inside the application."""
        return self.inside.do(code).strip()

    def rows(self, query, *values):
        """Ask the database directly, past the application."""
        with psycopg.connect(self.services.urls.environment["DATABASE_URL"]) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def answers(self, path="/healthz"):
        with urllib.request.urlopen(self.url + path, timeout=10) as response:
            return response.status == 200

    def letters_to(self, address):
        """The text of every e-mail to an address, oldest first."""
        found = [path.read_text(errors="replace") for path in self.mail.messages()]
        return [text for text in found if f"X-Envelope-To: {address}" in text]

    def wait_for(self, condition, seconds=30, *, what="it"):
        """Wait until something is so; say what was waited for when it never was."""
        began = time.monotonic()
        assert wait_until(condition, seconds, every=0.1), f"waited {seconds} s for {what}"
        return time.monotonic() - began
