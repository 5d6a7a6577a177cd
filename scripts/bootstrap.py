"""Make this checkout ready to run: system libraries, virtual environment, locked packages.

Run by the system's own Python with nothing but its standard library. When everything is there it takes a
tenth of a second. What it may not do itself it says in one command.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "development.txt"
STAMP = VENV / "locked-packages.sha256"
LOG = ROOT / "var" / "log" / "install.log"
OLDEST = (3, 11)
NEEDED_MEGABYTES = 1200
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
LIBRARIES = {  # what WeasyPrint loads, and the Debian package that brings it
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BEGUN = time.monotonic()


class Trouble(Exception):
    """Something a person can put right, said in one sentence."""


def say(line):
    """Tell the person one thing, with the seconds since the start."""
    print(f"{time.monotonic() - BEGUN:6.1f} s  {line}", flush=True)


def use_a_new_enough_python():
    """Start again with a newer Python when this one is too old and there is one."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(19, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    raise Trouble(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")


def missing_packages(*, browser):
    """List the system packages that this machine lacks."""
    packages = []
    if importlib.util.find_spec("ensurepip") is None and not (VENV / "bin" / "python").exists():
        packages.append("python3-venv")
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    if not any(next(Path(folder).expanduser().rglob("*.[to]tf"), None) for folder in FONTS):
        packages.append("fonts-dejavu-core")
    if browser and not any(map(shutil.which, BROWSERS)):
        packages.append("chromium")
    if browser and not shutil.which("pdftotext"):
        packages.append("poppler-utils")
    return packages


def install_packages(packages):
    """Install system packages where we may, else say the one command that does."""
    by_hand = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Trouble(
            f"These Debian packages, or your system's like of them, are missing: {' '.join(packages)}"
        )
    prefix = []
    if os.geteuid() != 0:
        allowed = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True)
        if not allowed or allowed.returncode:
            raise Trouble(f"Run this once, then try again: sudo {by_hand}")
        prefix = ["sudo", "-n"]
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *by_hand.split()]
    say(f"Installing from the system's packages: {' '.join(packages)} …")
    if logged(command) and (logged([*prefix, "apt-get", "update"]) or logged(command)):
        raise Trouble(f"The system's packages could not be installed ({shown(LOG)}); try: {by_hand}")
    say("The system's packages are installed")


def make_environment():
    """Make the virtual environment, or make it anew when its Python is gone."""
    python = VENV / "bin" / "python"
    check = [python, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    if python.exists() and subprocess.run(check, capture_output=True).returncode == 0:
        return
    if logged([sys.executable, "-m", "venv", "--clear", VENV]):
        raise Trouble(reason("The virtual environment could not be made"))
    say("Virtual environment made")


def install_locked_packages():
    """Install exactly what the lock names, each package checked against its hash; once per lock."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == lock:
        return
    say("Installing the locked packages; the first time this takes a minute or two …")
    command = [VENV / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if logged([*command, "--require-hashes", "-r", LOCK]):
        raise Trouble(reason("The locked packages could not be installed"))
    STAMP.write_text(lock)
    say("Locked packages installed")


def logged(command):
    """Run a command with its output in the log; return its exit code."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    with LOG.open("ab") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        log.flush()
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment
        ).returncode


def reason(what):
    """Say why the last command failed, as far as its output tells."""
    lines = LOG.read_text(errors="replace").rsplit("\n$ ", 1)[-1].splitlines()
    said = "\n".join(lines)
    why = next((line for line in reversed(lines) if line.lower().startswith("error")), "").strip()
    if "No space left on device" in said:
        why = "the disk is full"
    elif "DO NOT MATCH THE HASHES" in said:
        why = "a downloaded package is not the one that was locked"
    elif "name resolution" in said or "Connection" in said or "connection" in why:
        why = "the package index could not be reached; is this machine online?"
    return f"{what}: {why or 'see the log'} (all of it in {shown(LOG)})"


def shown(path):
    """Write a path as a person in the project's folder would."""
    return path.relative_to(ROOT)


def check_disk():
    """Make sure there is room for the packages before any is fetched."""
    free = shutil.disk_usage(ROOT).free // 1_000_000
    if not STAMP.exists() and free < NEEDED_MEGABYTES:
        raise Trouble(f"The disk is full: {free} MB are free here, the packages need {NEEDED_MEGABYTES} MB.")


@contextlib.contextmanager
def one_at_a_time():
    """Let a second start in the same folder wait for the first."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main():
    """Do what is left to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", action="store_true", help="also the browser that the tests drive")
    chosen = parser.parse_args()
    try:
        use_a_new_enough_python()
        check_disk()
        with one_at_a_time():
            missing = missing_packages(browser=chosen.browser)
            if missing:
                install_packages(missing)
            make_environment()
            install_locked_packages()
    except Trouble as trouble:
        return str(trouble)
    except OSError as trouble:
        return f"{trouble.strerror}: {trouble.filename or ROOT}"
    except KeyboardInterrupt:
        return "Stopped."
    return 0


if __name__ == "__main__":
    sys.exit(main())
