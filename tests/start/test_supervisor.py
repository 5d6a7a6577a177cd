"""`make demo` as a person meets it: it comes up, stays up, goes down, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import psycopg
import pytest

from portage.dev import places
from portage.dev.processes import wait_until

from .demo import ROOT, Demo, seconds

pytestmark = pytest.mark.fault

STOP_ORDER = ["Web server", "Worker", "Clock", "Mail catcher", "Redis", "Postgres"]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A folder whose database is made once and kept from start to start."""
    folder = tmp_path_factory.mktemp("start") / "demo"
    yield folder
    places.remove(folder)


@pytest.fixture
def demo(base):
    """A demo that is gone after the test, whatever the test did to it."""
    demo = Demo(base)
    yield demo
    end(demo)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One demo that runs through several tests, in a folder of its own."""
    folder = tmp_path_factory.mktemp("running") / "demo"
    demo = Demo(folder).start().until_ready()
    yield demo
    end(demo)
    places.remove(folder)


def end(demo):
    """Stop a demo if it still runs; nothing of it may be left."""
    if demo.process and demo.process.poll() is None:
        demo.interrupt()
    assert wait_until(lambda: not demo.left_behind(), 20), demo.left_behind()


def answers(demo):
    """Whether the web server answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/healthz", timeout=10) as response:
            return response.status == 200
    except OSError:
        return False


def test_it_says_line_by_line_what_it_did_and_where_to_look(running):
    assert f"Ready: http://127.0.0.1:{running.port}" in running.lines
    for name in STOP_ORDER:
        assert any(line.startswith(name) for line in running.lines), name
    assert set(running.running) == set(STOP_ORDER)
    assert answers(running)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_in_order_when_asked(demo, how):
    demo.start().until_ready()

    assert demo.interrupt(how) == 0

    stopped = [line.removesuffix(" stopped") for line in demo.lines if line.endswith(" stopped")]
    assert stopped == STOP_ORDER
    assert demo.left_behind() == []


def test_a_second_start_keeps_the_data_and_takes_seconds(demo, base):
    demo.start().until_ready()
    with psycopg.connect(host=str(base / "run"), user="portage", dbname="portage") as connection:
        connection.execute("create table if not exists kept (word text)")
    demo.interrupt()

    again = Demo(base)
    try:
        took = seconds(lambda: again.start().until_ready())
        with psycopg.connect(host=str(base / "run"), user="portage", dbname="portage") as connection:
            assert connection.execute("select to_regclass('kept')").fetchone()[0] == "kept"
    finally:
        again.interrupt()
    assert took < 20


def test_a_second_demo_of_the_same_folder_is_told_where_the_first_one_is(running):
    second = Demo(running.base)

    assert second.start().wait() == 1

    assert f"A demo already runs from this folder: http://127.0.0.1:{running.port}" in second.said
    assert "Traceback" not in second.said
    assert answers(running)


def test_two_starts_at_once_become_one_demo(demo, base):
    demo.start()
    assert wait_until(lambda: (base / "lock").exists() and "supervisor" in (base / "lock").read_text(), 30)

    second = Demo(base)
    took = seconds(lambda: second.start().wait())

    assert "A demo already runs from this folder" in second.said
    assert took < 15
    demo.until_ready()


def test_a_taken_port_is_said_in_one_sentence_and_another_is_offered(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        demo = Demo(tmp_path / "demo", port=other.getsockname()[1])  # where no last demo is still ending
        assert demo.start().wait() == 1

    assert f"Port {demo.port} is taken by another program; try: make demo PORT=" in demo.said
    assert "Traceback" not in demo.said
    assert len(demo.lines) == 1


def test_a_sudden_death_of_the_supervisor_leaves_nothing_running(demo):
    demo.start().until_ready()
    assert len(demo.left_behind()) > len(STOP_ORDER)

    demo.kill_supervisor()

    assert wait_until(lambda: not demo.left_behind(), 15), demo.left_behind()


def test_a_start_right_after_a_sudden_death_works(demo, base):
    demo.start().until_ready()
    demo.kill_supervisor()

    again = Demo(base)
    try:
        again.start().until_ready()
        assert answers(again)
    finally:
        again.interrupt()


@pytest.mark.parametrize("name", STOP_ORDER)
def test_what_dies_is_started_again_and_that_is_said(running, name):
    before = running.running[name]

    os.kill(before, signal.SIGKILL)

    line = f"{name} was killed by signal 9; started again"
    assert wait_until(lambda: line in running.lines, 30), running.said
    assert running.running[name] != before
    assert wait_until(lambda: answers(running), 30)


def test_reset_ends_this_folders_demo_wipes_its_data_and_touches_no_other(demo, base, running):
    demo.start().until_ready()

    reset = [sys.executable, "-m", "portage.dev.supervisor", "--reset", "--base", str(base)]
    assert subprocess.run(reset, cwd=ROOT, capture_output=True, timeout=60).returncode == 0

    assert demo.wait() == 0
    assert not base.exists()
    assert answers(running)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_full_disk_is_said_in_one_sentence(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", small], capture_output=True)
    if mounted.returncode:
        pytest.skip("this root may not mount")
    try:
        demo = Demo(small / "demo").start()
        assert demo.wait() == 1
        assert "The disk is full: " in demo.said
        assert "Traceback" not in demo.said
        assert wait_until(lambda: not demo.left_behind(), 10)
    finally:
        subprocess.run(["umount", small], check=True)
