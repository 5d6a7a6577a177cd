"""Runs what docker-compose.yml says without a container: the same words, on this machine's own servers."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
from base64 import urlsafe_b64encode
from pathlib import Path

from ruamel.yaml import YAML

from portage.dev.processes import Process, wait_until
from portage.dev.services import Postgres, Services, free_port

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"
SETTINGS = {
    "DOMAIN": "portage.example.org",
    "ACME_EMAIL": "it@example.org",
    "EMAIL_HOST": "smtp.example.org",
    "EMAIL_FROM": "Stepping Stones <no-reply@portage.example.org>",
}


def compose():
    """Read the file; anchors and merges are resolved."""
    return YAML(typ="safe").load(FILE)


def filled(text):
    """Fill in ``${NAME}``, ``${NAME:-default}`` and ``${NAME:?reason}`` as compose does, and halve ``$$``."""
    names = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")

    def value(found):
        name, kind, default = found.groups()
        if name in SETTINGS:
            return SETTINGS[name]
        assert kind == "-", f"{name} is not set in .env"
        return default

    return names.sub(value, text).replace("$$", "$")


def image_steps():
    """Read the commands that build the image, each on one line."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return [line.removeprefix("RUN ") for line in text.splitlines() if line.startswith("RUN ")]


class Deployment:
    """The services of the file, one by one, on this machine."""

    def __init__(self, base):
        self.base = Path(base)
        self.services = Services(self.base, durable=False)
        self.secrets = self.base / "secrets"
        self.web_port, self.redis_port = free_port(), free_port()
        self.started = []

    def prepare(self):
        """Start Postgres with the file's two roles, and write the secrets."""
        self.services.postgres.start()
        self.secrets.mkdir()
        for name in compose()["secrets"]:
            (self.secrets / name).write_text(secrets.token_urlsafe(60))
        (self.secrets / "field_keys").write_text(urlsafe_b64encode(os.urandom(32)).decode())
        for folder in ("media", "static", "data", "tmp"):
            (self.base / folder).mkdir()
        self.make_roles()
        self.collect_static_files()
        return self

    def make_roles(self):
        """Run the script that the database's container runs when it is made."""
        found = [folder for folder in Postgres.candidates() if (folder / "psql").exists()]
        command = [found[0] / "psql", "-X", "-q", "-h", self.services.postgres.sockets, "-p", "5432"]
        command += ["-U", "portage", "-d", "portage", "-f", ROOT / "deploy" / "postgres" / "roles.sql"]
        environment = {**os.environ, "SECRETS": str(self.secrets)}
        subprocess.run(command, check=True, env=environment, capture_output=True)

    def collect_static_files(self):
        """Run the step that the image runs when it is built, with the values that stand in the Dockerfile."""
        step = next(step for step in image_steps() if "collectstatic" in step).split("&&")[0]
        environment = {
            "PATH": self.environment_of("migrate")["PATH"],
            "DJANGO_SETTINGS_MODULE": "portage.settings.production",
            "STATIC_ROOT": f"{self.base}/static",
            "MEDIA_ROOT": f"{self.base}/media",
        }
        subprocess.run(["sh", "-c", step], check=True, cwd=ROOT, env=environment, capture_output=True)

    def environment_of(self, name):
        """Build a service's environment; only the places differ from the container's."""
        declared = {key: self.here(filled(str(value))) for key, value in self.declared(name).items()}
        for key, value in declared.items():
            if key.endswith("_FILE"):
                granted = compose()["services"][name]["secrets"]
                assert Path(value).name in granted, f"{name} reads {value} and is not given it"
        tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {"PATH": tools, "HOME": str(self.base / "tmp"), "HOSTNAME": os.uname().nodename, **declared}

    def declared(self, name):
        """Read what the file says a service's environment is."""
        return compose()["services"][name].get("environment", {})

    def here(self, words):
        """Put this machine's places where the container's stand."""
        sockets = self.services.postgres.sockets
        for theirs, ours in {
            "/run/secrets/": f"{self.secrets}/",
            "@postgres:5432/portage": f"@/portage?host={sockets}",
            "redis:6379": f"127.0.0.1:{self.redis_port}",
            "/etc/redis/redis.conf": f"{self.base}/redis.conf",
            "0.0.0.0:8000": f"127.0.0.1:{self.web_port}",
            "127.0.0.1:8000": f"127.0.0.1:{self.web_port}",
            "/srv/media": f"{self.base}/media",
            "/srv/static": f"{self.base}/static",
            "/tmp/schedule": f"{self.base}/tmp/schedule",
            "find /tmp": f"find {self.base}/tmp",
            "redis-cli ": f"redis-cli -p {self.redis_port} ",
        }.items():
            words = words.replace(theirs, ours)
        return words

    def command_of(self, name):
        """Read a service's command as a list of words for this machine."""
        return [self.here(filled(word)) for word in compose()["services"][name]["command"]]

    def write_redis_settings(self):
        """Copy the broker's settings, with a port and a folder of this machine."""
        text = (ROOT / "deploy" / "redis" / "redis.conf").read_text()
        text = text.replace("port 6379", f"port {self.redis_port}").replace(
            "dir /data", f"dir {self.base}/data"
        )
        (self.base / "redis.conf").write_text(text)

    def start(self, name):
        """Start a service by its own command."""
        log = self.base / "log" / f"{name}.txt"
        environment = self.environment_of(name)
        process = Process(name, self.command_of(name), log=log, env=environment, cwd=ROOT).start()
        self.started.append(process)
        return process

    def becomes_healthy(self, name, *, seconds=40):
        """Ask the service's own health check until it is content."""
        return wait_until(lambda: self.is_healthy(name), seconds, every=0.5)

    def is_healthy(self, name):
        """Run the service's health check once."""
        kind, *words = compose()["services"][name]["healthcheck"]["test"]
        words = [self.here(filled(word)) for word in words]
        command = ["sh", "-c", words[0]] if kind == "CMD-SHELL" else words
        environment = self.environment_of(name)
        command[0] = shutil.which(command[0], path=environment["PATH"])
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True).returncode == 0

    def stop(self):
        """Stop everything that a test started."""
        for process in reversed(self.started):
            process.stop(20)
        self.services.stop()


def stop_gently(process, how=signal.SIGTERM, seconds=40):
    """Ask a process to end as the container engine does, and say whether it ended well by itself."""
    os.kill(process.pid, how)
    return wait_until(lambda: not process.running, seconds) and process.exit_code == 0
