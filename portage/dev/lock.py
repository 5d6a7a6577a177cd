"""One demo per folder: the lock, the list of what runs, and the watchdog that outlives us."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from .processes import Trouble, is_ours, wait_until

MARKERS = ("portage.dev.supervisor", "manage.py")  # how a supervisor's command line looks
WATCHDOG = Path(__file__).with_name("watchdog.py")


class Lock:
    """Held while a demo runs, and after a sudden death until its watchdog has cleaned up."""

    def __init__(self, base, *, say):
        self.base, self.say = Path(base), say
        self.path = self.base / "lock"
        self._file = self._watchdog = None
        self._groups = set()

    def __enter__(self):
        self.base.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("a+")
        self._take()
        self._watchdog = subprocess.Popen(
            [sys.executable, "-I", WATCHDOG],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=[self._file.fileno()],
            cwd="/",
        )
        self._write({})
        return self

    def __exit__(self, *what):
        self._watchdog.stdin.close()
        self._watchdog.wait()
        self._write({})
        self._file.close()

    def note(self, running, port):
        """Write down what runs, by name and process id, and tell the watchdog."""
        groups = set(running.values())
        self._tell(
            [f"-{pid}" for pid in self._groups - groups] + [f"+{pid}" for pid in groups - self._groups]
        )
        self._groups = groups
        self._write({"supervisor": os.getpid(), "port": port, "running": running})

    @contextlib.contextmanager
    def watched(self, pid):
        """Put a short-lived child under the watchdog's eyes."""
        self._tell([f"+{pid}"])
        yield
        self._tell([f"-{pid}"])

    def holder(self):
        """Read what the running demo wrote down, or nothing when none runs."""
        try:
            state = json.loads(self.path.read_text() or "{}")
        except (OSError, ValueError):
            return {}
        return state if any(is_ours(state.get("supervisor", 0), marker) for marker in MARKERS) else {}

    def end_holder(self):
        """Ask the demo that runs from this folder to stop, and wait until it has."""
        holder = self.holder()
        if holder:
            self.say(f"Stopping the demo that runs on port {holder['port']} …")
            os.kill(holder["supervisor"], signal.SIGTERM)
        with self.path.open("a+") as self._file:
            if not wait_until(self._try, 130, every=0.1):
                raise Trouble("The demo of this folder does not stop.")

    def _take(self):
        if self._try():
            return
        holder = self.holder()
        if holder:
            raise Trouble(
                f"A demo already runs from this folder: http://127.0.0.1:{holder['port']} "
                f"(process {holder['supervisor']}). Stop it first, or use that one."
            )
        self.say("Waiting for the last demo of this folder to finish …")
        if not wait_until(self._try, 30, every=0.1):
            raise Trouble("Another demo of this folder is just starting or stopping; try again in a moment.")

    def _try(self):
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _tell(self, lines):
        with contextlib.suppress(BrokenPipeError):
            self._watchdog.stdin.write("".join(f"{line}\n" for line in lines).encode())
            self._watchdog.stdin.flush()

    def _write(self, state):
        self._file.seek(0)
        self._file.truncate()
        json.dump(state | {"written": time.time()} if state else {}, self._file)
        self._file.flush()
