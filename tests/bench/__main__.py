"""Run the benchmark: `python -m tests.bench [--children 1000,10000]`."""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import django

from portage.dev.processes import Process, wait_until
from portage.dev.programs import answers
from portage.dev.services import free_port
from tests.town import ROOT, Town

from .measure import Session, Timing, children_of, peak_memory, per_second

OUT = ROOT / "var" / "bench"
SOFIA, HANNAH, MEL = "sofia.marsh@example.org", "hannah.osei@example.org", "mel.grant@example.org"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--children", default="1000,10000")
    sizes = [int(number) for number in parser.parse_args().children.split(",")]
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        town = Town(Path(folder) / "town", clock=False).start()
        try:
            os.environ.update(town.environment)
            django.setup()
            results = {size: bench(town, size) for size in sizes}
        finally:
            town.stop()
    write(results)


def bench(town, size):
    """Measure everything with so many children."""
    from .crowd import crowd

    began = time.perf_counter()
    crowd(size)
    print(f"{size} children loaded in {time.perf_counter() - began:.0f} s", flush=True)
    floor = start_floor(town)
    try:
        pages = {name: measure(town, name, *how) for name, how in PAGES.items()}
        for name, page in pages.items():
            path = "/" + name.replace(" ", "-")
            page["floor_p50"] = Session(floor.url).time("GET", path, times=40).p50
            page["ratio"] = page["p50"] / page["floor_p50"]
    finally:
        floor.kill()
    lead = Session(town.url).sign_in(HANNAH)
    web = children_of(town.web.process.pid)
    return {
        "pages": pages,
        "list requests a second": per_second(lead, "/children/"),
        "report PDF": measure_report(town),
        "peak memory of a web process, MB": max(peak_memory(pid) for pid in web),
        "peak memory of a rendering process, MB": max(
            peak_memory(pid) for pid in children_of(town.worker.process.pid)
        ),
    }


def start_floor(town):
    """Serve the floor by the same gunicorn with as many workers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.bench.floor:application", "--workers", "2"]
    command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    process = Process("floor", command, log=town.base / "log" / "floor.log", env=town.environment, cwd=ROOT)
    process.start()
    process.url = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(process.url + "/healthz")(process), 20)
    return process


def a_child():
    from families.models import Child

    return Child.objects.get(given_name="Aisha", family_name="Khan").ref


def search_body(session):
    return urlencode({"csrfmiddlewaretoken": session.token("/search/"), "q": "khan"})


def draft_body(session):
    from visits.models import Visit

    visit = Visit.objects.filter(worker__email=SOFIA, status="planned").order_by("starts_at").first()
    token = session.token(f"/visits/{visit.ref}/write-up/")
    fields = urlencode({"play": "Bubbles. " * 40, "saw": "Two sips. " * 40, "plan": "Tea time. " * 40})
    return urlencode(
        {"csrfmiddlewaretoken": token, "key": "visits:visit_write_up", "about": visit.ref, "fields": fields}
    )


PAGES = {
    "caseload list": (SOFIA, "GET", "/children/", None),
    "team list": (HANNAH, "GET", "/children/", None),
    "child page": (SOFIA, "GET", lambda: f"/children/{a_child()}/", None),
    "my day": (SOFIA, "GET", "/my-day/", None),
    "waiting list": (MEL, "GET", "/waiting-list/", None),
    "search": (HANNAH, "POST", "/search/", search_body),
    "autosave": (SOFIA, "POST", "/drafts/save/", draft_body),
}


def measure(town, name, email, method, path, body):
    """Time one page over HTTP, and count its queries in this process."""
    path = path() if callable(path) else path
    session = Session(town.url).sign_in(email)
    body = body(session) if body else None
    timing: Timing = session.time(method, path, body)
    found = {
        "p50": timing.p50,
        "p95": timing.p95,
        "bytes": timing.bytes,
        "queries": queries(email, method, path, body),
    }
    print(f"  {name}: {timing.p50:.0f} ms, {found['queries']} queries, {timing.bytes // 1000} KB", flush=True)
    return found


def queries(email, method, path, body):
    from django.db import connection, connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from tests.people import sign_in

    client = sign_in(Client(headers={"host": "127.0.0.1"}), User.objects.get(email=email))
    send = {"GET": client.get, "POST": client.generic}[method]
    words = (path,) if method == "GET" else ("POST", path, body, "application/x-www-form-urlencoded")
    send(*words)
    with CaptureQueriesContext(connection) as seen, CaptureQueriesContext(connections["cache"]) as cached:
        send(*words)
    return len([query for query in [*seen, *cached] if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def measure_report(town):
    """From the click to the ready PDF, and the rendering alone."""
    from reports.bench import time_rendering

    return time_rendering()


def write(results):
    OUT.mkdir(parents=True, exist_ok=True)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    (OUT / "latest.json").write_text(json.dumps({"machine": machine, "results": results}, indent=2))
    table = as_table(results)
    (OUT / "latest.md").write_text(table)
    print(table)


def as_table(results):
    """The table that docs/benchmarks.md shows."""
    lines = [
        "| page | children | p50 ms | p95 ms | queries | KB | floor ms | ratio |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for size, found in results.items():
        for name, page in found["pages"].items():
            lines.append(
                f"| {name} | {size:,} | {page['p50']:.0f} | {page['p95']:.0f} | {page['queries']} "
                f"| {page['bytes'] / 1000:.0f} | {page['floor_p50']:.1f} | {page['ratio']:.1f} |"
            )
    lines += ["", "| measure | " + " | ".join(f"{size:,} children" for size in results) + " |"]
    lines.append("|---|" + "---|" * len(results))
    for name in next(iter(results.values())):
        if name != "pages":
            lines.append(
                f"| {name} | " + " | ".join(str(shown(found[name])) for found in results.values()) + " |"
            )
    return "\n".join(lines) + "\n"


def shown(value):
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(part)}" for name, part in value.items())
    return (
        f"{value:.0f}"
        if isinstance(value, float) and value > 10
        else f"{value:.2f}"
        if isinstance(value, float)
        else value
    )


if __name__ == "__main__":
    main()
