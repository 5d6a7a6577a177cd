"""From observations to the coloured-in profile: worked examples and a few laws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import scoring
from assessments.scoring import Cell, ScoredItem, Seen, State

MAY, NOV = date(2026, 5, 12), date(2026, 11, 20)
ITEMS = [
    ScoredItem(f"{area}-{band}-{n}", area, band)
    for area in ("talk", "move")
    for band in (0, 12)
    for n in range(4)
]
NAMES = {"talk": "Talking", "move": "Moving"}


def known(**codes):
    """{code: state} from `talk_0_1="can"`."""
    return {code.replace("_", "-"): state for code, state in codes.items()}


def row(*cells):
    return scoring.AreaProfile("talk", {12 * n: Cell(*cell) for n, cell in enumerate(cells)})


def test_the_last_observation_of_an_item_is_what_is_known():
    history = [
        Seen("a", "can", MAY),
        Seen("a", "nearly", date(2026, 2, 1)),
        Seen("b", "not_yet", MAY, order=1),
        Seen("b", "nearly", MAY, order=2),
        Seen("b", "can", NOV),
    ]
    assert scoring.states_on(history, date(2026, 6, 1)) == {"a": State.CAN, "b": State.NEARLY}
    assert scoring.states_on(history, NOV) == {"a": State.CAN, "b": State.CAN}
    assert scoring.states_on(history, date(2026, 1, 1)) == {}


def test_a_mistaken_tick_can_be_taken_back():
    history = [Seen("a", "can", MAY, 1), Seen("a", "not_seen", MAY, 2)]
    assert scoring.states_on(history, MAY) == {"a": State.NOT_SEEN}


def test_a_state_we_do_not_know_is_refused():
    with pytest.raises(ValueError, match="maybe"):
        scoring.profile(ITEMS, {"talk-0-0": "maybe"})


def test_the_profile_counts_each_state_by_area_and_band():
    states = known(talk_0_0="can", talk_0_1="can", talk_0_2="nearly", talk_12_0="not_yet", move_0_0="can")
    found = scoring.profile(ITEMS, states)
    assert [area.area for area in found.areas] == ["talk", "move"]
    assert found.bands == (0, 12)
    assert found.area("talk").cells == {0: Cell(2, 1, 0, 1), 12: Cell(0, 0, 1, 3)}
    assert found.area("talk").total == Cell(2, 1, 1, 4)
    assert found.can == 3
    assert found.area("talk").cells[0].in_words == "2 of 4, 1 nearly"


def test_a_cell_is_coloured_by_what_the_child_can_do():
    assert Cell(3, 1, 1, 1).share == 0.5
    assert Cell().share == 0.0


def test_states_have_the_words_families_read():
    assert [state.label for state in State] == ["Can do", "Nearly", "Not yet", "Not seen", "Does not fit"]


def test_an_item_that_does_not_fit_the_child_is_in_no_total():
    found = scoring.profile(ITEMS, known(talk_0_0="not_applicable", talk_0_1="can"))
    assert found.area("talk").cells[0].in_words == "1 of 3"


def test_states_of_another_checklist_are_left_aside():
    assert scoring.profile(ITEMS, {"wellington-1": "can"}).can == 0


@given(st.dictionaries(st.sampled_from([item.code for item in ITEMS]), st.sampled_from(State)))
def test_no_item_is_lost_or_counted_twice(states):
    found = scoring.profile(ITEMS, states)
    outside = sum(state is State.NOT_APPLICABLE for state in states.values())
    assert sum(area.total.total for area in found.areas) == len(ITEMS) - outside


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [
        ([(4, 0, 0, 0), (2, 1, 1, 0), (0, 0, 0, 4)], 18, 21),  # all of the first year, half of the second
        ([(0, 0, 0, 4), (4, 0, 0, 0), (0, 0, 2, 2)], 24, 24),  # nobody looks at what is long past
        ([(2, 0, 2, 0), (4, 0, 0, 0), (0, 0, 4, 0)], 18, 18),  # but a gap that was seen stays a gap
        ([(0, 1, 3, 0), (0, 0, 0, 4), (0, 0, 0, 4)], 0, 3),
        ([(2, 0, 1, 0), (0, 0, 0, 4), (0, 0, 0, 4)], 8, 8),
    ],
)
def test_the_developmental_range_follows_its_stated_rule(cells, low, high):
    found = scoring.developmental_range(row(*cells))
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "cells",
    [
        [(0, 0, 0, 4), (0, 0, 0, 4)],
        [(1, 0, 0, 3), (1, 0, 0, 3)],  # no band half looked at
        [(4, 0, 0, 0), (0, 0, 0, 0)],  # a whole band does not fit this child
    ],
)
def test_no_range_is_given_when_too_little_is_known(cells):
    assert scoring.developmental_range(row(*cells)) is None


cells = st.builds(Cell, *[st.integers(0, 6)] * 4)


@given(st.lists(cells, min_size=1, max_size=5))
def test_a_range_lies_within_the_bands_and_the_right_way_round(many):
    found = scoring.developmental_range(
        scoring.AreaProfile("talk", {12 * n: cell for n, cell in enumerate(many)})
    )
    assert found is None or 0 <= found.low <= found.high <= 12 * len(many)


@given(st.lists(cells, min_size=1, max_size=5), st.data())
def test_doing_one_more_thing_never_lowers_the_range(many, data):
    before = scoring.developmental_range(scoring.AreaProfile("talk", dict(enumerate(many))))
    yet = [cell for cell in many if cell.not_yet]
    if before is None or not yet:
        return
    cell = data.draw(st.sampled_from(yet))
    cell.not_yet, cell.can = cell.not_yet - 1, cell.can + 1
    after = scoring.developmental_range(scoring.AreaProfile("talk", dict(enumerate(many))))
    assert after.low >= before.low
    assert after.high >= before.high


@pytest.mark.parametrize(
    ("low", "high", "words"), [(18, 21, "18 months to 21 months"), (24, 24, "about 2 years")]
)
def test_a_range_is_said_in_words(low, high, words):
    assert scoring.AgeRange(low, high).in_words == words


@pytest.mark.parametrize(
    ("age", "developmental", "share", "words"),
    [
        (0, 0, None, "not known"),
        (24, 24, 0.0, "little or none"),
        (24, 30, 0.0, "little or none"),
        (24, 18, 0.25, "about a quarter of age"),
        (24, 16, pytest.approx(1 / 3), "about a third of age"),
        (24, 12, 0.5, "about half of age"),
        (24, 8, pytest.approx(2 / 3), "about two thirds of age"),
        (24, 0, 1.0, "three quarters of age or more"),
    ],
)
def test_delay_is_a_share_of_age_and_never_below_nothing(age, developmental, share, words):
    found = scoring.delay_share(age, developmental)
    assert found == share
    assert scoring.delay_in_words(found) == words


def test_change_counts_what_a_child_can_do_now_and_could_not_before():
    before = known(talk_0_0="can", talk_0_1="nearly", move_0_0="can")
    now = known(talk_0_0="can", talk_0_1="can", talk_0_2="can", move_0_0="nearly", move_0_1="nearly")
    found = scoring.change(ITEMS, before, now)
    assert found.gained == {"talk": ("talk-0-1", "talk-0-2")}
    assert found.lost == {"move": ("move-0-0",)}
    assert (found.net("talk"), found.net("move"), found.total) == (2, -1, 1)
    assert found.grew_most == "talk"


def test_no_area_grew_most_when_two_share_the_place():
    found = scoring.change(ITEMS, {}, known(talk_0_0="can", move_0_0="can"))
    assert found.grew_most is None


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (date(2026, 11, 3), "3 November"),
        (date(2026, 5, 12), "May"),
        (date(2025, 12, 1), "December"),
        (date(2025, 11, 30), "November 2025"),
    ],
)
def test_a_date_is_named_so_that_it_cannot_mislead(since, words):
    assert scoring.since_in_words(since, NOV) == words


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (4, "4 more things in Thinking than in May"),
        (1, "1 more thing in Thinking than in May"),
        (0, "as many things in Thinking as in May"),
        (-2, "2 fewer things in Thinking than in May"),
    ],
)
def test_change_in_an_area_is_a_sentence(number, sentence):
    assert scoring.area_sentence(number, "Thinking", MAY, NOV) == sentence


def test_change_within_a_month_names_the_day():
    sentence = scoring.area_sentence(1, "Moving", date(2026, 11, 3), NOV)
    assert sentence == "1 more thing in Moving than on 3 November"


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        ({}, {}, "Aisha can do as many things as in May."),
        (
            {},
            known(talk_0_0="can", talk_0_1="can", move_0_0="can"),
            "Since May Aisha can do 3 more things. Talking grew most.",
        ),
        (
            known(move_0_0="can"),
            known(talk_0_0="can"),
            "Since May Aisha can do 1 new thing. 1 thing needs a new look. Talking grew most.",
        ),
        (
            known(move_0_0="can", move_0_1="can"),
            {},
            "Nothing new to tick since May. 2 things need a new look.",
        ),
    ],
)
def test_the_headline_puts_strengths_first_and_hides_nothing(before, now, sentence):
    found = scoring.change(ITEMS, before, now)
    assert scoring.headline("Aisha", found, NAMES, MAY, NOV) == sentence


@pytest.mark.parametrize(
    ("levels", "weights", "score"),
    [
        ([], None, None),
        ([0, 0, 0], None, 50.0),
        ([1, 0, -1, 1], None, 53.6),
        ([2], None, 70.0),
        ([2, -2], [1, 1], 50.0),
        ([1, 0], [3, 1], 58.7),
    ],
)
def test_goal_attainment_follows_the_published_formula(levels, weights, score):
    assert scoring.gas_t(levels, weights) == score


def test_each_goal_needs_its_own_weight():
    with pytest.raises(ValueError, match=r"shorter|longer"):
        scoring.gas_t([1, 0], [1])
