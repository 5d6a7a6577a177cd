"""Which lines are near what a child can do now: a table of small areas."""

import pytest

from assessments.nearby import DONE_BEFORE, FIRST_LOOK, MOST_NEXT, Rung, near

STATES = {"c": "can", "n": "nearly", "y": "not_yet", ".": "not_seen", "x": "not_applicable"}


def area(states, bands=None, after=None):
    """An area of one line for each letter: c can, n nearly, y not yet, . not seen, x does not fit."""
    after = after or {}
    return [
        Rung(key, (bands or [0] * len(states))[key], STATES[letter], tuple(after.get(key, ())))
        for key, letter in enumerate(states)
    ]


def shown(states, *, months=24, bands=None, after=None, also=frozenset(), done=None):
    rungs = area(states, bands, after)
    settled = {rung.key for rung in rungs if rung.state in ("can", "not_applicable")}
    return near(rungs, months, settled if done is None else done, also)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ("ccccc.....", [1, 2, 5, 6, 7, 8, 9]),  # a few done before, then what comes next
        ("cccnn.....", [1, 2, 3, 4, 5, 6, 7, 8, 9]),  # what is nearly there is always shown
        ("cccyy.....", [1, 2, 3, 4, 5, 6, 7, 8]),  # not yet counts as next, like not seen
        ("cc.x.", [0, 1, 2, 4]),  # what does not fit the child is left out
    ],
)
def test_lines_around_the_edge(states, expected):
    found = shown(states)
    assert len([key for key in found if states[key] == "c"]) <= DONE_BEFORE
    assert len([key for key in found if states[key] in "y."]) <= MOST_NEXT
    assert "x" not in [states[key] for key in found]
    assert set(expected) >= {key for key in found if states[key] in "n"}
    assert [key for key in found if states[key] != "c"] == [key for key in expected if states[key] != "c"]


def test_a_line_waits_for_what_comes_before_it():
    assert 3 not in shown("cc..", after={3: [2]})
    assert 3 in shown("ccc.", after={3: [2]})
    assert 3 in shown("ccx.", after={3: [2]})  # what does not fit holds nothing up


def test_what_comes_before_may_lie_in_another_area():
    assert 1 not in shown("c.", after={1: [99]})
    assert 1 in shown("c.", after={1: [99]}, done={0, 99})


def test_one_early_gift_does_not_move_the_edge():
    states = "cccccc" + "." * 30 + "c"
    assert {6, 7, 8} <= set(shown(states))


def test_where_nothing_is_known_one_begins_a_band_below_the_childs_age():
    bands = [0] * 10 + [12] * 10 + [24] * 10 + [36] * 10
    found = shown("." * 40, months=30, bands=bands)
    assert len(found) == FIRST_LOOK
    assert bands[found[0]] == 12


def test_a_baby_and_an_empty_area_have_a_beginning_too():
    assert shown("....", months=0) == [0, 1, 2, 3]
    assert shown("", months=20) == []


def test_what_was_touched_today_stays_in_its_place():
    states = "c" * 30 + "." * 3
    assert 4 not in shown(states)
    assert 4 in shown(states, also={4})
