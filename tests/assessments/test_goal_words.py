"""The words of a goal: the sentence they make, and the gentle hints about what nobody can see."""

import pytest

from assessments.goal_words import hints, sentence


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            ("drinks from an open cup", "at the table, with the cup held for her", "3 times out of 4"),
            "Aisha drinks from an open cup, at the table, with the cup held for her, 3 times out of 4.",
        ),
        (("Drinks from a cup.", "", ""), "Aisha drinks from a cup."),
        (
            ("Aisha waves goodbye", "At the door", "twice a day"),
            "Aisha waves goodbye, at the door, twice a day.",
        ),
        (("she waves", "to Grandad", ""), "Aisha waves, to Grandad."),
        (("plays", "Grandad’s house", ""), "Aisha plays, grandad’s house."),
        (("  ", "at table", "once"), ""),
        (("", "", ""), ""),
        (("UPS herself on the sofa", "", ""), "Aisha UPS herself on the sofa."),
    ],
)
def test_the_parts_make_one_sentence(parts, said):
    assert sentence("Aisha", *parts) == said


@pytest.mark.parametrize(
    "parts",
    [
        ("drinks from an open cup", "at the table", "3 times out of 4"),
        ("chooses what he wants by looking or reaching", "between two toys", "on 3 of 4 tries"),
        ("asks for the song she likes", "with a sign", "once a day"),
        ("stops at the kerb", "holding hands", "every time"),
        ("sits without help", "on the rug", "for five minutes"),
        ("puts on his coat and hangs it up", "at nursery", "by himself"),
        ("looks when his name is called", "in the kitchen", "half of the time"),
        ("points to what he wants to know", "in a book", "twice"),
    ],
)
def test_what_can_be_seen_is_left_in_peace(parts):
    assert hints(*parts) == []


@pytest.mark.parametrize(
    ("does_what", "word"),
    [
        ("understands two words", "understands"),
        ("will understand two words", "understand"),
        ("knows her colours", "knows"),
        ("is aware of others", "aware"),
        ("is more confident with others", "confident"),
        ("enjoys nursery", "enjoys"),
        ("shows an understanding of size", "understanding"),
        ("has self-esteem", "self-esteem"),
        ("remembers where her shoes are", "remembers"),
        ("Concentrates on a book", "concentrates"),
    ],
)
def test_what_goes_on_inside_is_asked_about(does_what, word):
    (hint,) = hints(does_what, "at home", "3 of 4 times")
    assert hint.part == "does_what"
    assert hint.text.startswith(f"Nobody can see “{word}”")


@pytest.mark.parametrize(
    ("does_what", "word"),
    [
        ("improves her speech", "improves"),
        ("develops fine motor skills", "develops"),
        ("works on walking", "works"),
        ("tries new food", "tries"),
        ("eats better", "better"),
        ("begins to walk", "begins"),
        ("will continue to babble", "continue"),
    ],
)
def test_a_direction_is_asked_where_it_ends(does_what, word):
    (hint,) = hints(does_what, "at home", "3 of 4 times")
    assert hint.text.startswith(f"“{word}” says the way")


@pytest.mark.parametrize(
    "does_what", ["does not bite", "stops hitting", "no longer cries", "doesn’t throw food"]
)
def test_what_will_be_gone_is_turned_round(does_what):
    (hint,) = hints(does_what, "at home", "3 of 4 times")
    assert "What will be there instead" in hint.text


@pytest.mark.parametrize(
    ("success", "said"),
    [
        ("", "Say how often or how long"),
        ("most of the time", "“most of the time” means something else to each of us"),
        ("usually", "“usually” means"),
        ("when Mum asks", "How often, or for how long?"),
    ],
)
def test_success_that_nobody_can_count_is_asked_about(success, said):
    (hint,) = hints("waves goodbye", "at the door", success)
    assert hint.part == "success"
    assert said in hint.text


def test_missing_conditions_and_too_much_at_once_are_mentioned():
    assert [hint.part for hint in hints("waves", "", "twice")] == ["conditions"]
    (hint,) = hints("takes it and washes it and puts it back", "at table", "twice")
    assert "more than one thing" in hint.text


@pytest.mark.parametrize("odd", ["\x00", "a" * 5000, "؟", "“”", "())(", "☺ ☺"])
def test_whatever_is_written_is_read(odd):
    hints(odd, odd, odd)
    sentence("Aisha", odd, odd, odd)
