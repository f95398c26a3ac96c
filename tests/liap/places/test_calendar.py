import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liap import places
from liap.places.calendar import add_working_days, is_working_day, working_days_between

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))
NONE = frozenset()

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
few = st.integers(-60, 60)
closures = st.frozensets(days, max_size=40)


@pytest.fixture(scope="module")
def decreed():
    with (Path(places.__path__[0]) / "data" / "holidays.csv").open(encoding="utf-8") as file:
        return frozenset(date.fromisoformat(line["date"]) for line in csv.DictReader(file))


def test_add_working_days_passes_over_nyepi_and_idul_fitri(decreed):
    assert add_working_days(date(2026, 3, 13), 5, decreed) == date(2026, 3, 27)


def test_add_working_days_goes_back_the_same_way(decreed):
    assert add_working_days(date(2026, 3, 27), -5, decreed) == date(2026, 3, 13)


def test_working_days_between_passes_over_nyepi_and_idul_fitri(decreed):
    assert working_days_between(date(2026, 3, 13), date(2026, 3, 27), decreed) == 5


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (SATURDAY, 0, SATURDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SUNDAY, 1, MONDAY),
        (MONDAY, 5, date(2026, 11, 30)),
        (MONDAY, -1, FRIDAY),
        (SUNDAY, -1, FRIDAY),
        (FRIDAY, -5, date(2026, 11, 13)),
    ],
)
def test_add_working_days_passes_over_weekends(start, count, expected):
    assert add_working_days(start, count, NONE) == expected


def test_add_working_days_crosses_the_year(decreed):
    assert add_working_days(date(2026, 12, 23), 3, decreed) == date(2026, 12, 30)
    assert add_working_days(date(2026, 12, 31), 1, decreed) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (MONDAY, MONDAY, 0),
        (FRIDAY, SATURDAY, 0),
        (FRIDAY, MONDAY, 1),
        (SATURDAY, SUNDAY, 0),
        (MONDAY, FRIDAY, -1),
        (MONDAY, SATURDAY, 0),
        (SATURDAY, FRIDAY, -1),
        (MONDAY, MONDAY + timedelta(days=14), 10),
    ],
)
def test_working_days_between_counts_the_end_and_not_the_start(start, end, expected):
    assert working_days_between(start, end, NONE) == expected


def test_is_working_day_knows_weekends_and_holidays():
    week = [date(2026, 8, 17) + timedelta(days=n) for n in range(7)]

    worked = [day for day in week if is_working_day(day, frozenset({date(2026, 8, 17)}))]

    assert worked == week[1:5]


@given(days, st.integers(1, 60), closures)
def test_added_days_end_on_a_working_day_after_the_start(start, count, closed):
    end = add_working_days(start, count, closed)

    assert end > start
    assert is_working_day(end, closed)


@given(days, few, closures)
def test_working_days_between_undoes_adding(start, count, closed):
    assert working_days_between(start, add_working_days(start, count, closed), closed) == count


@given(days, st.integers(0, 30), st.integers(0, 30), closures)
def test_adding_in_two_steps_equals_adding_at_once(start, first, second, closed):
    halfway = add_working_days(start, first, closed)

    assert add_working_days(halfway, second, closed) == add_working_days(start, first + second, closed)


@given(days, days, closures)
def test_adding_the_days_between_never_passes_the_end(start, end, closed):
    first, last = sorted((start, end))

    assert add_working_days(first, working_days_between(first, last, closed), closed) <= last


@given(days, few, closures, days)
def test_one_more_holiday_never_shortens_a_deadline(start, count, closed, extra):
    without = abs(add_working_days(start, count, closed) - start)

    assert abs(add_working_days(start, count, closed | {extra}) - start) >= without
