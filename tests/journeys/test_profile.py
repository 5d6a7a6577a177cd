"""A child's profile: a baseline on a phone, changed at a second visit, compared at a review; by keyboard."""

from datetime import date, timedelta

from playwright.sync_api import expect

from .given import given_a_brother, given_the_child
from .screens import DESK, PHONE

FIRST, SECOND = 60, 21  # days ago
LINES = 40
STATES = ["Can do"] * 6 + ["Nearly"] * 2 + ["Not yet"] * 2  # ten lines, four times over


def days_ago(number):
    return (date.today() - timedelta(days=number)).isoformat()


def test_a_baseline_on_a_phone_is_changed_at_a_visit_and_compared_at_a_review(town, arrive):
    given_a_brother(town, "Ravi Patel", "Sofia Marsh")
    pages = given_the_child(town, "Ravi Patel")
    sofia = arrive(PHONE).sign_in("Portage worker")

    when_a_baseline_is_begun(sofia, pages)
    when_forty_lines_are_ticked(sofia)
    when_one_is_taken_back_and_ticked_again(sofia)
    when_it_is_finished(sofia, pages)
    then_the_picture_shows_it(sofia, pages, "24")
    when_a_second_visit_brings_more(sofia, pages)
    when_a_review_is_held(sofia, pages)
    then_both_days_are_compared(arrive(DESK).sign_in("Portage worker"), pages)


def when_a_baseline_is_begun(sofia, pages):
    sofia.open(pages + "profile/")
    sofia.sees("Nothing is coloured in yet")
    sofia.look()
    sofia.follow("Colour in")
    sofia.at("What Ravi Patel can do")
    sofia.follow("Begin a baseline or review")
    sofia.at("Begin a look at everything")
    sofia.tick("Baseline")
    sofia.write("For which day?", days_ago(FIRST))
    sofia.press("Begin")


def seen_on(sofia, pages, day):
    """The page of lines, with the day on which they were seen."""
    sofia.open(f"{pages}observe/?view=all&on={day}")
    sofia.look()


def lines(sofia):
    return sofia.page.locator("[data-tick]")


def touch(sofia, number, word):
    """Touch one word of one line, and wait until it is written down."""
    line = lines(sofia).nth(number)
    choice = line.get_by_role("radio", name=word, exact=True)
    choice.click()
    expect(choice).to_have_attribute("aria-checked", "true")


def when_forty_lines_are_ticked(sofia):
    sofia.page.wait_for_load_state()
    pages = sofia.path.split("observe")[0] if "observe" in sofia.path else None
    assert pages, "a baseline that was begun shows its lines"
    seen_on(sofia, pages, days_ago(FIRST))
    for number in range(LINES):
        touch(sofia, number, STATES[number % 10])
    sofia.look()


def when_one_is_taken_back_and_ticked_again(sofia):
    sofia.press("Undo")
    sofia.sees("Not seen")
    last = lines(sofia).nth(LINES - 1)
    expect(last.get_by_role("radio", name="Not yet", exact=True)).to_have_attribute("aria-checked", "false")
    touch(sofia, LINES - 1, "Not yet")


def when_it_is_finished(sofia, pages):
    sofia.open(pages + "assessments/")
    sofia.at("Baseline and reviews")
    sofia.page.get_by_role("link", name="Baseline,").first.click()
    sofia.at("Baseline,")
    sofia.follow("Finish")
    sofia.at("Finish the baseline")
    sofia.write("What we want to remember", "He loved the drum.")
    sofia.press("Finish")
    sofia.sees("He loved the drum.")
    sofia.look()


def then_the_picture_shows_it(sofia, pages, number):
    sofia.open(pages + "profile/")
    sofia.look()
    link = sofia.page.get_by_role("link", name=f"{number} can do").first
    link.click()
    sofia.look()
    sofia.page.locator("main a[href*='/items/']").first.click()
    sofia.page.wait_for_url("**/items/**")
    sofia.look()
    expect(sofia.page.locator("main")).to_contain_text("Sofia")


def when_a_second_visit_brings_more(sofia, pages):
    seen_on(sofia, pages, days_ago(SECOND))
    for number in (6, 7, 16):
        touch(sofia, number, "Can do")


def when_a_review_is_held(sofia, pages):
    sofia.open(pages + "observe/")
    sofia.follow("Begin a baseline or review")
    sofia.tick("Review")
    sofia.press("Begin")
    seen_on(sofia, pages, days_ago(0))
    touch(sofia, 17, "Can do")
    sofia.open(pages + "assessments/")
    sofia.page.get_by_role("link", name="Review,").first.click()
    sofia.follow("Finish")
    sofia.press("Finish")


def then_both_days_are_compared(sofia, pages):
    sofia.open(pages + "profile/")
    sofia.look()
    expect(sofia.page.get_by_text("can do 4 more things").first).to_be_visible()
    sofia.page.get_by_role("link", name="4 new").first.click()
    sofia.look()
    expect(sofia.page.locator("main")).to_contain_text("Can do")


def test_lines_are_ticked_by_keyboard_alone(town, arrive):
    pages = given_the_child(town, "Aisha Khan")
    sofia = arrive(DESK).sign_in("Portage worker")
    seen_on(sofia, pages, days_ago(0))
    first = lines(sofia).first.locator("[data-choice]").first
    for _ in range(60):
        sofia.page.keyboard.press("Tab")
        if sofia.page.evaluate("document.activeElement.matches('[data-choice]')"):
            break
    expect(lines(sofia).first.locator("[data-choice]:focus")).to_have_count(1)
    sofia.page.keyboard.press("2")
    expect(lines(sofia).first.get_by_role("radio", name="Nearly")).to_have_attribute("aria-checked", "true")
    expect(lines(sofia).nth(1).locator("[data-choice]:focus")).to_have_count(1)
    sofia.page.keyboard.press("u")
    expect(lines(sofia).first.get_by_role("radio", name="Nearly")).to_have_attribute("aria-checked", "false")
    expect(first).to_be_attached()
