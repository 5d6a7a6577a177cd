"""Who may bring in a workbook: the administrator and the service manager, for the whole service."""

from accounts.roles import Scope

from ..rows import Row, each
from .rungs import ASKS

RUNS = each("administrator", "service_manager", on=Scope.ALL)
POSTS = ("POST",)
FILE, SHEET, LINE = "families.Import", "families.ImportSheet", "families.ImportRow"

ROWS: list[Row] = [
    Row("families:import_list", "the files that were brought along", may=RUNS),
    Row("families:import_add", "choose a file to bring in", may=RUNS, methods=ASKS),
    Row("families:import_detail", "how far an import has come", may=RUNS, about=FILE),
    Row("families:import_status", "how far its work has come", may=RUNS, about=FILE),
    Row("families:import_check", "have its rows read and compared", may=RUNS, about=FILE, methods=POSTS),
    Row("families:import_commit", "bring in the rows that are ready", may=RUNS, about=FILE, methods=ASKS),
    Row("families:import_undo", "take out again what came in", may=RUNS, about=FILE, methods=ASKS),
    Row("families:import_throw_away", "forget a file", may=RUNS, about=FILE, methods=ASKS),
    Row("families:import_rejected", "the rows that stayed out, as a file", may=RUNS, about=FILE),
    Row("families:import_rows", "the rows of a sheet", may=RUNS, about=SHEET),
    Row("families:import_match", "say what the columns of a sheet are", may=RUNS, about=SHEET, methods=ASKS),
    Row("families:import_kind", "say what a sheet lists", may=RUNS, about=SHEET, methods=POSTS),
    Row("families:import_row_decide", "mend a row, or decide on it", may=RUNS, about=LINE, methods=POSTS),
]
