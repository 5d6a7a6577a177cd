"""What a newcomer is told when the machine lacks something: one sentence, or one command."""

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "bootstrap.py"


@pytest.fixture
def bootstrap():
    """The script as a module: it is run by path, so it is loaded by path."""
    return SimpleNamespace(**runpy.run_path(str(SCRIPT)))


def test_everything_is_here_while_the_tests_run(bootstrap):
    assert bootstrap.missing_packages(browser=False) == []


def test_a_missing_library_is_asked_for_by_its_package(bootstrap, monkeypatch):
    monkeypatch.setitem(bootstrap.LIBRARIES, "libnobody-has-this.so.9", "libnobody9")

    assert bootstrap.missing_packages(browser=False) == ["libnobody9"]


def test_who_may_not_install_gets_the_one_command(bootstrap, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)

    with pytest.raises(
        Exception, match=r"sudo apt-get install -y --no-install-recommends libpango-1\.0-0 chromium$"
    ):
        bootstrap.install_packages(["libpango-1.0-0", "chromium"])


def test_where_there_is_no_apt_the_packages_are_named(bootstrap, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)

    with pytest.raises(Exception, match=r"missing: libpango-1\.0-0"):
        bootstrap.install_packages(["libpango-1.0-0"])


def test_a_full_disk_is_said_before_anything_is_fetched(bootstrap, monkeypatch, tmp_path):
    monkeypatch.setitem(bootstrap.check_disk.__globals__, "STAMP", tmp_path / "none")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=5_000_000))

    with pytest.raises(Exception, match="The disk is full: 5 MB are free here"):
        bootstrap.check_disk()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that was locked"),
        (
            "WARNING: Temporary failure in name resolution\nERROR: No matching distribution",
            "is this machine online?",
        ),
        ("ERROR: something else", "something else"),
    ],
)
def test_a_failed_installation_is_explained_in_a_sentence(bootstrap, monkeypatch, output, sentence):
    log = ROOT / "var" / "log" / "test-install.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(f"\n$ pip install\n{output}\n")
    monkeypatch.setitem(bootstrap.reason.__globals__, "LOG", log)

    said = bootstrap.reason("The locked packages could not be installed")
    log.unlink()

    assert sentence in said
    assert said.count("\n") == 0


def test_it_is_done_in_no_time_when_everything_is_there():
    lock = hashlib.sha256((ROOT / "requirements" / "development.txt").read_bytes()).hexdigest()
    stamp = ROOT / ".venv" / "locked-packages.sha256"
    if not stamp.exists() or stamp.read_text() != lock:
        pytest.skip("this checkout was not made ready by make")

    answer = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, timeout=30)

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_help_lists_every_door_for_people():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    for door in ("demo", "test", "lint", "bench", "reset", "lock"):
        assert f"make {door} " in listed


def test_the_build_machine_runs_the_same_tests_as_a_person():
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text()
