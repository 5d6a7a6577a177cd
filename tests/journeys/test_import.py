"""A new administrator brings in the workbook that her service has kept for years."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.factories.importing import messy_workbook

from .screens import DESK, PHONE

SEED = {"a desk": 71, "no scripts": 72}
SCREENS = {"a desk": {"size": DESK}, "no scripts": {"size": PHONE, "scripts": False}}


@pytest.fixture
def workbook(tmp_path):
    def kept(seed):
        path = tmp_path / "our-caseload.xlsx"
        path.write_bytes(messy_workbook(seed, workers=("Sofia Marsh", "Priya Shah")).content)
        return path

    return kept


@pytest.mark.parametrize("screen", SCREENS)
def test_a_workbook_comes_in_is_looked_at_undone_and_comes_in_again(arrive, workbook, screen, tmp_path):
    path = workbook(SEED[screen])
    mel = arrive(**SCREENS[screen]).sign_in("Administrator")
    when_she_brings_the_file(mel, path)
    when_she_says_how_often(mel)
    ready = when_she_checks_the_rows(mel)
    when_she_mends_a_date(mel, ready)
    when_she_brings_the_rows_in(mel)
    then_the_children_are_there(mel)
    then_the_rejected_rows_come_back_with_reasons(mel, tmp_path)
    when_she_undoes_it(mel)
    when_she_brings_the_file(mel, path)
    then_the_same_is_proposed_again(mel)


def when_she_brings_the_file(mel, path):
    mel.open("/imports/")
    mel.at("Bring in what you have today")
    mel.page.get_by_role("link", name="Choose a file").first.click()
    mel.at("Choose the file")
    mel.page.locator("input[type=file]").set_input_files(path)
    mel.press("Read the file")
    mel.at("What we found in your file")


def when_she_says_how_often(mel):
    mel.page.get_by_role("link", name="Match columns of Caseload").click()
    mel.at("Caseload")
    mel.pick("How often, where a row does not say", "Every two weeks")
    mel.press("Keep these matches")
    mel.at("What we found in your file")


def when_she_checks_the_rows(mel):
    mel.press("Check the rows")
    mel.at("Check what will come in")
    mel.sees("there is no 31 February")
    return int(mel.page.locator(".app-planbar b").first.inner_text())


def when_she_mends_a_date(mel, ready):
    problem = mel.page.locator(".app-sheetwhy", has_text="there is no 31 February")
    problem.locator("input[type=text]").fill("28/02/2024")
    problem.get_by_role("button", name="Save").click()
    mel.sees("new")
    expect(mel.page.locator(".app-planbar b").first).to_have_text(str(ready + 1))


def when_she_brings_the_rows_in(mel):
    mel.page.locator(".app-actionbar").get_by_role("link", name="Bring in").click()
    mel.at("Bring in")
    mel.page.get_by_role("button", name="Bring in").click()
    wait_for(mel, "Brought in")
    mel.look()


def wait_for(mel, heading):
    """The work is done in the background: a page with scripts shows it by itself, else one looks again."""
    for _ in range(40):
        if mel.page.get_by_role("heading", name=heading, exact=True, level=1).count():
            return
        mel.page.wait_for_timeout(500)
        if not mel.with_scripts:
            mel.page.reload()
    mel.at(heading)


def then_the_children_are_there(mel):
    back = mel.page.url
    mel.page.get_by_role("link", name="Look at the families").click()
    mel.at("Children")
    mel.open("/children/?name=Penrose")  # among all the others the list has pages
    mel.sees("Penrose")
    mel.page.goto(back)


def then_the_rejected_rows_come_back_with_reasons(mel, tmp_path):
    with mel.page.expect_download() as download:
        mel.page.get_by_role("link", name="with reasons").click()
    kept = tmp_path / "stayed-out.xlsx"
    download.value.save_as(kept)
    page = load_workbook(io.BytesIO(kept.read_bytes()))["Caseload"]
    reasons = [row[-1] for row in page.iter_rows(values_only=True) if row[-1]]
    assert reasons[0] == "Why this row stayed out"
    assert any("check digit" in reason for reason in reasons)


def when_she_undoes_it(mel):
    mel.page.get_by_role("link", name="Undo this import").click()
    mel.at("Undo this import?")
    mel.press("Undo the import")
    wait_for(mel, "Undone")
    mel.look()
    mel.sees("taken out")


def then_the_same_is_proposed_again(mel):
    mel.page.get_by_role("link", name="Match columns of Caseload").click()
    expect(mel.field("Anything else")).to_have_value("note")
    expect(mel.field("Born")).to_have_value("born_on")
