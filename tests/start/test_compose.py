"""The deployment file: it follows its schema, gives nobody more than they need, and its commands run."""

import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import psycopg
import pytest

from portage.dev import places
from portage.dev.processes import wait_until

from .deployment import FILE, ROOT, Deployment, compose, stop_gently

OURS = ["migrate", "web", "worker", "beat"]
SERVICES = ["postgres", "redis", *OURS, "proxy"]


def test_it_follows_the_compose_specification():
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", FILE]
    answer = subprocess.run(check, capture_output=True, text=True)

    assert answer.returncode == 0, answer.stdout
    assert set(compose()["services"]) == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_runs_with_as_little_as_it_can(name):
    service = compose()["services"][name]

    assert service["user"].split(":")[0] not in ("0", "root")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("privileged") is None


def test_only_the_proxy_can_be_reached_from_outside():
    services = compose()["services"]

    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert compose()["networks"]["inside"] == {"internal": True}
    assert "inside" not in services["proxy"]["networks"]
    for name in ("postgres", "redis", "migrate"):
        assert services[name]["networks"] == ["inside"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_database_has_its_shape(name):
    service = compose()["services"][name]

    assert service["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert "container_name" not in service  # a fixed name could not be scaled


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_that_stays_has_a_health_check(name):
    assert name == "migrate" or compose()["services"][name]["healthcheck"]["test"]


def test_no_secret_stands_in_the_file_and_each_is_declared():
    for service in compose()["services"].values():
        for key, value in service.get("environment", {}).items():
            assert not any(word in key for word in ("PASSWORD", "SECRET", "KEY")) or key.endswith("_FILE"), (
                value
            )
        assert set(service.get("secrets", [])) <= set(compose()["secrets"])


def test_only_migrate_holds_the_owners_password():
    holders = {
        name
        for name, service in compose()["services"].items()
        if "owner_password" in service.get("secrets", [])
    }
    assert holders == {"migrate", "postgres"}


def test_secrets_are_made_once_and_never_replaced(tmp_path):
    script = tmp_path / "make-secrets"
    shutil.copy(ROOT / "deploy" / "make-secrets", script)

    subprocess.run([script], check=True, capture_output=True)
    first = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    subprocess.run([script], check=True, capture_output=True)
    second = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}

    assert set(first) == set(compose()["secrets"])
    assert first == second
    assert len(first["secret_key"]) > 50
    assert len(first["field_keys"].strip()) == 44


@pytest.fixture(scope="module")
def deployment(tmp_path_factory):
    """A database made by the deployment's own scripts, with its broker running and its schema in place."""
    base = tmp_path_factory.mktemp("deployment")
    deployment = Deployment(base)
    try:
        deployment.prepare()
        deployment.write_redis_settings()
        if not shutil.which("redis-server", path=deployment.environment_of("redis")["PATH"]):
            pytest.skip("no Redis program on this machine")
        deployment.start("redis")
        assert deployment.becomes_healthy("redis"), deployment.started[-1].said()
        migrate = deployment.start("migrate")
        assert stop_when_done(migrate), migrate.said()
        yield deployment
    finally:
        deployment.stop()
        places.remove(base)


def stop_when_done(process):
    """Wait for a one-shot service and say whether it did its work."""
    return wait_until(lambda: not process.running, 120) and process.exit_code == 0


@pytest.mark.fault
def test_the_broker_asks_for_its_password_and_keeps_what_it_is_given(deployment):
    command = ["redis-cli", "-p", str(deployment.redis_port), "config", "get", "appendonly"]
    environment = deployment.environment_of("redis")
    command[0] = shutil.which("redis-cli", path=environment["PATH"])

    refused = subprocess.run(command, capture_output=True, text=True).stdout
    password = (deployment.secrets / "redis_password").read_text()
    allowed = subprocess.run(
        command, capture_output=True, text=True, env={**environment, "REDISCLI_AUTH": password}
    )

    assert "NOAUTH" in refused
    assert allowed.stdout.split() == ["appendonly", "yes"]


@pytest.mark.fault
def test_the_service_may_write_rows_but_not_change_or_empty_tables(deployment):
    where = {"host": str(deployment.services.postgres.sockets), "dbname": "portage", "user": "app"}
    with psycopg.connect(**where, autocommit=True) as connection:
        assert connection.execute("select count(*) from accounts_user").fetchone() == (0,)
        for forbidden in (
            "create table public.mine (id int)",
            "truncate accounts_user",
            "drop table accounts_user",
            "alter table accounts_user add column mine int",
            "create role other",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)


@pytest.mark.fault
def test_the_web_server_answers_serves_only_its_own_host_and_stops_well(deployment):
    web = deployment.start("web")
    assert deployment.becomes_healthy("web"), web.said()

    assert status(deployment, "/readyz") == 200
    assert status(deployment, "/", host="elsewhere.example.org") == 400, web.said()
    assert status(deployment, "/account/sign-in/", proto="https") == 200
    assert stop_gently(web), web.said()


@pytest.mark.fault
def test_the_worker_answers_its_health_check_and_stops_well(deployment):
    worker = deployment.start("worker")

    assert deployment.becomes_healthy("worker"), worker.said()
    assert stop_gently(worker), worker.said()
    assert not deployment.is_healthy("worker")


@pytest.mark.fault
def test_the_clock_writes_its_schedule_and_stops_well(deployment):
    beat = deployment.start("beat")

    assert deployment.becomes_healthy("beat"), beat.said()
    assert stop_gently(beat), beat.said()


class Stay(urllib.request.HTTPRedirectHandler):
    """Show a redirect instead of following it."""

    def redirect_request(self, *args):
        return None


def status(deployment, path, *, host="portage.example.org", proto="http"):
    """Ask the web server as the proxy does."""
    headers = {"Host": host, "X-Forwarded-Proto": proto, "X-Forwarded-For": "203.0.113.7"}
    request = urllib.request.Request(f"http://127.0.0.1:{deployment.web_port}{path}", headers=headers)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=20) as response:
            return response.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
