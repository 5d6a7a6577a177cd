"""A second checklist beside our starter, and one whose file is still to be put right."""

from accounts.sheets import text_file
from assessments.actions import framework_loading
from assessments.framework_files import COLUMNS

NAME = "Vale first steps"
LICENCE = "Written for the demo. Belongs to nobody."
ITEMS = """\
Being together|Sharing|0|11|V-01|Enjoys a song on somebody’s lap|Sing slowly, stop, and wait.|
Being together|Sharing|0|11|V-02|Looks or listens when somebody comes in||
Being together|Sharing|12|23|V-03|Brings a thing over to show it|Any way of bringing counts.|V-02
Being together|Turns|12|23|V-04|Rolls a ball back twice|From a chair or a frame too.|V-01
Being together|Turns|24|35|V-05|Waits for one other person’s turn||V-04
Telling|Showing|0|11|V-06|Shows by a sound, a look or a move what is liked||
Telling|Showing|12|23|V-07|Asks for more with a word, a sign or a picture||V-06
Telling|Words|12|23|V-08|Has three words, signs or pictures at home|In any language.|V-06
Telling|Words|24|35|V-09|Puts two words or signs together||V-08
Moving about|Floor|0|11|V-10|Gets to a toy on the floor in any way||
Moving about|Floor|12|23|V-11|Gets over a cushion in the way||V-10
Moving about|Feet and wheels|24|35|V-12|Goes from room to room on foot or on wheels||V-11
"""


def tell_checklists(staff):
    """One in use, judged as first, sometimes or often seen; one brought along with three things to mend."""
    by = staff["Ann Hughes"]
    upload = framework_loading.check(
        _file("2026", _rows()), name="vale-first-steps.csv", by=by, licence=LICENCE
    )
    framework_loading.load_upload(upload, publish=True, by=by)
    framework_loading.check(_file("2027", _slips()), name="vale-first-steps-2027.csv", by=by, licence=LICENCE)


def _rows():
    return [line.split("|") for line in ITEMS.splitlines()]


def _slips():
    """The next version as it came from the office: a code twice, a circle, a band that is missing."""
    rows = _rows()
    rows[4][4] = "V-04"
    rows[7][7], rows[8][7] = "V-09", "V-08"
    rows[10][2] = ""
    return rows


def _file(version, rows):
    lines = [[NAME, version, *row, "journal"] for row in rows]
    return text_file([[*COLUMNS, "scale"], *lines])
