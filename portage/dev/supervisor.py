"""`make demo`: everything Stepping Stones needs, in one terminal, from nothing to “Ready”.

It starts PostgreSQL, Redis, the mail catcher, the web server, the worker and the clock; says so line by
line; starts again what dies; and stops all of it in order. `python -m portage.dev.supervisor --reset` wipes
the demo's data.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import hashlib
import os
import shutil
import signal
import socket
import sys
import time
from collections import defaultdict, deque
from pathlib import Path

from . import places, programs
from .lock import Lock
from .mailcatcher import MailCatcher
from .processes import Trouble, die_with_parent, wait_until
from .services import Services

BASE = programs.ROOT / "var" / "demo"
NEEDED_MEGABYTES = 300
TOO_OFTEN = 5  # deaths of one program within a minute


class Stopped(Exception):
    """The person asked to stop."""


class Supervisor:
    """Brings everything up, keeps it up, brings it down."""

    def __init__(self, base=BASE, *, port=8000, settings="portage.settings.demo", reload=False, empty=False):
        self.base, self.port, self.settings = Path(base).resolve(), port, settings
        self.reload, self.empty = reload, empty
        self.begun = time.monotonic()
        self.asked_to_stop = 0
        self.running = []  # in the order they were started
        self.deaths = defaultdict(lambda: deque(maxlen=TOO_OFTEN))

    def run(self):
        """Run until asked to stop; return the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        code = 0
        try:
            with Lock(self.base, say=self.say) as self.lock:
                self.lock.note({}, self.port)  # so that a second start can say where this one is
                try:
                    self.bring_up()
                    self.keep_up()
                except Stopped:
                    pass
                except (Trouble, OSError) as trouble:
                    code = 1
                    self.say(sentence(trouble), error=True)
                finally:
                    self.bring_down()
        except (Trouble, OSError) as trouble:
            code = 1
            self.say(sentence(trouble), error=True)
        return code

    def bring_up(self):
        """Start everything in order."""
        check_port(self.port)
        check_disk(self.base)
        (self.base / "log").mkdir(parents=True, exist_ok=True)
        services = Services(self.base)
        self._start_servers(services)
        mail = MailCatcher(self.base)
        environment = programs.environment(
            settings=self.settings, urls=services.urls, mail=mail, base=self.base, port=self.port
        )
        common = {"base": self.base, "environment": environment}
        self._prepare(services, common)
        self._start(mail, f"{mail.name}, on port {mail.port}")
        ours = [
            programs.worker(**common),
            programs.beat(**common),
            programs.web(self.port, reload=self.reload, **common),
        ]
        for program in ours:
            self._note(program.start())
        people = programs.manage("who", **common).start()
        for program in ours:
            program.wait(stopping=lambda: self.asked_to_stop)
            self._check()
            self.say(program.name)
        wait_until(lambda: not people.running, 10)
        self._welcome("" if people.exit_code else people.said())

    def keep_up(self):
        """Watch; start again what dies, and say so."""
        while True:
            wait_until(lambda: self.asked_to_stop or self._dead(), 3600, every=0.3)
            self._check()
            for program in self._dead():
                self._revive(program)

    def bring_down(self):
        """Stop everything, askers before answerers, each after finishing what it has in hand."""
        order = ["Web server", "Worker", "Clock", "Mail catcher", "Redis", "Postgres"]
        already = self.asked_to_stop
        for program in sorted(self.running, key=lambda one: order.index(one.name)):
            if program.stop(hurry=lambda: self.asked_to_stop > max(already, 1)):
                self.say(f"{program.name} stopped")
            else:
                self.say(f"{program.name} did not stop when asked and was ended")
        self.running.clear()

    def say(self, line, *, error=False):
        """Tell the person one thing, with the seconds since the start."""
        out = sys.stderr if error else sys.stdout
        with contextlib.suppress(OSError):  # the terminal may be gone
            print(f"{time.monotonic() - self.begun:6.1f} s  {line}", file=out, flush=True)

    def _start_servers(self, services):
        for server in (services.postgres, services.redis):
            server.start()
            self._note(server)
            self._check()
            self.say(f"{server.name} {server.version}")

    def _start(self, program, line):
        program.start()
        self._note(program)
        self._check()
        self.say(line)

    def _note(self, program):
        """Remember what runs: for ourselves, for the watchdog, and for `manage.py doctor`."""
        if program not in self.running:
            self.running.append(program)
        self.lock.note({one.name: one.process.pid for one in self.running}, self.port)

    def _prepare(self, services, common):
        """Bring database and static files up to date; the first time, fill the database with lives."""
        self._step("The database is up to date", "migrate", "--noinput", **common)
        if static_files_changed(self.base):
            self._step("Styles, scripts and pictures are in place", "collectstatic", "--noinput", **common)
            note_static_files(self.base)
        if not (self.empty or has_users(services.postgres)):
            self.say("Filling the database with a plausible service; this takes a moment, once …")
            self._step("The service has children, families and staff", "seed", **common)

    def _step(self, line, command, *words, **common):
        step = programs.manage(command, *words, **common).start()
        with self.lock.watched(step.pid):
            wait_until(lambda: not step.running or self.asked_to_stop, 3600, every=0.02)
            if self.asked_to_stop:
                step.stop(5)
                raise Stopped
        if step.exit_code:
            raise Trouble(programs.failure(f"`manage.py {command}` failed", step))
        self.say(line)

    def _revive(self, program):
        deaths = self.deaths[program.name]
        deaths.append(time.monotonic())
        if len(deaths) == TOO_OFTEN and deaths[-1] - deaths[0] < 60:
            raise Trouble(programs.failure(f"{program.name} ends again and again", program.process))
        how = program.process.how_it_ended()
        program.kill()  # whatever is left of its group
        program.start()
        self._note(program)
        self.say(f"{program.name} {how}; started again")

    def _dead(self):
        return [program for program in self.running if not program.running]

    def _check(self):
        if self.asked_to_stop:
            raise Stopped

    def _ask_to_stop(self, number, frame):
        self.asked_to_stop += 1
        if self.asked_to_stop == 1:
            self.say("Stopping; once more to stop at once")

    def _welcome(self, people):
        address = f"http://127.0.0.1:{self.port}"
        self.say(f"Mail can be read at {address}/demo/mail/; logs are in {programs.shown(self.base / 'log')}")
        print(f"\nReady: {address}", flush=True)
        if people:
            print(f"\nSign in with one click as\n{people.rstrip()}")
        print("\nCtrl-C stops everything.", flush=True)


def check_port(port):
    """Make sure the web server can have its port, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Trouble(f"Port {port} needs more rights than yours; try: make demo PORT=8000") from None
        except OSError:
            sentence = f"Port {port} is taken by another program; try: make demo PORT={next_port(port)}"
            raise Trouble(sentence) from None


def next_port(port):
    """Find a free port near the one that was wanted."""
    for candidate in range(port + 1, min(port + 200, 65536)):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", candidate))
            return candidate
    return 8000


def check_disk(base):
    """Make sure there is room before half of it is used."""
    free = shutil.disk_usage(base).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise Trouble(
            f"The disk is full: {free} MB are free at {base}, the demo needs {NEEDED_MEGABYTES} MB."
        )


def has_users(postgres):
    """Tell whether the database has been filled before."""
    with postgres.connect("portage") as connection:
        if connection.execute("select to_regclass('accounts_user')").fetchone()[0] is None:
            return False
        return connection.execute("select exists (select from accounts_user)").fetchone()[0]


def static_files_fingerprint():
    """Sum up the static files and the locked packages that bring more of them."""
    files = [*(programs.ROOT / "static").rglob("*"), programs.ROOT / "requirements" / "production.txt"]
    facts = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in sorted(files) if f.is_file()]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def static_files_changed(base):
    """Tell whether the static files were collected before as they are now."""
    note = base / "static" / ".collected"
    return not note.exists() or note.read_text() != static_files_fingerprint()


def note_static_files(base):
    """Remember that the static files are collected as they are now."""
    (base / "static").mkdir(exist_ok=True)
    (base / "static" / ".collected").write_text(static_files_fingerprint())


def sentence(trouble):
    """Say what went wrong in one sentence."""
    if isinstance(trouble, OSError) and trouble.errno == errno.ENOSPC:
        return "The disk is full."
    return str(trouble)


def reset(base):
    """Wipe the demo's data, ending the demo of this folder first if one runs."""
    if base.exists():
        Lock(base, say=print).end_holder()
        places.remove(base)
    print("The demo's data is gone; `make demo` starts afresh.")
    return 0


def port_number(text):
    """Read a port from the command line."""
    if not (text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"“{text}” is not a port; a port is a number from 1 to 65535")
    return int(text)


def main():
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="make demo", description="Run Stepping Stones with invented people."
    )
    parser.error = sys.exit  # one sentence, without the list of options
    parser.add_argument("--port", type=port_number, default=os.environ.get("PORT") or "8000")
    parser.add_argument("--base", type=Path, default=BASE, help="where data and logs are kept")
    parser.add_argument("--empty", action="store_true", help="start without invented people")
    parser.add_argument("--reset", action="store_true", help="wipe the data instead")
    chosen = parser.parse_args()
    try:
        if chosen.reset:
            return reset(chosen.base.resolve())
        die_with_parent()
        return Supervisor(chosen.base, port=chosen.port, empty=chosen.empty).run()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
