"""Bring in a workbook from the command line: the same way as on screen, and dry unless told otherwise."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refused
from families.actions import imports
from families.import_page import Sheets
from families.importing import commit, kinds, mapping_file, reject
from families.models import Import, ImportRow

OK, SOME_STAY_OUT, NOT_READ = 0, 1, 2
HELP = """\
Reads FILE, checks every row and says what would come in and what not. Nothing is written without --commit.
Exit code 0: every row that is not left out is ready (or came in). 1: some rows stay out; each is printed with
its row, column, value and what was expected. 2: the file could not be read, or the mapping does not fit it.
The mapping file is described in docs/import.md.
"""


class _Dry(Exception):
    """Everything was tried; now all of it is taken back."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="an Excel workbook or a CSV file")
        parser.add_argument("--mapping", type=Path, help="what the columns are, as a TOML file")
        parser.add_argument("--commit", action="store_true", help="write the rows that are ready")
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")
        parser.add_argument("--by", default="", help="who answers for it, by e-mail address")

    def handle(self, *args, file, mapping, by, **options):
        person = self._person(by, write=options["commit"])
        try:
            said = mapping_file.read(mapping.read_text("utf-8")) if mapping else {}
            found = self._run(file.read_bytes(), file.name, said, person, write=options["commit"])
        except (Refused, OSError, UnicodeDecodeError) as problem:
            self._print({"problem": str(problem)}, options["json"])
            sys.exit(NOT_READ)
        self._print(found, options["json"])
        sys.exit(SOME_STAY_OUT if found["stay_out"] else OK)

    def _person(self, email, *, write):
        """Who answers for it: named, or the only one who can be meant; for a dry run anybody who may."""
        people = User.objects.active()
        found = people.filter(email=email.strip().lower()) if email else people.order_by("pk")
        able = [one for one in found if one.may(Permission.IMPORT_RUN)]
        if email and not able:
            raise CommandError(f"{email} may not bring in workbooks.", returncode=NOT_READ)
        if not able:
            raise CommandError("Nobody here may bring in workbooks: add a person first.", returncode=NOT_READ)
        administrators = [one for one in able if "administrator" in one.roles]
        meant = administrators if len(administrators) == 1 else able
        if write and len(meant) > 1:
            names = ", ".join(one.email for one in able)
            raise CommandError(f"Say with --by who answers for this import: {names}.", returncode=NOT_READ)
        return meant[0]

    def _run(self, content, name, said, by, *, write):
        """The whole way in one transaction; taken back at the end unless it is to be written."""
        found = {}
        try:
            with transaction.atomic():
                batch = imports.upload(content, name=name, by=by, at_once=True)
                self._match(batch, said, by)
                batch = imports.check(batch, by=by, at_once=True)
                if write:
                    batch = self._commit(batch, by)
                found.update(report(batch, written=write))
                if not write:
                    raise _Dry
        except _Dry:
            pass
        return found

    def _match(self, batch, said, by):
        sheets = {sheet.name: sheet for sheet in batch.sheets.select_related("batch")}
        for name, told in said.items():
            if name not in sheets:
                raise Refused(f"The file has no sheet “{name}”. It has {', '.join(sheets)}.")
            sheet = sheets[name]
            if "kind" in told:
                kind = "" if told["kind"] == "left out" else told["kind"]
                sheet = imports.say_kind(sheet, kind=kind, by=by)
            if sheet.kind:
                mapping = mapping_file.mapping_for(sheet, told.get("columns", {}))
                answers = {**sheet.answers, **told.get("answers", {})}
                answers |= {"dates": told["dates"]} if told.get("dates") else {}
                imports.match(sheet, mapping=mapping, answers=answers, by=by)

    def _commit(self, batch, by):
        ready = ImportRow.objects.filter(sheet__batch=batch).ready().exists()
        if not ready:
            return batch
        batch.status = Import.Status.COMMITTING
        batch.save(update_fields=["status"])
        return commit.commit(batch, by=by)

    def _print(self, found, as_json):
        if as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        if "problem" in found:
            self.stderr.write(found["problem"])
            return
        for sheet in found["sheets"]:
            counts = ", ".join(f"{number} {what}" for what, number in sheet["counts"].items())
            self.stdout.write(f"{sheet['name']}: {sheet['lists']}. {counts or 'no rows'}")
        for cell in found["cells"]:
            where = f"{cell['sheet']}, row {cell['row']}, {cell['column'] or 'the row'}"
            self.stdout.write(f"  {where}: “{cell['value']}”. {cell['said']}")
        done = "came in" if found["written"] else "would come in; nothing was written (add --commit)"
        self.stdout.write(f"{found['ready']} rows {done}. {found['stay_out']} stay out.")


def report(batch, *, written):
    """What was found, sheet by sheet, and every cell that keeps a row out."""
    sheets = Sheets(batch)
    waiting = [cell for line in sheets.all if line["is_in"] for cell in cells_of(line["sheet"])]
    rejected = {(cell["sheet"], cell["row"]) for cell in waiting}
    return {
        "file": batch.name,
        "written": written,
        "ready": sheets.figures["ready"],
        "stay_out": len(rejected),
        "sheets": [
            {
                "name": line["sheet"].name,
                "lists": line["kind"].label if line["kind"] else "left out",
                "columns": {
                    header: line["sheet"].mapping.get(str(place), "") or "left out"
                    for place, header in enumerate(line["sheet"].headers)
                    if header
                },
                "counts": {
                    ImportRow.Verdict(verdict).label.lower(): number
                    for verdict, number in line["counts"].items()
                    if verdict in ImportRow.Verdict.values
                },
            }
            for line in sheets.all
        ],
        "cells": waiting,
    }


def cells_of(sheet):
    """Every cell that keeps a row out, with its place, what it says and what was expected."""
    kind = kinds.get(sheet.kind)
    for row in sheet.rows.rejected().order_by("number"):
        row.sheet = sheet
        problems = row.problems or [{}]
        for problem in problems:
            column = problem.get("column")
            heading = sheet.headers[column] if column is not None and column < len(sheet.headers) else ""
            yield {
                "sheet": sheet.name,
                "row": row.number,
                "column": heading or (kind.by_code[problem["code"]].label if problem else ""),
                "value": problem.get("value", ""),
                "expected": problem.get("expected", ""),
                "said": reject.sentence(problem) if problem else reject.why(row),
            }
