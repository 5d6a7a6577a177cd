"""The administrator: from a letter on her desk to a place in a team."""

import pytest
from playwright.sync_api import expect

from .screens import SCREENS

CHILD = {"a desk": "Imogen", "a phone": "Rafael", "no scripts": "Beatrix"}
LAST_NAME = "Quillfeather"
WORRY = "She loves music. She does not yet look for a toy that falls."


@pytest.mark.parametrize("screen", SCREENS)
def test_a_referral_is_keyed_triaged_put_on_the_list_and_given_a_place(arrive, screen):
    mel = arrive(**SCREENS[screen]).sign_in("Administrator")
    when_she_searches_first(mel, CHILD[screen])
    when_she_keys_it_with_a_slip(mel, CHILD[screen])
    then_the_slip_is_said_beside_its_field_and_nothing_is_lost(mel, CHILD[screen])
    when_she_puts_the_slip_right(mel, CHILD[screen])
    when_she_triages_it(mel)
    then_each_point_of_the_score_is_shown(mel)
    when_she_puts_it_on_the_waiting_list(mel)
    then_it_is_on_the_waiting_list(mel, CHILD[screen])
    when_she_gives_it_a_place(mel, CHILD[screen])
    then_it_waits_for_a_worker_of_the_team(mel, CHILD[screen])


def when_she_searches_first(mel, first_name):
    mel.open("/referrals/")
    mel.at("Referrals")
    mel.follow("Add a referral")
    mel.at("Is this child already in our records?")
    mel.write("First name", first_name)
    mel.write("Last name", LAST_NAME)
    mel.write("Date of birth", "14/7/2024")
    mel.press("Search our records")
    expect(mel.page.locator("#found-title")).to_be_visible()
    mel.look()
    mel.page.get_by_role("link", name="omebody new").click()


def when_she_keys_it_with_a_slip(mel, first_name):
    mel.at("Key a referral")
    expect(mel.field("First name")).to_have_value(first_name)
    mel.write("House and street", "4 Mill Lane")
    mel.write("Town or village", "Millbrook")
    mel.write("Postcode", "not one")
    mel.write("What worries the family or the referrer?", WORRY)
    mel.write("Name of the referrer", "Ellen Price")
    mel.pick("Who refers?", "Health visitor")
    mel.choose("Communication", "Half or more")
    mel.choose("Movement", "About a third")
    mel.choose("Does the child have complex medical needs?", "No")
    mel.tick("The family knows of this referral and agrees")
    mel.press("Save this referral")


def then_the_slip_is_said_beside_its_field_and_nothing_is_lost(mel, first_name):
    mel.sees_mistake("postcode")
    expect(mel.field("First name")).to_have_value(first_name)
    expect(mel.field("Postcode")).to_have_value("not one")
    expect(mel.field("What worries the family or the referrer?")).to_have_value(WORRY)
    expect(mel.page.get_by_label("The family knows of this referral and agrees")).to_be_checked()


def when_she_puts_the_slip_right(mel, first_name):
    mel.write("Postcode", "fn42ab")
    mel.press("Save this referral")
    mel.at(f"{first_name} {LAST_NAME}")
    mel.sees("Not told", WORRY)


def when_she_triages_it(mel):
    mel.follow("Triage this referral")
    mel.at("Triage: ")
    mel.choose("Does the family live in our area?", "Yes")
    mel.press("Work out the score")


def then_each_point_of_the_score_is_shown(mel):
    mel.at("How the score is made")
    points = [int(text) for text in mel.page.locator(".app-sum tbody .app-sum__n").all_inner_texts()]
    total = int(mel.page.locator(".app-sum__total").inner_text())
    assert sum(points) == total > 0


def when_she_puts_it_on_the_waiting_list(mel):
    mel.tick("Accept to the waiting list")
    mel.write("Reason", "A little help goes a long way here.")
    mel.press("Record this decision")
    expect(mel.page.get_by_role("link", name="Give a place in a team")).to_be_visible()
    mel.look()


def then_it_is_on_the_waiting_list(mel, first_name):
    mel.open("/waiting-list/")
    mel.at("Waiting list")
    mel.follow(f"{first_name} {LAST_NAME}")
    mel.at(f"{first_name} {LAST_NAME}")


def when_she_gives_it_a_place(mel, first_name):
    mel.follow("Give a place in a team")
    mel.at(first_name)
    mel.tick("Ashby and Thorne")
    mel.choose("How often?", "Every two weeks")
    mel.press("Accept")


def then_it_waits_for_a_worker_of_the_team(mel, first_name):
    mel.at("Accepted")
    mel.follow(f"{first_name}’s family and team")
    mel.at(f"{first_name} {LAST_NAME}")
    mel.sees("Ashby and Thorne")
