"""Frameworks as files, generated: never seen by the program, never committed as a file."""

import csv
import io

import factory

from assessments.actions.framework_loading import kept, plain
from assessments.framework_files import check
from assessments.framework_files.shape import COLUMNS
from assessments.models import FrameworkUpload

from .accounts import UserFactory
from .assessments import can_do

AREAS = ("Being together", "بولنا", "Moving & doing", "Thinking", "“Me” time")
BANDS = ((0, 12), (12, 24), (24, 36), (36, 48), (48, 60))
SENTENCE = "Picks up, turns over and looks at or feels a thing that is new, and goes back to it later on "
LONG = f"{SENTENCE * 4:.299}s"


def rows_of(items=500, *, version="2026"):
    """Rows of a framework of so many items, in five areas: with quotes, right-to-left text, a long item."""
    rows = []
    for n in range(items):
        area, band = AREAS[n % 5], BANDS[n * 5 // items]
        text = f"does thing {n}"
        if area == "بولنا":
            text = f"بچہ کہتا ہے «{n}»"
        elif n % 50 == 3:
            text = f'says "more, please" or signs it, time {n}'
        rows.append(
            {
                "framework": "Far away steps",
                "version": version,
                "area": area,
                "strand": f"Thread {n % 3}",
                "band_from_months": str(band[0]),
                "band_to_months": str(band[1]),
                "code": f"FA-{n:03}",
                "text": text,
                "guidance": f"Watch at play, then wait; count to {n % 9}.",
                "prerequisites": f"FA-{n - 5:03}" if n >= 5 and n % 4 == 0 else "",
            }
        )
    rows[7]["text"] = LONG
    return rows


def broken(rows):
    """The same rows with a code that is there twice (row 102) and a circle of three (rows 12, 52, 92)."""
    rows = [dict(row) for row in rows]
    rows[100]["code"] = rows[40]["code"]
    rows[10]["prerequisites"], rows[50]["prerequisites"], rows[90]["prerequisites"] = (
        rows[50]["code"],
        rows[90]["code"],
        rows[10]["code"],
    )
    return rows


def as_csv(rows, columns=COLUMNS):
    """The bytes of a csv file with these rows, as a spreadsheet program writes it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


class FrameworkUploadFactory(factory.django.DjangoModelFactory):
    """A checked file; ``content`` gives its bytes."""

    class Meta:
        model = FrameworkUpload
        exclude = ("reading",)

    class Params:
        file = factory.LazyFunction(lambda: as_csv(rows_of(10)))

    name = "far-away.csv"
    uploaded_by = factory.SubFactory(UserFactory, service_manager=True)
    licence = "By agreement with nobody at all"
    reading = factory.LazyAttribute(
        lambda made: check(made.file, made.name, scales={can_do().code}, licence=made.licence)
    )
    headings = factory.LazyAttribute(lambda made: list(made.reading.headings))
    rows = factory.LazyAttribute(lambda made: [[number, list(cells)] for number, cells in made.reading.rows])
    content = factory.LazyAttribute(
        lambda made: plain(made.reading.framework.as_data()) if made.reading.framework else {}
    )
    understood = factory.LazyAttribute(lambda made: list(made.reading.understood))
    problems = factory.LazyAttribute(lambda made: [kept(problem) for problem in made.reading.problems])
