"""Stylesheets and scripts: each is reached, each address leads somewhere, all is ours."""

import re
import shutil

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.house.walk import ROOT

STATIC = ROOT / "static"
PAPER = STATIC / "css/print"  # of the documents, which are no pages
SHEETS = sorted(set((STATIC / "css").rglob("*.css")) - set(PAPER.rglob("*.css")))
ADDRESS = re.compile(r"url\(\s*[\"']?(?!data:)([^\"')]+)")


def test_every_sheet_is_imported_once_and_exists():
    imported = re.findall(r'@import url\("([^"]+)"\);', (STATIC / "css/portage.css").read_text())
    ours = {str(path.relative_to(STATIC / "css")) for path in SHEETS} - {"portage.css"}
    assert sorted(imported) == sorted(ours)


def test_every_address_in_a_sheet_leads_to_a_file():
    lost = {
        (path.name, address)
        for path in [*SHEETS, *(STATIC / "vendor").glob("*.css")]
        for address in ADDRESS.findall(path.read_text())
        if not (path.parent / address).exists()
    }
    assert not lost


def test_sheets_in_folders_hold_no_addresses_because_they_are_joined_one_floor_up():
    deep = [path for path in SHEETS if path.parent != STATIC / "css"]
    assert {path.name for path in deep if ADDRESS.search(path.read_text())} == set()


@pytest.mark.parametrize("word", ["GDS Transport", "govuk-crest", "sourceMappingURL", "/assets/"])
def test_nothing_of_the_governments_own_is_left(word):
    files = [path for ending in ("css", "js", "svg") for path in STATIC.rglob(f"*.{ending}")]
    assert [path.name for path in files if word in path.read_text()] == []


def test_every_property_that_a_sheet_asks_for_is_set_somewhere():
    text = "\n".join(path.read_text() for path in SHEETS)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    asked = set(re.findall(r"var\((--[a-z0-9-]+)\)", text))
    assert asked - set(re.findall(r"(--[a-z0-9-]+)\s*:", text)) == set()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_collected_files_have_fingerprints_and_one_sheet_holds_them_all(tmp_path):
    storage = {"staticfiles": {"BACKEND": "portage.staticfiles.StaticFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storage, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)  # a second time over what is there
    (joined,) = [path for path in tmp_path.glob("css/portage.*.css")]
    assert "@import" not in joined.read_text()
    assert "app-stones__step--now" in joined.read_text()
    (main,) = [path for path in tmp_path.glob("js/main.*.js")]
    assert re.search(r"\./session\.[0-9a-f]{12}\.js", main.read_text())
    shutil.rmtree(tmp_path)
