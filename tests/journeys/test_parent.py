"""The parents: one sees what her child can do; the other may see nothing of it."""

import re

import pytest
from playwright.sync_api import expect

from .given import given_a_shared_report, given_a_visit, given_the_child
from .screens import PHONE

FAMILIES = {
    "a phone": ("Aisha Khan", "nadia.khan@example.org", 2),  # days until the next visit
    "no scripts": ("Yusuf Rahman", "ruma.rahman@example.org", 3),
}
SAID = "At tea, with the yellow spoon."
FATHER = "tariq.khan@example.org"
# What Tariq could learn of his daughter from any page: her name, who comes, where she lives, what she does.
WORDS_ABOUT_AISHA = """
    SELECT given_name FROM families_child WHERE id = {child}
    UNION SELECT nhs_number FROM families_child WHERE id = {child}
    UNION SELECT text FROM assessments_goal WHERE child_id = {child}
    UNION SELECT what FROM visits_activity WHERE child_id = {child}
    UNION SELECT saw FROM visits_visitrecord r JOIN visits_visit v ON v.id = r.visit_id
        WHERE v.child_id = {child}
    UNION SELECT ref FROM visits_visit WHERE child_id = {child}
    UNION SELECT ref FROM reports_report WHERE child_id = {child}
    UNION SELECT e.name FROM equipment_loan l JOIN equipment_equipment e ON e.id = l.equipment_id
        WHERE l.child_id = {child}
    UNION SELECT lines FROM families_address a JOIN families_child c ON c.family_id = a.family_id
        WHERE c.id = {child}
    UNION SELECT name FROM families_professional WHERE child_id = {child}
"""
PORTAL = (
    "",
    "week/",
    "practice/",
    "practice/undo/",
    "can-do/",
    "reports/",
    "visits/",
    "toys/",
    "observe/",
    "differently/",
    "celebration/",
)
STAFF = ("", "visits/", "goals/", "profile/", "toys/", "reports/", "family/", "observe/", "address/")


@pytest.mark.parametrize("screen", FAMILIES)
def test_a_parent_sees_what_her_child_can_do_and_says_how_practice_went(town, arrive, screen):
    child, email, days = FAMILIES[screen]
    first = child.split()[0]
    given_a_shared_report(town, child, to=email)
    given_a_visit(town, child, days_ago=-days)  # the one of today may be over
    parent = arrive(PHONE, scripts=screen != "no scripts").sign_in_as(email)
    then_home_shows_the_step_and_the_next_visit(parent)
    then_each_door_opens(parent, first, town, child)
    when_she_says_how_practice_went(parent, first)
    then_it_stands_in_her_week_and_her_worker_reads_it(parent, arrive, town, child)
    then_she_says_how_a_goal_feels(parent)


def then_home_shows_the_step_and_the_next_visit(parent):
    parent.at("Hello")
    parent.sees("This week’s small step", "Next visit", "Sofia Marsh", "comes to you")


def then_each_door_opens(parent, first, town, child):
    loans = """
        SELECT e.name FROM equipment_loan l JOIN equipment_equipment e ON e.id = l.equipment_id
        JOIN families_child c ON c.id = l.child_id
        WHERE c.given_name = %s AND c.family_name = %s AND l.returned_on IS NULL
    """
    toys = [name for (name,) in town.rows(loans, *child.split())]
    parent.follow(f"What {first} can do")
    parent.at(f"What {first} can do")
    expect(parent.page.locator(".app-mark--can").first).to_be_visible()
    for door, words in (
        ("Toys on loan", toys),
        ("Our visits", ["Sofia Marsh"]),
        ("Letters and reports", ["Progress report"]),
    ):
        parent.open("/family/")
        parent.follow(door)
        parent.at(door)
        parent.sees(*words)
    parent.open("/family/")
    parent.follow("Our visits")
    parent.page.locator("main h2 a").first.click()
    parent.sees("Signed on")
    parent.look()


def when_she_says_how_practice_went(parent, first):
    parent.open("/family/")
    parent.follow("We practised today")
    parent.at("We practised today")
    parent.press("Save")
    parent.sees_mistake("Choose how it went")
    parent.choose("How did it go?", "With help")
    parent.page.get_by_label(re.compile("Tell .* more, if you like")).fill(SAID)
    parent.press("Save")


def then_it_stands_in_her_week_and_her_worker_reads_it(parent, arrive, town, child):
    parent.sees("Saved. Thank you for telling us!", SAID)
    parent.at("Our week")
    sofia = arrive().sign_in("Portage worker")
    sofia.open(given_the_child(town, child))
    sofia.look()
    expect(sofia.page.locator("main")).to_contain_text(SAID)


def then_she_says_how_a_goal_feels(parent):
    parent.open("/family/")
    parent.follow("How do you feel about this goal now?")
    parent.at("How do you feel about this goal now?")
    parent.press("Tell us")
    parent.sees_mistake("Choose a number from 1 to 10.")
    parent.choose("From 1 to 10, how far is it for you?", "9")
    parent.press("Tell us")
    parent.sees("You said 9 of 10 for")
    parent.look()


def test_a_parent_with_limited_access_learns_nothing(town, arrive):
    pages = given_the_child(town, "Aisha Khan")
    ref = pages.strip("/").split("/")[-1]
    child = town.rows("SELECT id FROM families_child WHERE ref = %s", ref)[0][0]
    words = {word for (word,) in town.rows(WORDS_ABOUT_AISHA.format(child=child)) if word}
    words |= {ref, "Sofia", "Nadia"}
    assert len(words) > 20, "there is enough to give away"

    tariq = arrive(PHONE).sign_in_as(FATHER)
    tariq.at("Hello Tariq")
    tariq.sees("There is nothing shared with you here")
    for path in pages_within_reach(tariq):
        tariq.open(path)
        tariq.look()
        said = tariq.page.content()
        assert not [word for word in words if word in said], path
    for part in PORTAL:
        tariq.is_told_not_found(f"/family/{ref}/{part}")
    for (goal,) in town.rows("SELECT ref FROM assessments_goal WHERE child_id = %s", child):
        tariq.is_told_not_found(f"/family/goals/{goal}/feeling/")
    for part in STAFF:
        tariq.expected.append("403")
        assert tariq.open(pages + part).status in (403, 404)
        said = tariq.page.content().replace(ref, "")
        assert not [word for word in words - {ref} if word in said], part
    letters = " ".join(tariq.town.letters_to(FATHER))
    assert not [word for word in words if word in letters]


def pages_within_reach(visitor):
    """All addresses that the pages lead to, the start page first."""
    found, ahead = [], ["/"]
    while ahead:
        path = ahead.pop(0)
        found.append(path)
        visitor.open(path)
        links = visitor.page.locator("a[href^='/']").evaluate_all("all => all.map(one => one.pathname)")
        ahead += [link for link in dict.fromkeys(links) if link not in [*found, *ahead]]
    return found
