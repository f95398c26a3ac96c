"""Drawings of the papers whose words must not run into each other."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from documents import charts


def schedule(first, last):
    drawn = charts.gantt([SimpleNamespace(number=1, title="Pelatihan", starts_on=first, ends_on=last)])
    years = re.findall(r'<text x="([\d.]+)"[^>]*>(\d{4})</text>', drawn)
    return {year: float(x) for x, year in years}


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (date(2014, 6, 2), date(2026, 11, 16), [str(year) for year in range(2015, 2027)]),
        (date(2026, 10, 1), date(2026, 12, 31), ["2026"]),
        (date(2026, 10, 1), date(2028, 3, 1), ["2026", "2027", "2028"]),
        (date(2000, 1, 1), date(2029, 12, 31), [str(year) for year in range(2001, 2030, 3)]),
    ],
)
def test_years_above_a_schedule_have_room(first, last, named):
    found = schedule(first, last)

    assert list(found) == named
    places = list(found.values())
    assert all(after - before >= 20 for before, after in zip(places, places[1:], strict=False))
