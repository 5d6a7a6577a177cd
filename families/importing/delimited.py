"""Text files with one row a line: by comma, semicolon or tab, in whichever letters they were saved."""

import csv
import io

from accounts.refusals import Refused

SEPARATORS = (",", ";", "\t", "|")
LONGEST_FIELD = 100_000
LOOKED_AT = 40  # lines, to find out what parts the cells


def csv_sheet(content, name):
    """The one sheet of a text file. Raises Refused if it is no table."""
    from .reader import Sheet  # the reader opens both kinds and asks here for one

    text = decoded(content)
    separator = separator_of(text)
    title = name.rsplit("/", 1)[-1].rsplit(".", 1)[0][:120] or "List"
    return Sheet(title, lambda: _rows(text, separator))


def decoded(content):
    """The letters of a text file: as its first bytes say, else as UTF-8, else as Windows wrote it."""
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
    known = next((encoding for mark, encoding in marks.items() if content.startswith(mark)), None)
    for encoding in [known] if known else ["utf-8", "cp1252", "latin-1"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("The letters of this file cannot be read. Save it as “CSV UTF-8” and choose it again.")


def separator_of(text):
    """What parts the cells: the sign that gives the most rows the same number of columns, above one."""
    return max(SEPARATORS, key=lambda sign: _evenness(text, sign))


def _evenness(text, sign):
    lines = io.StringIO("\n".join(text.splitlines()[:LOOKED_AT]))
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
    except csv.Error:
        return (0, 0)
    if not widths:
        return (0, 0)
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (widths.count(usual) if usual > 1 else 0, usual)


def _rows(text, separator):
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error:
        raise Refused(f"Row {number + 1} cannot be read: a quotation mark may be open in it.") from None
