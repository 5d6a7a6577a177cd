"""How long a workbook of many rows takes to be read, checked, brought in and undone, and how much memory.

By itself: `python -m tests.bench.importing` against the database of DATABASE_URL; nothing is left in it.
"""

import io
import os
import random
import time
import tracemalloc
from datetime import date, timedelta

ROWS = 5_000
GIVEN = ["Orla", "Idris", "Tilly", "Bartek", "Amara", "Wilf", "Nia", "Hamza", "Iris", "Kofi", "Elin", "Rocco"]
SYLLABLES = ["ba", "den", "far", "gol", "hur", "kem", "lin", "mor", "nes", "pol", "quin", "ras", "tov", "win"]


def workbook(rows=ROWS, seed=5):
    """A caseload of so many children."""
    from openpyxl import Workbook

    chance, today = random.Random(seed), date.today()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Caseload")
    sheet.append(["Everybody", None])
    sheet.append(
        [
            "Name",
            "DOB",
            "NHS no",
            "Parent",
            "Tel",
            "Address",
            "Postcode",
            "Worker",
            "Frequency",
            "Start",
            "Notes",
        ]
    )
    for n in range(rows):
        sheet.append(_child(n, chance, today))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _child(n, chance, today):
    """One row of the caseload; each fiftieth has a date of birth that is none."""
    from tests.factories.importing import nhs_number

    given = GIVEN[n % 12]
    last = "".join(chance.choice(SYLLABLES) for _ in range(3)).title()
    born = today - timedelta(days=chance.randrange(300, 1700))
    return [
        chance.choice([f"{given} {last}", f"{last.upper()} {given}", f"{last}, {given}"]),
        "31/02/2024" if n % 50 == 0 else chance.choice([born, f"{born:%d.%m.%y}", f"{born:%d %B %Y}"]),
        nhs_number(chance),
        f"Ann {last} (mum)",
        f"07700 900{n % 1000:03}",
        f"{n} Mill Lane",
        f"FN{n % 9 + 1} {n % 10}AB",
        "vacant",
        chance.choice(["weekly", "F", "monthly"]),
        today - timedelta(days=chance.randrange(10, 300)),
        chance.choice([None, "dog!", "two visitors only"]),
    ]


def measure(rows=ROWS):
    """Seconds of each part, and megabytes at the most while the rows are read and checked."""
    from django.db import transaction

    from accounts.models import Team
    from families.actions import imports
    from families.importing import commit, undo
    from families.models import Import, ImportRow
    from tests.factories.accounts import UserFactory

    from .measure import peak_memory

    content, found = workbook(rows), {"rows": rows}
    with transaction.atomic():
        Team.objects.get_or_create(name="Bench")
        by = UserFactory(administrator=True)
        began, before = time.perf_counter(), peak_memory(os.getpid())
        batch = imports.upload(content, name="bench.xlsx", by=by, at_once=True)
        found["read"] = time.perf_counter() - began
        sheet = batch.sheets.get()
        sheet.answers = {**sheet.answers, "team": str(Team.objects.first().pk)}
        sheet.save()
        batch = imports.check(batch, by=by, at_once=True)
        found["staged"] = time.perf_counter() - began
        found["peak_mb"] = peak_memory(os.getpid())
        found["grown_mb"] = found["peak_mb"] - before
        found["ready"] = ImportRow.objects.filter(sheet__batch=batch).ready().count()
        began, batch.status = time.perf_counter(), Import.Status.COMMITTING
        batch.save()
        batch = commit.commit(batch, by=by)
        found["committed"] = time.perf_counter() - began
        began, batch.status = time.perf_counter(), Import.Status.UNDOING
        batch.save()
        undo.undo(batch, by=by)
        found["undone"] = time.perf_counter() - began
        transaction.set_rollback(True)
    return found


def held(rows):
    """Megabytes that Python itself holds at the most while so many rows are read and checked."""
    from django.db import transaction

    from families.actions import imports
    from tests.factories.accounts import UserFactory

    content = workbook(rows)
    with transaction.atomic():
        by = UserFactory(administrator=True)
        tracemalloc.start()
        batch = imports.upload(content, name="bench.xlsx", by=by, at_once=True)
        imports.check(batch, by=by, at_once=True)
        peak = tracemalloc.get_traced_memory()[1] / 1_048_576
        tracemalloc.stop()
        transaction.set_rollback(True)
    return peak


if __name__ == "__main__":
    import json

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portage.settings.test")
    django.setup()
    print(json.dumps(measure()))
