"""A progress report of seven pages: made by a Celery worker after a click, and rendered alone.

``python -m tests.bench.report`` is the second: a process of its own, so that its memory is the renderer's.
"""

import json
import statistics
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import urlencode

from tests.town import ROOT

from .measure import Session, peak_memory

SOFIA = "sofia.marsh@example.org"
PERIOD = timedelta(days=75)  # seven pages about a child who is visited every week
CLICKS, RENDERINGS = 5, 7
BETWEEN_LOOKS = 0.05  # seconds; the page itself asks every two


def click_to_ready(town):
    """Seconds from asking for a report in a browser until its page says that it can be read; the median."""
    from families.models import Child

    child = Child.objects.get(given_name="Aisha", family_name="Khan")
    session = Session(town.url).sign_in(SOFIA)
    return statistics.median(one_click(session, child) for _ in range(CLICKS))


def one_click(session, child):
    from reports.models import Report

    path = f"/children/{child.ref}/reports/ask/"
    first, last = period()
    asked = {"csrfmiddlewaretoken": session.token(path), "period_from": first, "period_to": last}
    began = time.perf_counter()
    status, _ = session.ask("POST", path, urlencode(asked))
    assert status == 302, status
    report = Report.objects.filter(child=child).latest("pk")
    while b"ready to read" not in session.ask("GET", f"/reports/{report.ref}/status/")[1]:
        assert time.perf_counter() - began < 60, "the report never became ready"
        time.sleep(BETWEEN_LOOKS)
    return time.perf_counter() - began


def period():
    from django.utils import timezone

    return timezone.localdate() - PERIOD, timezone.localdate()


def rendering(town):
    """What the process below found: pages, seconds, and its memory."""
    command = [sys.executable, "-m", "tests.bench.report"]
    done = subprocess.run(command, env=town.environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main():
    """Render the newest report several times; the first one reads fonts and is not counted."""
    import django

    django.setup()
    from reports import pdf
    from reports.kinds import progress
    from reports.models import Report
    from reports.pages import pages_of
    from reports.tasks import TEMPLATES

    report = Report.objects.select_related("child", "requested_by").latest("pk")
    seconds = []
    for _ in range(RENDERINGS):
        began = time.perf_counter()
        report.facts = progress.gather(report.child, progress.Period(report.period_from, report.period_to))
        _content, pages = pdf.render(TEMPLATES[report.kind], pages_of(report))
        seconds.append(time.perf_counter() - began)
    found = {"pdf_pages": pages, "rendering": statistics.median(seconds[1:]), "rendering_first": seconds[0]}
    print(json.dumps(found | {"memory_render_alone": peak_memory("self")}))


if __name__ == "__main__":
    main()
