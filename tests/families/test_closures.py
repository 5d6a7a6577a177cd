"""A child's time with us ends and begins again: what closing ended comes back, and nothing else."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, Notice
from accounts.refusals import Refused
from families.actions import closures, episodes
from families.closing import ask_all
from families.models import Consent, Episode, Package
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.episodes import ConsentFactory, LeadProfessionalFactory, PackageFactory
from tests.factories.equipment import LoanFactory
from tests.factories.families import ChildFactory
from tests.factories.visits import VisitFactory
from visits.models import Visit

ON = {"final_report": "Written by the new service"}


@pytest.fixture
def lead(db):
    return UserFactory(name="Hannah Osei", team_lead=True, team=TeamFactory(name="Ashby"))


@pytest.fixture
def sofia(lead):
    return UserFactory(name="Sofia Marsh", worker=True, team=TeamFactory(name="Ashby"))


@pytest.fixture
def episode(sofia):
    return ChildFactory(given_name="Aisha", with_worker=sofia).episodes.get()


def close(episode, lead, **other):
    said = {
        "reason": "moved",
        "destination": "out_of_area",
        "on": timezone.localdate(),
        "survey": "Not asked",
    }
    return closures.close(episode, by=lead, **{**said, "why_on": ON, **other})


def planned(episode, worker, days):
    at = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return VisitFactory(child=episode.child, worker=worker, starts_at=at, ends_at=at + timedelta(hours=1))


# Closing ---------------------------------------------------------------------------------------------


def test_closing_ends_all_that_hangs_on_an_episode(episode, lead, sofia):
    visit, package = planned(episode, sofia, 3), PackageFactory(episode=episode)
    consent, named = ConsentFactory(child=episode.child), LeadProfessionalFactory(child=episode.child)
    closure = close(episode, lead)
    for row in (episode, visit, package, consent, named):
        row.refresh_from_db()
    assert (episode.status, episode.closing_reason) == ("closed", "Moved out of our area")
    assert (visit.status, visit.reason) == ("cancelled", "ended")
    assert package.ended_on == named.until_on == consent.ended_on == timezone.localdate()
    assert not episode.allocations.open().exists()
    assert closure.done["rooms"]["visits"] == [visit.pk]
    assert AuditEvent.objects.get(what="episode.closed").child_ref == episode.child.ref
    assert Notice.objects.filter(kind="families.EpisodeClosed", to=sofia).count() == 1


def test_a_visit_that_nobody_wrote_up_comes_first(episode, lead, sofia):
    planned(episode, sofia, -2)
    with pytest.raises(Refused, match="Write it up, or say why it was not made"):
        close(episode, lead)
    episode.refresh_from_db()
    assert episode.status == "active"


def test_toys_with_the_family_ask_for_a_reason_that_is_kept(episode, lead):
    LoanFactory(child=episode.child)
    with pytest.raises(Refused, match="Say why you go on"):
        close(episode, lead)
    closure = close(episode, lead, why_on={**ON, "loans_open": "Fetched next week"})
    kept = {one["code"]: one["why_on"] for one in closure.answers}
    assert kept["loans_open"] == "Fetched next week"


def test_each_room_answers_the_checklist(episode, lead):
    codes = {answer.code for answer in ask_all(episode, lead)}
    assert {"visits_unwritten", "visits_planned", "loans_open", "reports_unfinished", "final_report"} <= codes


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"survey": " "}, "whether the family was asked"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "still to come"),
        ({"on": timezone.localdate() - timedelta(days=3000)}, "has a place with us since"),
        ({"expected": 999_999}, "while you were looking"),
        ({"why_on": {}}, "Say why you go on"),
    ],
)
def test_closing_is_refused_in_a_sentence(episode, lead, other, sentence):
    with pytest.raises(Refused, match=sentence):
        close(episode, lead, **other)


# Opening again ---------------------------------------------------------------------------------------


def test_opening_again_restores_exactly_what_closing_ended(episode, lead, sofia):
    back, family_said_no = planned(episode, sofia, 3), planned(episode, sofia, 10)
    Visit.objects.filter(pk=family_said_no.pk).update(status="cancelled", reason="holiday")
    package, consent = PackageFactory(episode=episode), ConsentFactory(child=episode.child)
    ended = ConsentFactory(child=episode.child, withdrawn=True, photo=True)
    close(episode, lead)
    closure = closures.reopen(episode, by=lead, reason="They stay", to=sofia)
    for row in (episode, back, family_said_no):
        row.refresh_from_db()
    assert (episode.status, episode.closed_on) == ("active", None)
    assert (back.status, back.worker, back.reason) == ("planned", sofia, "")
    assert family_said_no.status == "cancelled"
    assert Package.objects.running().get() == package
    assert set(Consent.objects.open()) == {consent}
    assert Consent.objects.get(pk=ended.pk).ending == "withdrawn"
    assert closure.restored["rooms"]["visits"] == [back.pk]
    assert episode.allocations.count() == 2


def test_a_visit_whose_hour_was_given_away_stays_called_off_and_is_named(episode, lead, sofia):
    gone = planned(episode, sofia, 3)
    close(episode, lead)
    other = ChildFactory(with_worker=sofia)
    VisitFactory(child=other, worker=sofia, starts_at=gone.starts_at, ends_at=gone.ends_at)
    closure = closures.reopen(episode, by=lead, reason="They stay", to=sofia)
    gone.refresh_from_db()
    assert gone.status == "cancelled"
    assert "has another visit" in closure.restored["said"][0]


def test_a_child_that_waits_for_a_worker_has_its_visits_planned_anew(episode, lead, sofia):
    planned(episode, sofia, 3)
    close(episode, lead)
    closure = closures.reopen(episode, by=lead, reason="They stay", to=None)
    episode.refresh_from_db()
    assert episode.status == "waiting"
    assert closure.restored["rooms"]["visits"] == []
    assert "waits for a worker" in closure.restored["said"][0]


def test_closing_and_opening_twice_is_refused(episode, lead, sofia):
    close(episode, lead)
    with pytest.raises(Refused, match="already"):
        close(episode, lead)
    closures.reopen(episode, by=lead, reason="They stay", to=sofia)
    with pytest.raises(Refused, match="is with us"):
        closures.reopen(episode, by=lead, reason="They stay", to=sofia)


def test_it_can_be_closed_again_and_each_end_is_kept(episode, lead, sofia):
    close(episode, lead)
    closures.reopen(episode, by=lead, reason="They stay", to=sofia)
    close(episode, lead, reason="age", destination="school")
    assert episode.closures.count() == 2
    assert episode.closures.standing().get().closing_reason == "age"


# States and races ------------------------------------------------------------------------------------

ALLOWED = {
    ("waiting", "active"),
    ("waiting", "closed"),
    ("active", "waiting"),
    ("active", "closed"),
    ("closed", "waiting"),
    ("closed", "active"),
}
PAIRS = [(old, new) for old in Episode.Status.values for new in Episode.Status.values]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_every_way_between_two_states_is_either_allowed_or_refused(old, new):
    episode = Episode(status=old, child=ChildFactory.build())
    if (old, new) in ALLOWED:
        episode.move_to(Episode.Status(new))
        assert episode.status == new
    else:
        with pytest.raises(Refused, match="already"):
            episode.move_to(Episode.Status(new))


@pytest.mark.django_db
def test_a_closed_child_can_neither_be_given_nor_moved_nor_weighed(episode, lead, sofia):
    close(episode, lead)
    episode.refresh_from_db()
    for act in (
        lambda: episodes.allocate(episode, to=sofia, by=lead),
        lambda: episodes.weigh(episode, by=lead, moving_on_from=None, has_long_travel=True),
    ):
        with pytest.raises(Refused, match="ended on"):
            act()


@pytest.mark.django_db(transaction=True)
def test_of_closing_and_closing_at_once_one_wins_and_the_other_is_told():
    lead = UserFactory(team_lead=True, team=TeamFactory(name="Ashby"))
    sofia = UserFactory(worker=True, team=TeamFactory(name="Ashby"))
    episode = ChildFactory(with_worker=sofia).episodes.get()
    seen = episode.allocations.get().pk
    start, ends = Barrier(2), []

    def run():
        try:
            start.wait()
            close(episode, lead, expected=seen)
            ends.append("done")
        except Refused as refusal:
            ends.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert ends.count("done") == 1
    assert any("already" in end for end in ends)
    assert episode.closures.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_closing_and_moving_at_once_one_wins_and_the_other_is_told():
    lead = UserFactory(team_lead=True, team=TeamFactory(name="Ashby"))
    sofia, priya = (UserFactory(worker=True, team=TeamFactory(name="Ashby")) for _ in range(2))
    episode = ChildFactory(with_worker=sofia).episodes.get()
    seen = episode.allocations.get().pk
    start, ends = Barrier(2), []

    def run(act):
        try:
            start.wait()
            act()
            ends.append("done")
        except Refused as refusal:
            ends.append(str(refusal))
        finally:
            connection.close()

    move = {"to": priya, "by": lead, "reason": "Leave", "expected": seen}
    acts = [lambda: close(episode, lead, expected=seen), lambda: episodes.hand_over(episode, **move)]
    threads = [Thread(target=run, args=(act,)) for act in acts]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert ends.count("done") == 1
    assert any("Nothing was changed" in end or "ended on" in end for end in ends)


# Pages -----------------------------------------------------------------------------------------------


def test_a_lead_closes_and_opens_again_on_screen(signed_in, people):
    client, child = signed_in(people.team_lead), people.child
    url = f"/children/{child.ref}/close/"
    seen = child.episodes.get().allocations.get().pk
    said = {
        "on": "today",
        "reason": "moved",
        "destination": "nursery",
        "survey": "Not asked",
        "expected": seen,
    }
    page = client.post(url, said)
    assert "why_final_report" in page.context["form"].errors
    assert client.post(url, {**said, "why_final_report": "Too early"}).status_code == 302
    page = client.get(f"/children/{child.ref}/support/").content.decode()
    assert "Moved out of our area" in page
    said = {"reason": "They stay", "worker": people.worker.pk}
    assert client.post(f"/children/{child.ref}/open-again/", said).status_code == 302
    assert child.current_episode().allocations.open().get().worker == people.worker
