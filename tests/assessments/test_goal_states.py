"""Every move of a goal and of a step: the legal ones, and that each other one is refused."""

from itertools import product

import pytest

from assessments.goal_states import ENDED, GOAL_MOVES, LABELS, OPEN, STEP_MOVES, move_problem, needs_reason
from assessments.models import Goal, Step

STATES = tuple(LABELS)
LEGAL_GOAL = {
    ("planned", "current"), ("planned", "set_aside"),
    ("current", "reached"), ("current", "partly"), ("current", "not_reached"), ("current", "set_aside"),
    ("reached", "current"), ("partly", "current"), ("partly", "reached"), ("not_reached", "current"),
    ("set_aside", "current"),
}  # fmt: skip
LEGAL_STEP = {
    ("planned", "current"), ("planned", "reached"), ("planned", "set_aside"),
    ("current", "reached"), ("current", "partly"), ("current", "not_reached"), ("current", "set_aside"),
    ("reached", "current"), ("partly", "current"), ("partly", "reached"),
    ("not_reached", "current"), ("not_reached", "reached"),
    ("set_aside", "current"), ("set_aside", "reached"),
}  # fmt: skip


@pytest.mark.parametrize(("was", "to"), list(product(STATES, STATES)))
@pytest.mark.parametrize(("moves", "legal"), [(GOAL_MOVES, LEGAL_GOAL), (STEP_MOVES, LEGAL_STEP)])
def test_only_the_legal_moves_are_made(moves, legal, was, to):
    problem = move_problem(moves, was, to, "Because it is so")
    assert bool(problem) == ((was, to) not in legal)
    if problem:
        assert "already" in problem if was == to else "cannot become" in problem


@pytest.mark.parametrize(("was", "to"), sorted(LEGAL_GOAL | LEGAL_STEP))
def test_a_move_that_ends_otherwise_or_goes_back_says_why(was, to):
    asks = to in ("partly", "not_reached", "set_aside") or (to == "current" and was in ENDED)
    assert needs_reason(was, to) == asks
    assert ("Say why" in move_problem(STEP_MOVES, was, to, "  ")) == asks


def test_a_state_that_is_not_there_is_refused():
    assert move_problem(GOAL_MOVES, "current", "gone", "x") == "There is no such state of a goal."
    assert move_problem(GOAL_MOVES, "", "current", "x") == "There is no such state of a goal."


def test_the_tables_and_the_rows_know_the_same_states():
    assert set(Goal.Status.values) == set(STATES) == set(GOAL_MOVES) == set(STEP_MOVES)
    assert set(Step.Ending.values) == {"partly", "not_reached", "set_aside"}
    assert Goal.OPEN == OPEN
    assert {to for targets in GOAL_MOVES.values() for to in targets} | {"planned"} == set(STATES)
    assert dict(Goal.Status.choices) == LABELS
