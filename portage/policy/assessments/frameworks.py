"""Who may read and change the checklists themselves."""

from accounts.roles import Scope

from ..rows import Row, each

BOTH = ("GET", "POST")
EDITS = each("administrator", "service_manager", on=Scope.NOTHING)
FILE = "assessments.FrameworkUpload"

ROWS = [
    Row("assessments:framework_upload", "bring in a framework’s file", may=EDITS, methods=BOTH),
    Row("assessments:upload_detail", "what is in a framework’s file", may=EDITS, about=FILE),
    Row("assessments:upload_reasons", "the file with what to put right", may=EDITS, about=FILE),
    Row("assessments:upload_load", "load a checked framework", may=EDITS, about=FILE, methods=BOTH),
]
