"""Two people and one waiting child at the same moment: one wins, the other is told."""

import pytest

from families.actions import keep_in_touch, referrals, removals, waiting_offers
from families.models import Episode, KeepInTouch, Referral, Removal
from tests.factories.waiting import KeepInTouchFactory, WaitingOfferFactory
from tests.visits.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_who_take_one_child_off_the_list(people):
    referral = KeepInTouchFactory().referral

    def remove(by):
        return lambda: removals.remove(Referral.objects.get(pk=referral.pk), by=by, reason="moved")

    first, second = at_once(remove(people.administrator), remove(people.team_lead))
    assert first == "done"
    assert "no longer on the waiting list" in second
    assert Removal.objects.count() == 1


def test_a_place_and_a_removal_at_once(people):
    referral = KeepInTouchFactory().referral
    found = Referral.objects.select_related("child")

    def accept():
        given = {"team": people.ashby, "frequency": "weekly", "by": people.team_lead}
        referrals.accept(found.get(pk=referral.pk), **given)

    def remove():
        removals.remove(found.get(pk=referral.pk), by=people.administrator, reason="moved")

    came_to = at_once(accept, remove)
    assert came_to.count("done") == 1
    referral.refresh_from_db()
    was_placed = referral.status == Referral.Status.ACCEPTED
    assert Episode.objects.filter(child=referral.child).exists() == was_placed
    assert (referral.removal.reason == "allocated") == was_placed


def test_two_contacts_at_once_leave_one_next_contact(people):
    referral = KeepInTouchFactory(overdue=True).referral

    def contact():
        keep_in_touch.keep(
            referral, by=people.administrator, done_on=referral.received_on, how="phone", outcome="no_answer"
        )

    assert at_once(contact, contact) == ["done", "done"]
    assert KeepInTouch.objects.filter(referral=referral, done_on=None).count() == 1
    assert KeepInTouch.objects.done().count() == 2


def test_two_answers_to_one_offer(people):
    offer = WaitingOfferFactory()

    def say(word):
        return lambda: waiting_offers.answer(
            offer, by=people.administrator, answer=word, answered_on=offer.offered_on
        )

    first, second = at_once(say("yes"), say("no"))
    assert first == "done"
    assert "has answered already" in second
