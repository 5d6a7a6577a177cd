"""What the demo runs beside its servers: the web server, the worker, the clock, and the steps before them."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

from .processes import Process, Trouble, wait_until

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 120


class Program:
    """One of our own programs: started, known to be ready, started again when it dies."""

    def __init__(self, name, words, *, base, environment, ready, patience=10):
        self.name, self.ready, self.patience = name, ready, patience
        log = base / "log" / f"{name.split()[0].lower()}.log"
        self.process = Process(name, [sys.executable, "-m", *words], log=log, env=environment, cwd=ROOT)

    def start(self):
        """Start it; ``wait`` says when it is ready, so that several can warm up at once."""
        self.process.start()
        return self

    def wait(self, stopping=lambda: False):
        """Wait until it is ready for work."""
        wait_until(lambda: self.ready(self.process) or not self.running or stopping(), READY_WITHIN)
        if stopping():
            return
        if not (self.running and self.ready(self.process)):
            raise Trouble(failure(f"{self.name} did not start", self.process))

    def stop(self, **how):
        """Ask it to finish what it has in hand and end."""
        return self.process.stop(self.patience, **how)

    def kill(self):
        """End it at once."""
        self.process.kill()

    @property
    def running(self):
        """Whether its process is there."""
        return self.process.running


def failure(what, process):
    """Say in a sentence why a process failed, and where the rest can be read."""
    return f"{what}: {process.why()} (all of it in {shown(process.log)})"


def shown(path):
    """Write a path as a person in the project's folder would."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def environment(*, settings, urls, mail, base, port):
    """Build the environment of every child; what the person's own shell says about servers does not count."""
    ours = {
        "DJANGO_SETTINGS_MODULE": settings,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(base / "media"),
        "STATIC_ROOT": str(base / "static"),
        "PYTHONUNBUFFERED": "1",
        **urls.environment,
        **mail.environment,
    }
    dropped = {f"{name}_FILE" for name in ours}
    kept = {k: v for k, v in os.environ.items() if k not in dropped and not k.startswith("PG")}
    return kept | ours


def says(phrase):
    """Make a test for readiness: the program has written the phrase."""
    return lambda process: phrase in process.said()


def answers(url):
    """Make a test for readiness: the address answers well."""

    def check(process):
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return response.status == 200
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except (urllib.error.URLError, OSError):
            return False

    return check


def web(port, *, reload=False, **common):
    """The web server: gunicorn in the demo, Django's own reloading one for a developer."""
    ready = answers(f"http://127.0.0.1:{port}/healthz")
    if reload:
        return Program("Web server", ["django", "runserver", f"127.0.0.1:{port}"], ready=ready, **common)
    words = ["gunicorn", "portage.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    words += ["--graceful-timeout", "10", "--timeout", "60", "--no-control-socket"]
    words += ["--access-logfile", str(common["base"] / "log" / "access.log")]
    return Program("Web server", words, ready=ready, patience=15, **common)


def worker(**common):
    """The Celery worker; it may be in the middle of a report, so it is given time to finish."""
    words = ["celery", "-A", "portage", "worker", "--queues", "default,mail,pdf", "--concurrency", "2"]
    words += ["--without-mingle", "--without-gossip", "--hostname", "demo@%h", "--loglevel", "INFO"]
    return Program("Worker", words, ready=says(" ready."), patience=100, **common)


def beat(**common):
    """The clock."""
    words = ["celery", "-A", "portage", "beat", "--pidfile=", "--loglevel", "INFO"]
    words += ["--schedule", str(common["base"] / "beat-schedule")]
    return Program("Clock", words, ready=says("beat: Starting"), **common)


def manage(command, *words, base, environment):
    """One of Django's commands as a step before the start."""
    log = base / "log" / f"{command}.log"
    return Process(
        command, [sys.executable, "-m", "django", command, *words], log=log, env=environment, cwd=ROOT
    )
