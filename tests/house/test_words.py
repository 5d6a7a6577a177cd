"""What must not be in the code: vendors' marks, trackers, shortcuts round the guards."""

import re

import pytest

from .walk import FLOORS, ROOT, modules, named

PYTHON = [path for room in FLOORS for path in modules(room)]


@pytest.mark.parametrize("path", PYTHON, ids=named(PYTHON))
def test_no_module_uses_what_we_have_sworn_off(path):
    text = path.read_text()
    assert not re.search(r"\bmark_safe\(", text) or path.parts[-2] == "templatetags"
    assert 'fields = "__all__"' not in text
    assert not re.search(r"\.(raw|extra)\(", text)
    assert not re.search(r"\bcsrf_exempt\b", text)
    if path.relative_to(ROOT).as_posix() != "accounts/sheets.py":
        assert not re.search(r"\bcsv\.(writer|DictWriter)\b|from csv import .*[wW]riter", text), (
            "a cell that begins with = is run by who opens it: only accounts.sheets writes such files"
        )
    if path.name != "pdf.py":
        assert not re.search(r"\bweasyprint\b", text.replace('"weasyprint"', "")), (
            "only reports/pdf.py renders"
        )
    if path.relative_to(ROOT).as_posix() not in ("accounts/nudges.py",):
        assert not re.search(r"\.(delay|apply_async|delay_on_commit)\(", text), (
            "work is asked for through accounts.work"
        )


def test_no_font_or_mark_of_the_government_is_shipped():
    names = [path.name.lower() for path in (ROOT / "static").rglob("*") if path.is_file()]
    assert not [
        name
        for name in names
        if re.search(r"crest|crown|transport|govuk-icon|moj-logotype|light-94a07", name)
    ]
    css = "".join(path.read_text() for path in (ROOT / "static").rglob("*.css"))
    assert "GDS Transport" not in css


def test_nothing_is_fetched_from_elsewhere():
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "css").rglob("*.css")]:
        for address in re.findall(r"""(?:src|href|url\()=?["'(]?(https?://[^"')\s]+)""", path.read_text()):
            assert "<link" not in path.read_text() or address.startswith("https://www.gov.uk"), (
                path,
                address,
            )
