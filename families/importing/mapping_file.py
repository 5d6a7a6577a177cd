"""A mapping file: what each column of each sheet is, written down once for a file that comes every month.

TOML, as docs/import.md describes it. What the file does not say stays as we proposed it.
"""

import tomllib

from accounts.refusals import Refused

from . import kinds
from .columns import normalise

GENERAL = {"kind", "columns", "answers", "dates"}


def read(text):
    """{sheet name: {"kind", "columns", "answers", "dates"}}; raises Refused with what is wrong."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The mapping file cannot be read: {error}.") from error
    sheets = said.get("sheets", {})
    if not isinstance(sheets, dict) or not sheets:
        raise Refused('The mapping file names no sheet. Write [sheets."Name of the sheet"].')
    for name, sheet in sheets.items():
        if unknown := set(sheet) - GENERAL:
            raise Refused(
                f"The mapping file says “{sorted(unknown)[0]}” of “{name}”, which means nothing here."
            )
        _check(name, sheet)
    return sheets


def _check(name, sheet):
    code = sheet.get("kind")
    if code is not None and code != "left out" and kinds.get(code) is None:
        known = ", ".join(kind.code for kind in kinds.KINDS)
        raise Refused(f"“{name}” cannot be “{code}”. Say one of {known}, or “left out”.")
    kind = kinds.get(code) if code else None
    for heading, field in sheet.get("columns", {}).items():
        allowed = {"note", "left out"} | set(kind.by_code if kind else ())
        if kind is not None and field not in allowed:
            raise Refused(f"The column “{heading}” of “{name}” cannot be “{field}”.")


def mapping_for(sheet, columns):
    """The mapping of a sheet with what the file says; Refused for a heading that is not there."""
    places = {normalise(header): str(place) for place, header in enumerate(sheet.headers) if header}
    mapping = dict(sheet.mapping)
    for heading, field in columns.items():
        place = places.get(normalise(heading))
        if place is None:
            raise Refused(f"“{sheet.name}” has no column “{heading}”.")
        mapping[place] = kinds.LEFT_OUT if field == "left out" else field
    return mapping
