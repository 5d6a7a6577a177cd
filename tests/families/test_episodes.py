"""A child comes onto a caseload and moves between two: once, recorded, with what hangs on it."""

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, Notice
from accounts.refusals import Refused
from families import handing_over
from families.actions import episodes
from families.load import loads_of
from families.models import Allocation, Child, Episode, Policy
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.families import AllocationFactory, CarerFactory, ChildFactory, EpisodeFactory


@pytest.fixture
def team(db):
    return TeamFactory(name="Ashby")


@pytest.fixture
def lead(team):
    return UserFactory(name="Hannah Osei", team_lead=True, team=team)


@pytest.fixture
def sofia(team):
    return UserFactory(name="Sofia Marsh", worker=True, team=team)


@pytest.fixture
def priya(team):
    return UserFactory(name="Priya Shah", worker=True, team=team)


@pytest.fixture
def waiting(team):
    return EpisodeFactory(team=team)


@pytest.fixture
def with_sofia(sofia):
    return ChildFactory(with_worker=sofia).episodes.get()


# Load ------------------------------------------------------------------------------------------------


def test_load_is_weighted_and_compared_with_the_share_of_full_time(sofia):
    sofia.fte = Decimal("0.5")
    sofia.save()
    AllocationFactory.create_batch(4, worker=sofia, weight="1.25")
    AllocationFactory(worker=sofia, until_at=timezone.now(), ended_by=sofia)
    (load,) = loads_of([sofia])
    assert (load.figures, load.children, load.in_words) == ("5 of 5.5", 4, "Nearly full: 0.5 left")
    assert load.after(1).in_words == "Over by 0.5"


def test_capacity_and_weights_are_the_services_own(sofia, waiting, lead):
    Policy.objects.create(from_on=timezone.localdate(), full_caseload=2, weights={"weekly": 1.5})
    episodes.allocate(waiting, to=sofia, by=lead)
    (load,) = loads_of([sofia])
    assert load.figures == "1.5 of 2"


# Allocate --------------------------------------------------------------------------------------------


def test_a_waiting_child_comes_onto_a_caseload(waiting, sofia, lead):
    allocation = episodes.allocate(waiting, to=sofia, by=lead)
    waiting.refresh_from_db()
    assert waiting.status == Episode.Status.ACTIVE
    assert (allocation.worker, allocation.weight, allocation.until_at) == (sofia, 1, None)
    assert waiting.child in Child.objects.visible_to(sofia)
    assert AuditEvent.objects.get(what="episode.allocated").child_ref == waiting.child.ref


def test_the_worker_and_the_carers_who_see_are_told_and_nobody_else(waiting, sofia, lead):
    sees, limited = UserFactory(parent=True), UserFactory(parent=True)
    CarerFactory(child=waiting.child, user=sees, sees=True)
    CarerFactory(child=waiting.child, user=limited, restricted=True)
    CarerFactory(child=waiting.child, sees=True)  # sees, but has no account
    episodes.allocate(waiting, to=sofia, by=lead)
    assert set(Notice.objects.values_list("to", flat=True)) == {sofia.pk, sees.pk}


def test_a_child_with_a_worker_is_not_given_a_second_one(with_sofia, priya, lead):
    with pytest.raises(Refused, match=r"gave .* to Sofia Marsh .* while you were looking"):
        episodes.allocate(with_sofia, to=priya, by=lead)


@pytest.mark.parametrize("who", ["elsewhere", "left", "lead"])
def test_only_a_worker_of_the_team_is_given_a_child(waiting, sofia, lead, who):
    if who == "elsewhere":
        to = UserFactory(worker=True, team=TeamFactory(name="Thorne"))
    elif who == "left":
        sofia.memberships.update(until_on=timezone.localdate() - timezone.timedelta(days=1))
        to = sofia
    else:
        to = lead
    with pytest.raises(Refused, match="is not a worker of the Ashby team now"):
        episodes.allocate(waiting, to=to, by=lead)


def test_more_than_planned_needs_a_reason(waiting, sofia, lead):
    AllocationFactory(worker=sofia, weight=11 - 0.5)
    with pytest.raises(Refused, match=r"would carry 11\.5 of 11, more than is planned for\. Say why"):
        episodes.allocate(waiting, to=sofia, by=lead)
    allocation = episodes.allocate(waiting, to=sofia, by=lead, reason="Speaks Urdu")
    assert allocation.reason == "Speaks Urdu"


# Hand over -------------------------------------------------------------------------------------------


def test_a_hand_over_keeps_the_history_and_moves_the_access(with_sofia, sofia, priya, lead):
    episodes.hand_over(with_sofia, to=priya, by=lead, reason="Sofia goes on leave")
    now, before = with_sofia.allocations.all()
    assert (before.worker, before.ended_by) == (sofia, lead)
    assert (now.worker, now.reason, now.until_at) == (priya, "Sofia goes on leave", None)
    assert with_sofia.child not in Child.objects.visible_to(sofia)
    assert with_sofia.child in Child.objects.visible_to(priya)
    line = AuditEvent.objects.get(what="episode.handed_over")
    assert (line.before, line.after) == ({"worker": "Sofia Marsh"}, {"worker": "Priya Shah"})


class Shadow(handing_over.Follower):
    """Something that hangs on a child, and remembers with whom it went."""

    name = "shadow"

    def __init__(self, trouble=None):
        self.went, self.trouble = [], trouble

    def foresee(self, goings, user):
        return {one.episode.pk: [handing_over.Consequence("shadow", "The shadow moves")] for one in goings}

    def follow(self, goings, by):
        if self.trouble:
            raise self.trouble
        self.went += [(one.episode, one.old, one.new, by) for one in goings]
        return {}


def test_what_hangs_on_a_child_follows_in_the_same_step(with_sofia, sofia, priya, lead, monkeypatch):
    shadow = Shadow()
    monkeypatch.setattr(handing_over, "FOLLOWERS", [shadow])
    going = handing_over.Going(with_sofia, sofia, priya, timezone.now())
    assert handing_over.what_follows(going, lead) == ["The shadow moves."]
    episodes.hand_over(with_sofia, to=priya, by=lead, reason="Sofia goes on leave")
    assert shadow.went == [(with_sofia, sofia, priya, lead)]


def test_if_something_cannot_follow_the_child_stays(with_sofia, sofia, priya, lead, monkeypatch):
    trouble = Refused("A visit is being written up at this moment.")
    monkeypatch.setattr(handing_over, "FOLLOWERS", [Shadow(trouble)])
    with pytest.raises(Refused):
        episodes.hand_over(with_sofia, to=priya, by=lead, reason="Leave")
    assert Allocation.objects.open().get(episode=with_sofia).worker == sofia


@pytest.mark.parametrize("verb", ["allocate", "hand_over"])
def test_without_its_line_in_the_trail_nobody_moves(
    waiting, with_sofia, sofia, priya, lead, monkeypatch, verb
):
    def broken(*args, **kwargs):
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr(audit, "record", broken)
    episode = waiting if verb == "allocate" else with_sofia
    with pytest.raises(RuntimeError):
        getattr(episodes, verb)(episode, to=priya, by=lead, reason="Leave")
    assert not Allocation.objects.filter(worker=priya).exists()
    assert Allocation.objects.open().get(episode=with_sofia).worker == sofia
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": " "}, "Say why the child moves"),
        ({"expected": -1}, "while you were looking"),
        ({"to": "sofia"}, "is with Sofia Marsh already"),
    ],
)
def test_a_hand_over_that_makes_no_sense_is_refused(with_sofia, sofia, priya, lead, change, sentence):
    given = {"to": priya, "by": lead, "reason": "Leave", **change}
    given["to"] = sofia if given["to"] == "sofia" else given["to"]
    with pytest.raises(Refused, match=sentence):
        episodes.hand_over(with_sofia, **given)


def test_a_child_with_nobody_is_not_handed_over(waiting, priya, lead):
    with pytest.raises(Refused, match="is with nobody at the moment"):
        episodes.hand_over(waiting, to=priya, by=lead, reason="Leave")


# Constraints -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "constraint", [*Allocation._meta.constraints, *Episode._meta.constraints], ids=lambda one: one.name
)
def test_each_rule_has_a_sentence_of_its_own(constraint):
    assert constraint.violation_error_message.endswith(".")
    assert "Constraint" not in constraint.violation_error_message


# Two at once -----------------------------------------------------------------------------------------


def at_once(*steps):
    """Carry out all steps at the same moment, each on its own connection; what each of them said."""
    start, outcomes = Barrier(len(steps)), []

    def run(step):
        try:
            start.wait()
            step()
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def two_leads():
    """Two leads, one child with Sofia, and two others to whom it might go; committed."""
    team = TeamFactory(name="Ashby")
    people = {name: UserFactory(name=name, worker=True, team=team) for name in ("Sofia", "Priya", "Dev")}
    leads = UserFactory.create_batch(2, team_lead=True, team=team)
    return team, people, leads


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_move_one_child_at_once_have_one_winner(two_leads):
    _team, people, (one, other) = two_leads
    episode = ChildFactory(with_worker=people["Sofia"]).episodes.get()
    expected = episode.allocations.get().pk
    outcomes = at_once(
        lambda: episodes.hand_over(episode, to=people["Priya"], by=one, reason="x", expected=expected),
        lambda: episodes.hand_over(episode, to=people["Dev"], by=other, reason="x", expected=expected),
    )
    assert sorted(said == "done" for said in outcomes) == [False, True]
    (sentence,) = [said for said in outcomes if said != "done"]
    assert "while you were looking. Nothing was changed" in sentence
    assert episode.allocations.open().count() == 1
    assert episode.allocations.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_give_one_waiting_child_at_once_have_one_winner(two_leads):
    team, people, (one, other) = two_leads
    episode = EpisodeFactory(team=team)
    outcomes = at_once(
        lambda: episodes.allocate(episode, to=people["Priya"], by=one),
        lambda: episodes.allocate(episode, to=people["Dev"], by=other),
    )
    assert outcomes.count("done") == 1
    assert episode.allocations.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_children_given_at_once_are_both_counted(two_leads):
    team, people, (one, other) = two_leads
    AllocationFactory(worker=people["Dev"], weight=10)
    first, second = EpisodeFactory(team=team), EpisodeFactory(team=team)
    outcomes = at_once(
        lambda: episodes.allocate(first, to=people["Dev"], by=one),
        lambda: episodes.allocate(second, to=people["Dev"], by=other),
    )
    assert outcomes.count("done") == 1
    assert any("12 of 11, more than is planned for" in said for said in outcomes)
