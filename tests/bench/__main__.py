"""Run the benchmark: `python -m tests.bench [--children 1000,10000]`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from portage.dev.processes import Process, wait_until
from portage.dev.programs import answers
from portage.dev.services import free_port
from tests.town import ROOT, Town

from . import table
from .measure import Session, children_of, peak_memory, per_second

OUT = ROOT / "var" / "bench"


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--children", default="1000,10000", help="how many, smallest first")
    sizes = [int(number) for number in parser.parse_args().children.split(",")]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        print("Starting a town with its own servers …", flush=True)
        town = Town(Path(folder) / "town", clock=False).start()
        try:
            os.environ.update(town.environment)
            django.setup()
            results = {size: bench(town, size) for size in sizes}
        finally:
            town.stop()
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "latest.json").write_text(table.as_json(results, load))
    (OUT / "latest.md").write_text(table.as_markdown(results, load))
    print(table.as_markdown(results, load))


def bench(town, size):
    """Measure everything with so many children."""
    from .crowd import crowd

    began = time.perf_counter()
    crowd(size)
    loaded = time.perf_counter() - began
    print(f"{size:,} children loaded in {loaded:.0f} s", flush=True)
    return {
        "loaded_in": loaded,
        "pages": measure_pages(town),
        **measure_rates(town),
        **measure_report(town),
        **measure_search(),
        **measure_moving(),
        **measure_importing(),
        **measure_assessing(town),
        "memory_web": max(peak_memory(pid) for pid in children_of(town.web.process.pid)),
        "memory_render": max(peak_memory(pid) for pid in children_of(town.worker.process.pid)),
    }


def measure_search():
    """Finding the possible records of a child among all there are."""
    from .matching import search

    found = search()
    print(f"  one child among {found['children']:,}: {found['median']:.0f} ms", flush=True)
    return {"search_median": found["median"], "search_slowest": found["slowest"]}


def measure_pages(town):
    """Each page: its times, its queries, its size, and the floor below it."""
    from .pages import PAGES, measure

    floor = start_floor(town)
    found = {}
    try:
        for page in PAGES:
            figures = measure(town, page)
            path = "/" + page.name.replace(" ", "-")
            figures["floor_p50"] = Session(floor.url).time("GET", path, times=100).p50
            figures["ratio"] = figures["p50"] / figures["floor_p50"]
            found[page.name] = figures
            print(f"  {page.name}: {figures['p50']:.0f} ms, {figures['queries']} queries", flush=True)
    finally:
        floor.kill()
    return found


def measure_rates(town):
    """How many lists a second two web processes serve over four connections."""
    from .pages import HANNAH, SOFIA

    return {
        "per_second_caseload": per_second(Session(town.url).sign_in(SOFIA), "/children/"),
        "per_second_team": per_second(Session(town.url).sign_in(HANNAH), "/children/"),
    }


def measure_report(town):
    """A report: from the click to its pages, and the making of the pages alone."""
    from .report import click_to_ready, rendering

    found = {"click_to_ready": click_to_ready(town), **rendering(town)}
    print(
        f"  report of {found['pdf_pages']} pages: {found['click_to_ready']:.2f} s from the click, "
        f"{found['rendering']:.2f} s of it rendering",
        flush=True,
    )
    return found


def measure_moving():
    """Many children given to other workers: where they should go, going there, coming back."""
    from .moving import measure

    found = measure()
    moved, proposed = found["move_many"], found["propose_many"]
    print(f"  300 children moved: {moved:.2f} s, proposed {proposed:.2f} s", flush=True)
    return found


def measure_importing():
    """A workbook of five thousand rows: read and checked, brought in, undone; in a process of its own."""
    words = [sys.executable, "-m", "tests.bench.importing"]
    found = json.loads(subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout)
    print(
        f"  {found['rows']:,} rows of a workbook: staged {found['staged']:.1f} s, "
        f"{found['peak_mb']:.0f} MB at the most, brought in {found['committed']:.1f} s, "
        f"undone {found['undone']:.1f} s",
        flush=True,
    )
    return {f"import_{name}": figure for name, figure in found.items()}


def measure_assessing(town):
    """A child's profile in every reading, many children at a glance, one tick."""
    from .assessing import measure

    found = measure(town)
    print(
        f"  profile: {found['assess_profile']:.0f} ms, {found['assess_profile_queries']} queries; two days "
        f"compared: {found['assess_compare']:.0f} ms; a tick: {found['assess_tick']:.0f} ms; 300 children: "
        f"{found['assess_team']:.0f} ms",
        flush=True,
    )
    return found


def start_floor(town):
    """Serve the floor by the same gunicorn with as many workers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.bench.floor:application", "--workers", "2"]
    command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    process = Process("floor", command, log=town.base / "log" / "floor.log", env=town.environment, cwd=ROOT)
    process.start()
    process.url = f"http://127.0.0.1:{port}"
    assert wait_until(lambda: answers(process.url + "/healthz")(process), 20), process.why()
    return process


if __name__ == "__main__":
    main()
