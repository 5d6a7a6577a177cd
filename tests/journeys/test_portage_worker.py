"""The portage worker: her day, a visit planned and written up, what keeps it safe, and what comes after."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from . import write_up
from .given import given_a_day_has_passed, given_a_visit, given_the_child
from .screens import PHONE

CHILD = {"a phone": "Oscar Bevan", "no scripts": "Zofia Nowak"}
WHY = "It was Tuesday’s ball, the blue one."


@pytest.mark.parametrize("screen", CHILD)
def test_a_visit_is_planned_written_up_signed_and_corrected(town, arrive, screen):
    child = CHILD[screen]
    pages = given_the_child(town, child)
    sofia = arrive(PHONE, scripts=screen != "no scripts").sign_in("Portage worker")
    when_she_looks_at_her_day(sofia)
    visit = when_she_plans_a_visit(sofia, pages, child)
    done = when_she_writes_it_up(sofia, pages, child, days_ahead=20 if sofia.with_scripts else 21)
    then_it_survives_a_page_that_dies(sofia, visit, child)
    then_it_survives_a_session_that_ends(sofia, visit, child)
    when_she_signs(sofia)
    then_the_record_tells_it_all(sofia, *done)
    then_it_is_locked(sofia, visit)
    when_she_corrects_it(sofia)
    then_both_versions_are_there(sofia)
    then_the_note_stands_apart(sofia, pages)


def when_she_looks_at_her_day(sofia):
    sofia.open("/")
    sofia.at("My day")


def when_she_plans_a_visit(sofia, pages, child):
    day = timezone.localdate() - timedelta(days=1)
    sofia.open(pages)
    sofia.at(child)
    sofia.follow("Visits")
    sofia.at("Visits")
    sofia.follow("Plan a visit")
    sofia.at("Plan a visit")
    sofia.write("When", "31/2 10:30")
    sofia.press("Put it in the diary")
    sofia.sees_mistake("31")
    at = "17:10" if sofia.with_scripts else "18:40"
    sofia.write("When", f"{day:%d/%m/%Y} {at}")
    sofia.choose("Where", "Home")
    sofia.write("What to bring", "Red ball")
    sofia.press("Put it in the diary")
    sofia.sees("In the diary: ")
    sofia.look()
    sofia.follow(f"Write up the visit of Yesterday, {at}")
    sofia.at(child)
    return sofia.path.removesuffix("write-up/")


def when_she_writes_it_up(sofia, pages, child, *, days_ahead):
    next_at = timezone.localdate() + timedelta(days=days_ahead)
    return write_up.write_it_all(sofia, child, f"{next_at:%d/%m/%Y} 07:20")


def then_it_survives_a_page_that_dies(sofia, visit, child):
    if sofia.with_scripts:
        write_up.wait_until_saved(sofia)
    else:
        sofia.press("Later")
        sofia.sees("Kept as it is")
    sofia.page.close()
    sofia.new_page()
    sofia.open(visit + "write-up/")
    sofia.at(child)
    sofia.sees("It is as you left it")
    write_up.expect_it_all(sofia, child)


def then_it_survives_a_session_that_ends(sofia, visit, child):
    sofia.write("What we will do", "A longer hall.")
    given_a_day_has_passed(sofia)
    sofia.expected.append("401")  # an autosave may have come first and been told so
    sofia.press("Sign and finish")
    sofia.at("Staff sign in")
    sofia.press("Portage worker")
    sofia.page.wait_for_url(f"**{visit}write-up/")
    sofia.at(child)
    write_up.expect_it_all(sofia, child)
    expect(sofia.field("What we will do")).to_have_value("A longer hall.")


def when_she_signs(sofia):
    sofia.press("Sign and finish")
    sofia.sees("Signed. The family can read it now.")
    sofia.look()


def then_the_record_tells_it_all(sofia, ticked, reached, lent):
    record = sofia.page.locator("#main")
    for words in (
        write_up.PLAY, write_up.SAW, write_up.ACTIVITY, "Grandma", "With help", ticked, reached, lent,
        "Step reached", "Lent",
    ):  # fmt: skip
        expect(record).to_contain_text(words)
    expect(record).not_to_contain_text(write_up.NOTE)


def then_it_is_locked(sofia, visit):
    sofia.open(visit + "write-up/")
    sofia.sees("already")
    assert sofia.path == visit


def when_she_corrects_it(sofia):
    sofia.follow("Correct")
    sofia.at("Correct a signed record")
    sofia.write("Playing together", "We rolled the blue ball.")
    sofia.press("Sign the correction")
    sofia.sees_mistake("Why is it corrected")
    sofia.write("Why is it corrected?", WHY)
    sofia.press("Sign the correction")


def then_both_versions_are_there(sofia):
    sofia.sees("The correction is signed")
    sofia.look()
    signed = sofia.page.locator("#signed").locator("xpath=ancestor::section | self::section").first
    expect(sofia.page.locator("#main")).to_contain_text("We rolled the blue ball.")
    expect(signed).to_contain_text("First signed")
    expect(signed).to_contain_text("Correction 1")
    expect(signed).to_contain_text(WHY)
    sofia.page.get_by_text("What changed").first.click()
    expect(signed.locator("del").filter(has_text=write_up.PLAY)).to_be_visible()


def then_the_note_stands_apart(sofia, pages):
    sofia.follow("Read the private note")
    sofia.sees(write_up.NOTE)
    sofia.look()
    for path in ("", "visits/", "reports/"):
        sofia.open(pages + path)
        expect(sofia.page.locator("body")).not_to_contain_text(write_up.NOTE)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_on_sign_makes_one_record(town, arrive, scripts):
    visit = given_a_visit(town, "Mia Thomas", days_ago=2 if scripts else 3)
    sofia = arrive(PHONE, scripts=scripts).sign_in("Portage worker")
    sofia.open(visit + "write-up/")
    sofia.write("Playing together", write_up.PLAY)
    sofia.page.get_by_role("button", name="Sign and finish").dblclick()
    sofia.sees("Signed. The family can read it now.")
    assert records_of(town, visit) == 1


def test_two_tabs_sign_once_and_the_second_keeps_its_words(town, arrive):
    visit = given_a_visit(town, "Leo Adeyemi", days_ago=2)
    sofia = arrive().sign_in("Portage worker")
    sofia.open(visit + "write-up/")
    first = sofia.page
    sofia.new_page()
    sofia.open(visit + "write-up/")
    first.get_by_label("Playing together").fill("Said in the first tab.")
    first.get_by_role("button", name="Sign and finish").click()
    expect(first.get_by_text("Signed. The family can read it now.")).to_be_visible()

    sofia.expected.append("409")
    sofia.write("Playing together", "Said in the second tab.")
    sofia.press("Sign and finish")
    sofia.sees("already. What you typed is kept", "Said in the first tab.", "Said in the second tab.")
    sofia.look()
    assert records_of(town, visit) == 1


def records_of(town, visit):
    ref = visit.strip("/").split("/")[-1]
    query = (
        "SELECT count(*) FROM visits_visitrecord r JOIN visits_visit v ON v.id = r.visit_id WHERE v.ref = %s"
    )
    return town.rows(query, ref)[0][0]
