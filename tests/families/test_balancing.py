"""Who should visit whom: small worlds with a known answer, and what holds of every world."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from families.balancing import Hand, Kid, propose

SOFIA, DEV, TOM = 1, 2, 3
ALL = frozenset({SOFIA, DEV, TOM})


def hand(key, **fields):
    return Hand(**{"key": key, "name": f"Worker {key}", "capacity": Decimal(10), "load": Decimal(4)} | fields)


def kid(key, **fields):
    given = {"first_name": f"Child {key}", "weight": Decimal(1), "family": 100 + key, "allowed": ALL}
    return Kid(**{"key": key} | given | fields)


def placed(kids, hands, lead_cap=2):
    return propose(kids, hands, lead_cap=lead_cap, seconds=2)


@pytest.mark.parametrize(
    ("child", "workers", "where", "why"),
    [
        ({"languages": frozenset({"Urdu"})}, {DEV: {"languages": frozenset({"Urdu"})}}, DEV, "Speaks Urdu."),
        ({"known": {TOM: "Covered Aisha in June"}}, {}, TOM, "Covered Aisha in June."),
        ({"area": "FN4"}, {SOFIA: {"areas": {"FN4": 3}}}, SOFIA, "Visits 3 families in FN4."),
        ({"area": "FN4"}, {SOFIA: {"areas": {"FN4": 1}}}, SOFIA, "Visits 1 family in FN4."),
        ({"near": {DEV: 1}}, {}, DEV, "Stays with brother or sister."),
        ({"now": TOM}, {}, TOM, "No change for the family."),
        ({}, {SOFIA: {"load": Decimal(1)}}, SOFIA, "Has room."),
    ],
    ids=["language", "covered", "area", "one family", "sibling", "stays", "room"],
)
def test_what_speaks_for_a_worker_decides_and_is_said(child, workers, where, why):
    hands = [hand(key, **workers.get(key, {})) for key in (SOFIA, DEV, TOM)]
    proposal = placed([kid(1, **child)], hands)
    assert proposal.places[1].worker == where
    assert why in proposal.places[1].reasons


def test_a_language_outweighs_the_area_and_a_full_caseload_outweighs_both():
    child = kid(1, area="FN4", languages=frozenset({"Polish"}))
    near, speaks = hand(SOFIA, areas={"FN4": 4}), hand(DEV, languages=frozenset({"Polish"}))
    assert placed([child], [near, speaks]).places[1].worker == DEV
    full = hand(DEV, languages=frozenset({"Polish"}), load=Decimal(10))
    assert placed([child], [near, full]).places[1].worker == SOFIA


def test_brothers_and_sisters_stay_together():
    kids = [kid(1, family=7), kid(2, family=7), kid(3), kid(4)]
    places = placed(kids, [hand(SOFIA), hand(DEV)]).places
    assert places[1].worker == places[2].worker
    assert "Stays with brother or sister." in places[1].reasons


def test_the_load_is_evened_out_over_the_share_of_full_time():
    kids = [kid(number) for number in range(6)]
    hands = [hand(SOFIA, load=Decimal(0)), hand(DEV, load=Decimal(0), capacity=Decimal(5))]
    loads = placed(kids, hands).loads
    assert (loads[SOFIA], loads[DEV]) == (4, 2)


def test_nobody_is_lead_professional_for_more_than_the_cap_while_another_has_room():
    kids = [kid(number, has_lead_role=True, languages=frozenset({"Urdu"})) for number in range(4)]
    hands = [hand(SOFIA, languages=frozenset({"Urdu"})), hand(DEV)]
    proposal = placed(kids, hands, lead_cap=2)
    assert sorted(place.worker for place in proposal.places.values()) == [SOFIA, SOFIA, DEV, DEV]
    assert proposal.leads_over == ()


def test_too_much_is_never_silent():
    kids = [kid(number) for number in range(5)]
    proposal = placed(kids, [hand(SOFIA, load=Decimal(8)), hand(DEV, load=Decimal(9))])
    assert set(proposal.over) == {key for key, load in proposal.loads.items() if load > 10}
    assert proposal.over


def test_a_child_whom_nobody_may_have_stays_and_says_so():
    place = placed([kid(1, allowed=frozenset())], [hand(SOFIA), hand(DEV)]).places[1]
    assert place.worker is None
    assert place.reasons == ("Nobody of the team can be given this child now.",)


def test_without_children_or_workers_there_is_still_an_answer():
    assert placed([], [hand(SOFIA)]).places == {}
    assert placed([kid(1)], []).places[1].worker is None


weights = st.sampled_from([Decimal("0.25"), Decimal("0.5"), Decimal(1), Decimal("1.25")])
children = st.lists(
    st.tuples(weights, st.integers(1, 4), st.sampled_from(["", "FN1", "FN2"]), st.booleans()), max_size=8
)
workers = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([5, 8, 11]), st.integers(0, 3)), min_size=1, max_size=4
)


@settings(max_examples=25, deadline=None)
@given(children, workers, st.randoms())
def test_in_every_world_the_answer_is_whole_honest_and_the_same_again(some_children, some_workers, chance):
    hands = [
        hand(key, load=Decimal(load), capacity=Decimal(capacity), leads=leads)
        for key, (load, capacity, leads) in enumerate(some_workers, start=1)
    ]
    everybody = frozenset(one.key for one in hands)
    kids = [
        kid(key, weight=weight, family=family, area=area, has_lead_role=leads, allowed=everybody)
        for key, (weight, family, area, leads) in enumerate(some_children, start=1)
    ]
    proposal = placed(kids, hands)
    assert set(proposal.places) == {one.key for one in kids}
    assert all(place.worker in everybody and place.reasons for place in proposal.places.values())
    for one in hands:
        load = one.load + sum(child.weight for child in kids if proposal.places[child.key].worker == one.key)
        assert proposal.loads[one.key] == load
        assert (load > one.capacity) == (one.key in proposal.over)
    chance.shuffle(kids)
    chance.shuffle(hands)
    assert placed(kids, hands) == proposal
