"""Lists taken out as spreadsheets: exactly what the screen shows, and a line in the trail for each."""

from accounts import audit, sheets
from families.waiting_lines import HEADINGS, cells

AT_ONCE = 200


def waiting_list(asked, *, by, now):
    """The waiting list as somebody has asked for it, as a workbook. Returns its bytes."""
    found = asked.with_all(asked.found())
    about = [f"Waiting list on {now:%-d %B %Y at %H:%M}", f"Filters: {asked.in_words}"]
    sheet = sheets.Sheet("Waiting list", HEADINGS, about=about)
    count = 0
    for referral in found.iterator(chunk_size=AT_ONCE):
        sheet.add(cells(asked.line(referral)))
        count += 1
    after = {"list": "waiting list", "filters": asked.in_words, "children": count}
    audit.record("waiting_list.exported", by=by, after=after)
    return sheet.as_bytes()
