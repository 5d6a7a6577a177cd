"""One record open in two windows: neither text is lost, and none is signed over the other."""

import pytest

from accounts import drafts
from visits.models import VisitRecord
from visits.windows import saved_since

pytestmark = pytest.mark.django_db


def draft_of(people, visit):
    return drafts.find(people.worker, "visits:visit_write_up", visit.ref)


def said_by(response):
    return response.content.decode()


@pytest.fixture
def two_windows(people, visit, url, sofia):
    """Another window has saved after this one was opened; what is sent from here knows no version of it."""
    other = {"play": ["Rings."], "went": ["help"], "note": ["A worry."]}
    drafts.save(people.worker, "visits:visit_write_up", visit.ref, other)
    return {"version": "0", "play": "Bubbles.", "went": "did"}


def test_nothing_is_signed_over_what_another_window_has_saved(two_windows, url, sofia):
    response = sofia.post(url, two_windows, follow=True)
    assert not VisitRecord.objects.exists()
    text = said_by(response)
    assert "Sign with what is here" in text
    typed = [(each.label, each.typed, each.others) for each in response.context["differences"]]
    assert typed == [
        ("How did it go?", "Did it", ["With help"]),
        ("Playing together", "Bubbles.", ["Rings."]),
    ]
    assert response.context["form"]["play"].value() == "Bubbles."


def test_a_private_note_of_another_window_stands_only_in_its_own_card(two_windows, url, sofia):
    response = sofia.post(url, two_windows, follow=True)
    assert [each.others for each in response.context["private_differences"]] == [["A worry."]]
    before_the_private_card = said_by(response).split('id="private"')[0]
    assert "A worry." not in before_the_private_card


def test_one_more_click_signs_what_is_here(people, visit, two_windows, url, sofia):
    form = sofia.post(url, two_windows, follow=True).context
    sent = {"version": form["draft"]["version"], "elsewhere_play": "Rings.", "play": "Bubbles. Rings."}
    assert sofia.post(url, sent).status_code == 302
    assert VisitRecord.objects.get().play == "Bubbles. Rings."
    assert draft_of(people, visit) is None


def test_both_texts_survive_later_and_the_next_day(two_windows, url, sofia):
    version = sofia.post(url, two_windows, follow=True).context["draft"]["version"]
    sofia.post(url, {"later": "1", "version": version, "elsewhere_play": "Rings.", "play": "Bubbles."})
    text = said_by(sofia.get(url))
    assert "Rings." in text
    assert "Bubbles." in text


def test_the_other_window_is_told_as_well_and_a_third_finds_all_texts(two_windows, url, sofia):
    sofia.post(url, two_windows)
    response = sofia.post(url, {"version": "1", "play": "Rings and a drum."}, follow=True)
    assert not VisitRecord.objects.exists()
    play = next(each for each in response.context["differences"] if each.name == "play")
    assert (play.typed, play.others) == ("Rings and a drum.", ["Bubbles.", "Rings."])


@pytest.mark.parametrize("button", [{"later": "1"}, {"copy": "1"}, {"what": ""}, {"how": "Slowly."}])
def test_no_button_writes_over_what_another_window_has_saved(button, people, visit, two_windows, url, sofia):
    sofia.post(url, two_windows | button)
    kept = drafts.fields_in(draft_of(people, visit))
    assert (kept["play"], kept["elsewhere_play"]) == (["Bubbles."], ["Rings."])


def test_ones_own_autosave_on_its_way_is_no_other_window(people, visit, url, sofia):
    drafts.save(
        people.worker, "visits:visit_write_up", visit.ref, {"play": ["Bubbles.\nRings."], "saw": [""]}
    )
    sofia.post(url, {"version": "0", "play": "Bubbles.\r\nRings."})
    assert VisitRecord.objects.get().play == "Bubbles.\nRings."


def test_two_texts_that_are_too_long_to_keep_together_are_not_signed_either(people, visit, url, sofia):
    endless = "Rings. " * 20_000
    drafts.save(people.worker, "visits:visit_write_up", visit.ref, {"play": [endless]})
    for _ in range(2):
        response = sofia.post(url, {"version": "0", "play": "Bubbles. " * 10_000})
        assert "changed in another window" in said_by(response)
        assert 'name="version" value="0"' in said_by(response)
    assert drafts.fields_in(draft_of(people, visit)) == {"play": [endless]}
    assert not VisitRecord.objects.exists()


def test_a_draft_that_was_thrown_away_elsewhere_is_no_reason_not_to_sign(url, sofia):
    sofia.post(url, {"version": "3", "play": "Bubbles."})
    assert VisitRecord.objects.get().play == "Bubbles."


def test_a_page_is_not_told_of_its_own_saving_although_more_was_typed_since(people):
    older = {"play": ["older words"]}
    draft = drafts.save(people.worker, "visits:visit_write_up", "ref", older, window="this")
    assert not saved_since(draft, 0, "this")
    assert saved_since(draft, 0, "another")
    assert saved_since(draft, 0, "")
