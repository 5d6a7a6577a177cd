"""What must not be in the code: vendors' marks, trackers, shortcuts round the guards."""

import re

from .walk import FLOORS, ROOT, each_folder, modules, named

SWORN_OFF = [  # (what, where it may stand, why not elsewhere)
    (r"\bmark_safe\(", r".*/templatetags/[^/]*", "markup is made by templates"),
    (r'fields = "__all__"', "", "a form names its fields"),
    (r"\.(raw|extra)\(", "", "the ladder is asked through querysets"),
    (r"\bcsrf_exempt\b", "", "every form carries its token"),
    (
        r"\bcsv\.(writer|DictWriter)\b|from csv import .*[wW]riter",
        r"accounts/sheets\.py",
        "a cell that begins with = is run by who opens it: only accounts.sheets writes such files",
    ),
    (r'\bweasyprint\b(?!")|(?<!")\bweasyprint\b', r".*/pdf\.py", "only reports/pdf.py renders"),
    (
        r"\.(delay|apply_async|delay_on_commit)\(",
        r"accounts/nudges\.py",
        "work is asked for through accounts.work",
    ),
]


@each_folder(path for room in FLOORS for path in modules(room))
def test_no_module_uses_what_we_have_sworn_off(paths):
    texts = {name: (ROOT / name).read_text() for name in named(paths)}
    assert not [
        (name, why)
        for what, may_stand_in, why in SWORN_OFF
        for name, text in texts.items()
        if re.search(what, text) and not re.fullmatch(may_stand_in, name)
    ]


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
