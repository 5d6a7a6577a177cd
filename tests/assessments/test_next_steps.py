"""Which small steps may come next, and why each of them."""

from assessments.next_steps import Around, Candidate, suggest
from assessments.scoring import State

CAN, NEARLY, NOT_YET = State.CAN, State.NEARLY, State.NOT_YET


def line(code, place=0, *, area="talk", after=(), tags=()):
    return Candidate(code, area, f"text of {code}", place, tuple(after), frozenset(tags))


def codes(found):
    return [each.code for each in found]


def reasons(found):
    return " ".join(reason.text for each in found for reason in each.reasons)


def test_what_a_child_nearly_does_comes_first():
    lines = [line("a", 1), line("b", 2, after=["a"]), line("c", 3)]
    found = suggest("Aisha", lines, {"a": CAN, "c": NEARLY})
    assert codes(found) == ["c", "b"]
    assert "Aisha nearly does it already." in reasons(found)
    assert "often comes before: “text of a”" in reasons(found)


def test_a_step_whose_beginnings_are_missing_waits():
    lines = [line("a"), line("b"), line("c", after=["a", "b"])]
    assert codes(suggest("Aisha", lines, {"a": CAN, "b": NOT_YET})) == []
    assert codes(suggest("Aisha", lines, {"a": CAN, "b": CAN})) == ["c"]


def test_a_beginning_that_does_not_fit_the_child_holds_nothing_back():
    lines = [line("a"), line("b"), line("c", after=["a", "b"])]
    assert codes(suggest("Aisha", lines, {"a": CAN, "b": State.NOT_APPLICABLE})) == ["c"]


def test_what_she_can_do_does_not_fit_or_is_worked_on_is_not_suggested_again():
    lines = [line("a"), line("b"), line("c")]
    states = {"a": CAN, "b": State.NOT_APPLICABLE, "c": NEARLY}
    assert codes(suggest("Aisha", lines, states, Around(worked_on=frozenset({"c"})))) == []


def test_what_a_child_enjoys_and_toys_in_store_lift_a_step_and_say_so():
    lines = [line("a", 1), line("b", 2), line("c", 3, tags=["bubbles"])]
    states = {"a": NEARLY, "b": NEARLY, "c": NEARLY}
    around = Around(
        interests={"blowing bubbles": frozenset({"bubbles"})}, toys={"Bubble tube": frozenset({"bubbles"})}
    )
    found = suggest("Aisha", lines, states, around)
    assert codes(found) == ["c", "a", "b"]
    assert "what Aisha enjoys: blowing bubbles" in reasons(found)
    assert "In the store: Bubble tube." in reasons(found)
    assert codes(suggest("Aisha", lines, states)) == ["a", "b", "c"], "without them nothing is hidden"


def test_at_most_five_and_two_of_an_area_while_others_have_any():
    talk = [line(f"t{n}", n) for n in range(6)]
    move = [line(f"m{n}", 10 + n, area="move") for n in range(2)]
    states = {each.code: NEARLY for each in talk + move}
    assert codes(suggest("Aisha", talk + move, states)) == ["t0", "t1", "m0", "m1", "t2"]
    assert codes(suggest("Aisha", talk, states)) == ["t0", "t1", "t2", "t3", "t4"]


def test_each_reason_from_what_was_seen_names_the_lines_that_show_it():
    found = suggest("Aisha", [line("a"), line("b", after=["a"])], {"a": CAN, "b": NEARLY})
    assert [reason.codes for reason in found[0].reasons] == [("b",), ("a",)]
