"""Who may reach what: one row for every URL, in words that become docs/access.md.

The rows are written by hand and not derived from the views, so that the access matrix test can hold one
against the other. A URL without a row answers 404 and turns the suite red.
"""

from importlib import import_module

from .rows import Door, Row

ROOMS = ("accounts", "families", "assessments", "equipment", "visits", "reports", "portal", "portage", "dev")


def all_rows():
    """Every row of the policy, by URL name."""
    rows = {}
    for room in ROOMS:
        for row in import_module(f"{__name__}.{room}").ROWS:
            if row.name in rows:
                raise ValueError(f"{row.name} has two rows in the policy.")
            rows[row.name] = row
    return rows


_rows = {}


def find_row(name):
    """The row for a URL name, or None."""
    if not _rows:
        _rows.update(all_rows())
    return _rows.get(name)


__all__ = ["Door", "Row", "all_rows", "find_row"]
