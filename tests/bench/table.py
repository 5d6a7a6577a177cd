"""What was measured as JSON and as the tables of docs/benchmarks.md, with what was aimed for."""

import json
import os
import platform

AIMS = {
    "caseload list": (60, 15),
    "team list": (60, 15),
    "child page": (80, None),
    "my day": (60, 15),
    "waiting list": (60, 15),
    "search": (50, None),
    "autosave": (25, 6),
}
MEASURES = [  # (key, words, unit, decimals, aim)
    ("per_second_caseload", "caseload lists a second, 4 connections", "", 0, "≥ 60"),
    ("per_second_team", "team lists of 1,000 a second, 4 connections", "", 0, "≥ 60"),
    ("pdf_pages", "pages of the report", "", 0, "7"),
    ("rendering", "rendering it as PDF/UA", " s", 2, "≤ 1.3 s"),
    ("click_to_ready", "from the click to the ready report", " s", 2, ""),
    ("search_median", "possible records of one child found among all", " ms", 0, "≤ 100 ms"),
    ("search_slowest", "the slowest of 60 such searches", " ms", 0, ""),
    ("propose_many", "places proposed for 300 children over 20 workers", " s", 2, "≤ 5 s"),
    ("move_many", "300 children with history moved", " s", 2, "≤ 3 s"),
    ("move_queries", "questions to the database for each 10 of them", "", 1, "≤ 15"),
    ("undo_many", "all of them moved back", " s", 2, ""),
    ("import_staged", "5,000 rows of a workbook read and checked", " s", 1, "≤ 20 s"),
    ("import_peak_mb", "peak memory while they are", " MB", 0, "≤ 400 MB"),
    ("import_committed", "all of them brought in", " s", 1, ""),
    ("import_undone", "all of them taken out again", " s", 1, ""),
    ("assess_profile", "profile of a child: 900 items, 6,000 observations", " ms", 0, "≤ 100 ms"),
    ("assess_profile_queries", "its questions to the database, all counted", "", 0, "≤ 12"),
    ("assess_past", "the same as it was 400 days ago", " ms", 0, "≤ 100 ms"),
    ("assess_past_queries", "its questions", "", 0, "≤ 12"),
    ("assess_compare", "two past days compared", " ms", 0, "≤ 120 ms"),
    ("assess_compare_queries", "its questions", "", 0, "≤ 12"),
    ("assess_beside", "two checklists side by side", " ms", 0, ""),
    ("assess_history", "from look to look: seven small pictures", " ms", 0, ""),
    ("assess_ages", "the ages a profile is typical of", " ms", 0, ""),
    ("assess_tick", "one tick", " ms", 0, "≤ 25 ms"),
    ("assess_table", "the profile’s table as HTML for a PDF", " ms", 1, "≤ 15 ms"),
    ("assess_team", "300 children at a glance, a page of 50", " ms", 0, "≤ 250 ms"),
    ("assess_team_queries", "its questions", "", 0, "constant"),
    ("assess_all_at_once", "the numbers of all 300 at once", " ms", 0, "≤ 250 ms"),
    ("assess_loaded_rows", "observations loaded, 60 for each child", "", 0, ""),
    ("assess_loaded", "loading them", " s", 0, "≤ 300 s"),
    ("memory_web", "peak memory of a web process", " MB", 0, "≤ 200 MB"),
    ("memory_render", "peak memory of a Celery process that rendered", " MB", 0, "≤ 400 MB"),
    ("loaded_in", "loading the children", " s", 0, ""),
]


def as_json(results, load):
    return json.dumps({"machine": machine(load), "results": results}, indent=2)


def as_markdown(results, load):
    return (
        "\n".join([machine(load), "", *pages(results), "", *growth(results), "", *measures(results)]) + "\n"
    )


def machine(load):
    """The machine in a few words, so that figures are never compared across machines unawares.

    The load is that before the start: who else was at work, and so made every clock run slow.
    """
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    python = platform.python_version()
    kind, cores = platform.machine(), os.cpu_count()
    return f"{kind}, {cores} cores, {memory:.0f} GiB, Python {python}, load before the start {load:.1f}"


def pages(results):
    """A line for each page and number of children."""
    yield "| page | children | p50 ms | p95 ms | aim | processor ms | queries | aim | KB | floor ms | ratio |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for size, found in results.items():
        for name, page in found["pages"].items():
            quick, few = AIMS[name]
            cells = [name, f"{size:,}", f"{page['p50']:.0f}", f"{page['p95']:.0f}", f"≤ {quick}"]
            cells += [
                f"{page['cpu']:.0f}",
                str(page["queries"]),
                f"≤ {few}" if few else "",
                f"{page['bytes'] / 1000:.0f}",
            ]
            cells += [f"{page['floor_p50']:.1f}", f"{page['ratio']:.0f}"]
            yield f"| {' | '.join(cells)} |"


def growth(results):
    """How much slower each page is with the most children than with the fewest."""
    fewest, most = min(results), max(results)
    if fewest == most:
        return
    yield f"| page | p50 at {most:,} children ÷ p50 at {fewest:,} | aim |"
    yield "|---|---|---|"
    for name, page in results[most]["pages"].items():
        yield f"| {name} | {page['p50'] / results[fewest]['pages'][name]['p50']:.2f} | ≤ 1.3 |"


def measures(results):
    """A line for each thing that is no page."""
    yield "| measure | aim | " + " | ".join(f"{size:,} children" for size in results) + " |"
    yield "|---|---|" + "---|" * len(results)
    for key, words, unit, decimals, aim in MEASURES:
        shown = [f"{found[key]:.{decimals}f}{unit}" for found in results.values()]
        yield f"| {words} | {aim} | " + " | ".join(shown) + " |"
