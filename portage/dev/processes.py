"""Child processes that never outlive us.

Three nets, each for when the one before it is cut: we stop children in order; the kernel tells them when we
die (Linux); and the watchdog, a tiny process of its own, ends whatever is left of their groups.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Trouble(Exception):
    """Something a person can put right, said in one sentence."""


class Process:
    """One child in a session of its own, its output in a file.

    The file matters: a child that inherits our output would keep a caller's pipe open after we are gone.
    """

    def __init__(self, name, command, *, log, env=None, cwd=None, account=None, stop_signal=signal.SIGTERM):
        self.name, self.command, self.log = name, [str(word) for word in command], Path(log)
        self.env, self.cwd, self.account, self.stop_signal = env, cwd, account, stop_signal
        self.started = 0.0
        self._popen = None
        self._swept = False
        self._offset = 0

    def start(self):
        """Start the command; its log goes on where it ended."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        identity = {}
        if self.account:
            identity = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        with self.log.open("ab") as out:
            self._offset = out.tell()
            self._popen = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=self.env,
                cwd=self.cwd,
                start_new_session=True,
                preexec_fn=_die_with(os.getpid(), self.stop_signal),
                **identity,
            )
        self.started, self._swept = time.monotonic(), False
        return self

    @property
    def pid(self):
        """The process id, which is also the id of its group and session."""
        return self._popen.pid

    @property
    def exit_code(self):
        """The code it ended with, or nothing while it runs."""
        return self._popen.poll() if self._popen else -1

    @property
    def running(self):
        """Whether it was started and has not ended."""
        return self._popen is not None and self._popen.poll() is None

    def said(self):
        """What it has written since it was last started."""
        with contextlib.suppress(OSError), self.log.open("rb") as log:
            log.seek(self._offset)
            return log.read().decode(errors="replace")
        return ""

    def why(self):
        """Say why it failed, as far as it said."""
        return reason(self.said(), self.how_it_ended())

    def how_it_ended(self):
        """Say how it ended in three or four words."""
        code = self.exit_code
        return f"was killed by signal {-code}" if code and code < 0 else f"ended with code {code}"

    def stop(self, seconds=20.0, *, hurry=lambda: False):
        """Ask it to end, wait, and insist after that. Return whether asking was enough."""
        gentle = True
        if self.running:
            self._popen.send_signal(self.stop_signal)
            wait_until(lambda: not self.running or hurry(), seconds)
            gentle = not self.running
        self.kill()
        return gentle

    def kill(self):
        """End it and everything it started, at once."""
        if self._popen is None or self._swept:
            return
        kill_group(self._popen.pid)
        self._popen.wait()
        self._swept = True  # from here on the number may become another program's

    def restart(self):
        """Start it again, after whatever was left of it is gone."""
        self.kill()
        return self.start()


def reason(said, otherwise):
    """Find, in what a program wrote, the line that tells a person why it failed."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if "No space left on device" in said:
        return "the disk is full"
    telling = [line for line in lines if "FATAL" in line or "error:" in line.lower()]
    return (telling or lines or [otherwise])[-1]


def kill_group(group, how=signal.SIGKILL):
    """Signal every process of a group; one that is gone already is no trouble."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, how)


def is_running(pid):
    """Tell whether there is a process with this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_ours(pid, marker):
    """Tell whether a process id belongs to a program whose command line holds ``marker``.

    A process id in a file may be another program's by now: never signal one without asking this.
    """
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if Path("/proc/self").exists():
            return False
        asked = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True)
        words = asked.stdout
    return str(marker) in words


def wait_until(condition, seconds, *, every=0.05):
    """Wait until the condition holds; say whether it came to hold in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(every)
    return bool(condition())


def die_with_parent():
    """Stop in order when the `make` that started us is killed; only where the Makefile asks for it."""
    if LIBC and os.environ.pop("STOP_WITH_PARENT", ""):
        LIBC.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def _die_with(parent, how):
    """Make the function that ties a new child's life to its parent's (Linux only).

    The kernel ties it to the *thread* that started it, so only the main thread may make the tie.
    """
    if LIBC is None or threading.current_thread() is not threading.main_thread():
        return None

    def tie():
        LIBC.prctl(PR_SET_PDEATHSIG, int(how))
        if os.getppid() != parent:  # the parent died before the tie was made
            os._exit(1)

    return tie
