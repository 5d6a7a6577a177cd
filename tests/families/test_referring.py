"""The way through the public form branches, and never ends in a wall."""

from datetime import date

import pytest

from families.referring import (
    CHECK,
    ELSEWHERE,
    LIKELY,
    PARENT,
    PROFESSIONAL,
    SPEAK_FIRST,
    TOO_OLD,
    UNSURE,
    WAY,
    advice_after,
    after,
    before,
    missing,
    where_to_go_on,
)

TODAY = date(2026, 11, 22)
YES = dict.fromkeys(("young", "near", "moving", "talking", "playing", "told"), "yes")
NO_SIGNS = {**YES, "moving": "no", "talking": "no", "playing": "no", "told": "no"}


@pytest.mark.parametrize("kind", [PARENT, PROFESSIONAL])
def test_the_way_leads_from_the_first_page_to_the_last_look_and_back(kind):
    key, seen = WAY[kind][0], []
    while key != CHECK:
        seen.append(key)
        key = after(kind, key)
    assert tuple(seen) == WAY[kind]
    for later, earlier in zip([*seen[1:], CHECK], seen, strict=True):
        assert before(kind, later) == earlier
    assert before(kind, seen[0]) == ""


def test_parents_check_for_themselves_and_professionals_ask_the_family_first():
    assert WAY[PARENT][0] == "questions"
    assert WAY[PROFESSIONAL][0] == "agreed"
    assert "agreed" not in WAY[PARENT]
    assert "questions" not in WAY[PROFESSIONAL]


def test_papers_may_be_left_out_and_nothing_else():
    done = [key for key in WAY[PARENT] if key != "papers"]
    assert missing(PARENT, done) == ()
    assert where_to_go_on(PARENT, done) == CHECK
    for key in done:
        left = [one for one in done if one != key]
        assert [step.key for step in missing(PARENT, left)] == [key]
        assert where_to_go_on(PARENT, left) == key


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        (YES, LIKELY),
        ({**NO_SIGNS, "told": "yes"}, LIKELY),
        ({**NO_SIGNS, "talking": "yes", "playing": "yes"}, LIKELY),
        ({**NO_SIGNS, "talking": "yes"}, UNSURE),
        (NO_SIGNS, UNSURE),
        ({**YES, "young": "no"}, ELSEWHERE),
        ({**YES, "near": "no"}, ELSEWHERE),
        ({**YES, "near": "unsure"}, LIKELY),
        ({}, UNSURE),
    ],
)
def test_the_self_check_answers_in_plain_words_and_is_never_a_wall(said, advice):
    assert advice_after("questions", said, TODAY) == advice
    assert advice.may_go_on


def test_a_family_that_does_not_know_is_spoken_with_first():
    assert advice_after("agreed", {"agreed": "no"}, TODAY) == SPEAK_FIRST
    assert advice_after("agreed", {"agreed": "yes"}, TODAY) is None


@pytest.mark.parametrize(
    ("born_on", "advice"),
    [("22/11/2021", TOO_OLD), ("23/11/2021", None), ("1/1/2025", None), ("", None), ("nonsense", None)],
)
def test_a_child_of_school_age_is_pointed_to_the_school_and_may_be_referred(born_on, advice):
    assert advice_after("child", {"born_on": born_on}, TODAY) == advice
