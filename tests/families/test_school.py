"""The way to school: dates by worked examples, counted from the birth."""

from datetime import date

import pytest

from families.school import way_to_school

DAYS = {
    # born: a place at two, at three, reception, duty
    date(2024, 3, 31): (date(2026, 4, 1), date(2027, 4, 1), date(2028, 9, 1), date(2029, 4, 1)),
    date(2024, 4, 1): (date(2026, 9, 1), date(2027, 9, 1), date(2028, 9, 1), date(2029, 9, 1)),
    date(2024, 8, 31): (date(2026, 9, 1), date(2027, 9, 1), date(2028, 9, 1), date(2029, 9, 1)),
    date(2024, 9, 1): (date(2027, 1, 1), date(2028, 1, 1), date(2029, 9, 1), date(2030, 1, 1)),
    date(2024, 12, 31): (date(2027, 1, 1), date(2028, 1, 1), date(2029, 9, 1), date(2030, 1, 1)),
    date(2024, 2, 29): (date(2026, 4, 1), date(2027, 4, 1), date(2028, 9, 1), date(2029, 4, 1)),
}


@pytest.mark.parametrize("born_on", DAYS, ids=str)
def test_the_four_dates(born_on):
    assert tuple(one.starts_on for one in way_to_school(born_on, born_on)) == DAYS[born_on]


def test_each_date_says_how_far_off_it_is():
    at_two, at_three, reception, duty = way_to_school(date(2024, 7, 20), date(2026, 11, 22))
    assert (at_two.words, at_two.is_past) == ("Since autumn 2026", True)
    assert (at_three.words, at_three.is_past) == ("Autumn 2027, in 9 months", False)
    assert reception.words == "September 2028, in 21 months"
    assert duty.words == "Autumn 2029, in 2 years 9 months"


def test_the_last_days_before_are_less_than_a_month():
    reception = way_to_school(date(2022, 3, 3), date(2026, 8, 30))[2]
    assert reception.words == "September 2026, in less than a month"


def test_the_day_itself_has_come():
    assert way_to_school(date(2022, 3, 3), date(2026, 9, 1))[2].is_past
