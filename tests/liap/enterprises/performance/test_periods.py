"""Months, quarters, half-years and years of the calendar."""

from datetime import date

import pytest
from django.utils.translation import override

from liap.enterprises.performance.periods import NoSuchPeriod, Period, last_ended, period_of


@pytest.mark.parametrize(
    ("first_on", "months", "last_on", "following", "before"),
    [
        (date(2024, 2, 1), 1, date(2024, 2, 29), date(2024, 3, 1), date(2024, 1, 1)),
        (date(2026, 10, 1), 3, date(2026, 12, 31), date(2027, 1, 1), date(2026, 7, 1)),
        (date(2026, 1, 1), 6, date(2026, 6, 30), date(2026, 7, 1), date(2025, 7, 1)),
        (date(2026, 1, 1), 12, date(2026, 12, 31), date(2027, 1, 1), date(2025, 1, 1)),
    ],
)
def test_period_knows_its_end_and_its_neighbours(first_on, months, last_on, following, before):
    period = Period(first_on, months)

    assert (period.last_on, period.following.first_on, period.previous.first_on) == (last_on, following, before)
    assert period.year_before == Period(first_on.replace(year=first_on.year - 1), months)


@pytest.mark.parametrize(
    ("first_on", "months"),
    [(date(2026, 2, 1), 3), (date(2026, 1, 2), 1), (date(2026, 4, 1), 6), (date(2026, 1, 1), 2)],
)
def test_period_begins_where_the_calendar_says(first_on, months):
    with pytest.raises(NoSuchPeriod):
        Period(first_on, months)


def test_last_period_that_is_over_on_a_day():
    assert last_ended(date(2026, 3, 31)) == Period(date(2025, 10, 1), 3)
    assert last_ended(date(2026, 4, 1)) == Period(date(2026, 1, 1), 3)
    assert period_of(date(2026, 8, 17), 6) == Period(date(2026, 7, 1), 6)


@pytest.mark.parametrize(
    ("language", "months", "words"),
    [
        ("en", 1, "July 2026"),
        ("en", 3, "quarter 3 of 2026"),
        ("id", 3, "triwulan 3 tahun 2026"),
        ("id", 6, "semester 2 tahun 2026"),
        ("id", 1, "Juli 2026"),
    ],
)
def test_period_reads_as_people_say_it(language, months, words):
    with override(language):
        assert str(Period(date(2026, 7, 1), months)) == words
