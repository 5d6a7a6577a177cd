"""Drives a real demo: starts it, reads what it says, and looks for what it leaves behind."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from portage.dev.processes import wait_until
from portage.dev.services import free_port

ROOT = Path(__file__).parents[2]


class Demo:
    """One `make demo`, in a folder of its own; without invented people unless asked for them."""

    def __init__(self, base, *, port=None, empty=True):
        self.base, self.port, self.empty = Path(base), port or free_port(), empty
        self.base.mkdir(parents=True, exist_ok=True)
        self.output = self.base.parent / f"{self.base.name}-{self.port}.txt"
        self.process = None

    def start(self):
        """Start the supervisor without waiting."""
        words = ["-m", "portage.dev.supervisor", "--base", self.base, "--port", str(self.port)]
        words += ["--empty"] if self.empty else []
        with self.output.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, *map(str, words)], cwd=ROOT, stdout=out, stderr=out, start_new_session=True
            )
        return self

    def until_ready(self):
        """Wait for “Ready”."""
        ready = wait_until(lambda: "Ready:" in self.said or self.process.poll() is not None, 90)
        assert ready, self.said
        assert self.process.poll() is None, self.said
        return self

    @property
    def said(self):
        """Everything it has told the person so far."""
        return self.output.read_text()

    @property
    def lines(self):
        """What it told the person, without the seconds."""
        return [re.sub(r"^ *[\d.]+ s  ", "", line) for line in self.said.splitlines()]

    @property
    def running(self):
        """The names and process ids of what runs."""
        return json.loads((self.base / "lock").read_text())["running"]

    def interrupt(self, how=signal.SIGINT):
        """Ask it to stop, as Ctrl-C does, and wait for the end."""
        self.process.send_signal(how)
        return self.process.wait(60)

    def wait(self):
        """Wait for the end."""
        return self.process.wait(90)

    def kill_supervisor(self):
        """Kill the supervisor alone, giving it no chance to clean up."""
        self.process.kill()
        self.process.wait()

    def left_behind(self):
        """List the command lines of all processes that belong to this demo."""
        return [words for pid, words in processes() if pid != os.getpid() and self._mine(pid, words)]

    def _mine(self, pid, words):
        mark = str(self.base.resolve())
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
            return mark in words or mark in environment or os.readlink(f"/proc/{pid}/cwd").startswith(mark)
        except OSError:
            return mark in words


def processes():
    """List all processes that are alive, with their command lines."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if words:
                yield int(folder.name), words


def seconds(action):
    """Measure how long an action takes."""
    begun = time.monotonic()
    action()
    return time.monotonic() - begun
