"""What the pages of an import show: the steps, the sheets, the rows that need somebody, the outcome."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from openpyxl.utils import get_column_letter

from .importing import cells, dates, kinds, reject
from .importing.reading import LINK
from .models import Import, ImportRow

Verdict, Decision, Status = ImportRow.Verdict, ImportRow.Decision, Import.Status
STEPS = ("Upload", "Match columns", "Check rows", "Bring in")
NEEDS, NEW, UPDATE, MAYBE, UNREAD, SAFETY, OUT, ALL = (
    "needs", "new", "update", "maybe", "unread", "safety", "out", "all",
)  # fmt: skip
VERDICTS = {NEW: Verdict.NEW, UPDATE: Verdict.UPDATE, MAYBE: Verdict.DUPLICATE, UNREAD: Verdict.INVALID}
PILLS = {
    Verdict.NEW: ("good", "circle-plus"),
    Verdict.UPDATE: ("info", "refresh-cw"),
    Verdict.DUPLICATE: ("soon", "copy"),
    Verdict.INVALID: ("late", "triangle-alert"),
}


def steps(now):
    """The four steps, with the number of the one that one is at."""
    return [{"n": n, "text": text, "is_done": n < now, "is_now": n == now} for n, text in enumerate(STEPS, 1)]


def counts_of(batch):
    """{sheet pk: {verdict: rows, "safety": rows, "rows": all}} for every sheet; one query."""
    rows = ImportRow.objects.filter(sheet__batch=batch).exclude(verdict=Verdict.BLANK)
    found = {}
    for sheet, verdict, number, asks in (
        rows.order_by()
        .values_list("sheet", "verdict")
        .annotate(n=Count("pk"), asks=Count("pk", Q(asks=True)))
    ):
        counts = found.setdefault(sheet, {"safety": 0, "rows": 0})
        counts[verdict] = number
        counts["safety"] += asks
        counts["rows"] += number
    return found


@dataclass
class Sheets:
    """The sheets of an import with their counts."""

    batch: Import

    def __post_init__(self):
        self.counts = counts_of(self.batch)
        self.all = [self._line(sheet) for sheet in self.batch.sheets.all()]

    def _line(self, sheet):
        counts, kind = self.counts.get(sheet.pk, {}), kinds.get(sheet.kind)
        codes = list(sheet.mapping.values())
        return {
            "sheet": sheet,
            "kind": kind,
            "counts": counts,
            "is_in": kind is not None,
            "ready": sum(counts.get(one, 0) for one in (Verdict.NEW, Verdict.UPDATE)),
            "waiting": sum(counts.get(one, 0) for one in (Verdict.DUPLICATE, Verdict.INVALID)),
            "left_out": counts.get(Verdict.LEFT_OUT, 0),
            "new": counts.get(Verdict.NEW, 0),
            "update": counts.get(Verdict.UPDATE, 0),
            "safety": counts.get("safety", 0),
            "matched": sum(code in (kind.by_code if kind else ()) for code in codes),
            "noted": codes.count(kinds.NOTE),
            "unused": codes.count(kinds.LEFT_OUT),
        }

    def total(self, what):
        return sum(line[what] for line in self.all if line["is_in"])

    @property
    def figures(self):
        return {
            name: self.total(name) for name in ("ready", "waiting", "new", "update", "safety", "left_out")
        }


class Rows:
    """The rows of one sheet behind one tile, and the tiles with their counts."""

    def __init__(self, sheet, rows, asked, counts):
        self.sheet, self.kind = sheet, kinds.get(sheet.kind)
        self.rows, self.counts = rows.exclude(verdict=Verdict.BLANK), counts
        self.key = asked if asked in {*VERDICTS, SAFETY, OUT, ALL} else NEEDS

    def shown(self):
        """The rows behind the tile that was chosen."""
        if self.key in VERDICTS:
            found = self.rows.filter(verdict=VERDICTS[self.key])
        elif self.key == SAFETY:
            found = self.rows.filter(asks=True)
        elif self.key == OUT:
            found = self.rows.filter(verdict=Verdict.LEFT_OUT)
        else:
            found = self.rows if self.key == ALL else self.rows.needing_somebody()
        return found.order_by("number")

    def tiles(self):
        many = self.kind.many
        words = [
            (NEW, f"new {many}", "circle-plus", ""),
            (UPDATE, "updates to a record", "refresh-cw", ""),
            (MAYBE, "possible duplicates", "copy", "soon"),
            (UNREAD, "cannot be read", "triangle-alert", "late"),
        ]
        return [
            {
                "key": key, "n": self.counts.get(VERDICTS[key], 0), "text": text, "icon": icon,
                "tone": tone if self.counts.get(VERDICTS[key]) else "",
                "is_now": self.key == key or (self.key == NEEDS and key in (MAYBE, UNREAD)),
            }
            for key, text, icon, tone in words
        ]  # fmt: skip

    def noted(self):
        """The headings whose cells are kept as notes: they stand under “How row 5 was read”."""
        headers = self.sheet.headers
        places = [int(place) for place, code in self.sheet.mapping.items() if code == kinds.NOTE]
        return [headers[place] for place in places if place < len(headers) and headers[place]]

    def columns(self):
        """The columns of the sheet as the head of the table names them; notes stand below each row."""
        found = []
        for place, code in self.sheet.mapping.items():
            if code == kinds.NOTE:
                continue
            headers = self.sheet.headers
            named = headers[int(place)] if int(place) < len(headers) else ""
            found.append(
                {
                    "place": int(place),
                    "header": named or f"Column {get_column_letter(int(place) + 1)}",
                    "goes_to": self._goes_to(code),
                    "is_off": code == kinds.LEFT_OUT,
                    "code": code,
                }
            )
        return found

    def _goes_to(self, code):
        if code in self.kind.by_code:
            return self.kind.by_code[code].label
        return "Left out"

    def lines(self, page):
        columns = self.columns()
        return [line_of(row, self.kind, columns) for row in page]


def line_of(row, kind, columns):
    """One row as the table shows it: its cells, what is wrong, what it looks like, what was understood."""
    tone, icon = PILLS.get(row.verdict, ("idle", "circle-slash"))
    mended = row.mended or {}
    return {
        "row": row,
        "tone": tone,
        "icon": icon,
        "is_left_by_hand": row.decision == Decision.LEAVE_OUT,
        "title": kind.title(row.read or {}),
        "cells": [_cell(row, column, mended) for column in columns],
        "problems": [problem | {"sentence": reject.sentence(problem)} for problem in row.problems or []],
        "match": _match(row),
        "remarks": row.remarks or [],
        "assumed": kind.assumes(row.read or {}) if row.verdict == Verdict.NEW else [],
        "was_decided": bool(row.decision or mended or row.without),
        "why_out": row.reason,
        "span": len(columns) + 1,
    }


def _cell(row, column, mended):
    values, place = row.values or [], column["place"]
    text = values[place] if place < len(values) else ""
    wrong = any(problem["column"] == place for problem in row.problems or [])
    near = row.verdict == Verdict.DUPLICATE and column["code"] in (
        "name",
        "given_name",
        "family_name",
        "born_on",
    )
    tone = "bad" if wrong else "near" if near else "off" if column["is_off"] else ""
    tone = tone or ("" if text.strip() else "none")
    return {
        "text": cell_in_words(mended.get(column["code"], text)),
        "was": cell_in_words(text) if column["code"] in mended else "",
        "label": column["header"],
        "tone": tone,
    }


def cell_in_words(text):
    """A cell as people read it: a day as a day, a link by its words, nothing as nothing."""
    if not text.strip():
        return ""
    if match := LINK.match(text.strip()):
        return match[2] or match[1]
    if len(text) == 10 and text[4:5] == text[7:8] == "-":
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        return dates.in_words(day)
    return cells.plain(text)


def _match(row):
    match = row.match_reasons or {}
    if not match:
        return None
    born_on = match.get("born_on")
    return {
        "label": match["label"],
        "born_on": dates.in_words(date.fromisoformat(born_on)) if born_on else "",
        "url": reverse("portage:child_overview", args=[match["ref"]]) if match["is"] == "child" else "",
        "where": match.get("where", ""),
        "reasons": ", ".join(reason[:1].lower() + reason[1:] for reason in match.get("reasons", [])),
        "says": match.get("says", ""),
        "is_update": row.verdict == Verdict.UPDATE,
        "is_open": row.verdict == Verdict.DUPLICATE,
    }


def rows_url(sheet, **query):
    said = urlencode({name: value for name, value in query.items() if value})
    return reverse("families:import_rows", args=[sheet.ref]) + (f"?{said}" if said else "")
