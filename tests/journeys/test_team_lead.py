"""The team lead: gives a child to a worker, and later to another."""

import pytest
from playwright.sync_api import expect

from .given import given_a_child_who_waits
from .screens import SCREENS

REASON = "Sofia goes down to four days."
NUMBERS = {"a desk": 401, "a phone": 402, "no scripts": 403}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_child_is_given_to_a_worker_and_moved_to_another(town, arrive, screen):
    ref, name = given_a_child_who_waits(town, NUMBERS[screen])
    pages = f"/children/{ref}/"
    hannah = arrive(**SCREENS[screen]).sign_in("Team lead")
    sofia = arrive(**SCREENS[screen]).sign_in("Portage worker")

    when_the_child_is_given_to(hannah, pages, name, "Sofia Marsh")
    then_she_opens_its_pages(sofia, pages, name)
    when_a_move_is_begun(hannah, pages, name, "Priya Shah")
    then_what_follows_is_shown_and_nothing_has_changed(hannah, sofia, pages)
    when_it_is_confirmed(hannah, name, "Priya Shah")
    then_the_history_is_on_the_page(hannah)
    then_her_next_click_finds_nothing(sofia, pages)


def when_the_child_is_given_to(hannah, pages, name, worker):
    hannah.open("/team/")
    hannah.look()
    hannah.open(pages + "family/")
    hannah.at(name)
    hannah.follow("Choose a worker")
    hannah.at(f"Choose a worker for {name}")
    expect(hannah.page.get_by_text("after.").first).to_be_visible()
    hannah.tick(worker)
    hannah.write("Reason", "Sofia knows the family.")
    hannah.press("Give the child to this worker")
    hannah.sees(f"is with {worker} now")
    hannah.look()


def then_she_opens_its_pages(sofia, pages, name):
    sofia.open("/children/")
    sofia.at("Families")
    assert sofia.open(pages).ok
    sofia.at(name)


def when_a_move_is_begun(hannah, pages, name, worker):
    hannah.follow("Move to another worker")
    hannah.at(f"Move {name} to another worker")
    hannah.tick(worker)
    hannah.press("See what follows")
    hannah.sees_mistake("Say why the child moves")
    hannah.write("Why?", REASON)
    hannah.press("See what follows")


def then_what_follows_is_shown_and_nothing_has_changed(hannah, sofia, pages):
    hannah.at("What follows when")
    hannah.sees("Nothing has changed yet", "Priya Shah afterwards", REASON)
    assert sofia.open(pages).ok


def when_it_is_confirmed(hannah, name, worker):
    first = name.split()[0]
    hannah.press(f"Move {first} to {worker.split()[0]}")
    hannah.sees(f"{first} is with {worker} now")


def then_the_history_is_on_the_page(hannah):
    hannah.look()
    history = hannah.page.get_by_role("region", name="Who visited so far")
    expect(history).to_contain_text("Sofia Marsh")
    expect(history).to_contain_text("Priya Shah")
    expect(history).to_contain_text(REASON)


def then_her_next_click_finds_nothing(sofia, pages):
    sofia.expected.append("404")
    sofia.page.get_by_role("link", name="Visits").first.click()
    sofia.at("We cannot find this page")
    for path in ("", "visits/", "goals/", "profile/", "toys/", "reports/", "family/", "visits/plan/"):
        sofia.is_told_not_found(pages + path)
