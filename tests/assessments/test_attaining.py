"""Goal attainment reckoned in the open, against the worked values; a family's ratings drawn."""

from datetime import date, timedelta

import pytest

from assessments.attaining import HEIGHT, WIDTH, Rated, draw, reckon, signed


def rated(levels, weights=None):
    weights = weights or [1] * len(levels)
    return [Rated(f"Goal {level}", level, weight) for level, weight in zip(levels, weights, strict=True)]


@pytest.mark.parametrize(
    ("levels", "weights", "t", "total", "squares", "summed"),
    [
        ([0, 0, 0], None, 50.0, 0, 3, 3),
        ([1, 0, -1, 1], None, 53.6, 1, 4, 4),
        ([2], None, 70.0, 2, 1, 1),
        ([2, -2], [1, 1], 50.0, 0, 2, 2),
        ([1, 0], [3, 1], 58.7, 3, 10, 4),
        ([-2, -2, -2, -2], None, 21.0, -8, 4, 4),
    ],
)
def test_the_worked_values_come_out_with_what_they_are_made_of(levels, weights, t, total, squares, summed):
    found = reckon(rated(levels, weights))
    assert (found.t, found.total, found.squares, found.weights) == (t, total, squares, summed)
    assert round(50 + 10 * found.total / found.spread, 1) == t
    assert found.in_words.endswith(f"= {t:.1f}")


def test_the_reckoning_can_be_followed_with_a_pencil():
    found = reckon(rated([1, 0, -1, 1]))
    assert found.in_words == "50 + 10 × 1 ÷ √(0.7 × 4 + 0.3 × 4²) = 50 + 10 ÷ 2.76 = 53.6"
    assert [line.product_in_words for line in found.lines] == ["+1", "0", "−1", "+1"]
    assert found.meaning == "All in all more than hoped."
    assert reckon(rated([0])).meaning == "All in all as hoped."
    assert reckon(rated([-1])).meaning == "All in all not yet as hoped."


def test_nothing_rated_is_nothing_reckoned():
    assert reckon([]) is None


def test_signs_are_written_as_people_write_them():
    assert [signed(number) for number in (-2, 0, 2)] == ["−2", "0", "+2"]


def test_a_chart_keeps_its_points_inside_and_says_what_it_shows():
    start = date(2026, 6, 1)
    chart = draw([(start + timedelta(days=60), 7), (start, 3), (start + timedelta(days=20), 10)])
    assert [point.value for point in chart.points] == [3, 10, 7]
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in chart.points)
    assert chart.points[1].y < chart.points[2].y < chart.points[0].y
    assert chart.sentence == "From 3 on 1 June 2026 to 7 on 31 July 2026."


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([(date(2026, 6, 1), 4)], "4 of 10 on 1 June 2026."),
        ([(date(2026, 6, 1), 4), (date(2026, 6, 8), 4)], "4 of 10, as on 1 June 2026."),
    ],
)
def test_one_rating_and_no_change_are_said_too(pairs, said):
    assert draw(pairs).sentence == said


def test_without_ratings_there_is_no_chart():
    assert draw([]) is None
