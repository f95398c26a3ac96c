"""Turnover is compared only where both figures mean the same; the cases as a table (feature G5)."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from liap.enterprises.performance.comparison import change_between, changes_over_a_year
from liap.enterprises.performance.figures import in_band
from liap.models import PerformanceRecord

Q1, Q1_NEXT, Q2 = (date(2025, 1, 1), 3), (date(2026, 1, 1), 3), (date(2025, 4, 1), 3)
YEAR, YEAR_NEXT, HALF = (date(2025, 1, 1), 12), (date(2026, 1, 1), 12), (date(2026, 1, 1), 6)


def row(period, pk=None, **columns) -> PerformanceRecord:
    return PerformanceRecord(pk=pk, first_on=period[0], months=period[1], **columns)


def exact(amount, method="books"):
    return {"turnover_kind": "exact", "turnover": Decimal(amount), "method": method}


def estimate(amount, method="owner"):
    return {"turnover_kind": "estimate", "turnover": Decimal(amount), "method": method}


def spread(low, high, method="owner"):
    return {"turnover_kind": "range", "turnover_low": Decimal(low), "turnover_high": high, "method": method}


COMPARABLE = [
    # before, now, direction, percent
    ((Q1, exact(100)), (Q1_NEXT, exact(110)), "up", "10.0"),
    ((Q1, exact(100)), (Q1_NEXT, exact(66)), "down", "-34.0"),
    ((Q1, exact(3)), (Q1_NEXT, exact(4)), "up", "33.3"),
    ((YEAR, exact(100)), (YEAR_NEXT, exact(100)), "same", "0.0"),
    ((Q1, exact(100)), (Q1_NEXT, exact(120, "daily_notes")), "up", "20.0"),
    ((Q1, estimate(100)), (Q1_NEXT, estimate(150)), "up", "50.0"),
    ((Q1, exact(0)), (Q1_NEXT, exact(5)), "up", None),
    ((Q1, exact(0)), (Q1_NEXT, exact(0)), "same", None),
    ((Q1, exact(5)), (Q1_NEXT, exact(0)), "down", "-100.0"),
    ((Q1, in_band("up_to_5", 3)), (Q1_NEXT, in_band("up_to_25", 3)), "up", None),
    ((Q1, in_band("more", 3)), (Q1_NEXT, in_band("up_to_25", 3)), "down", None),
    ((Q1, in_band("up_to_25", 3)), (Q1_NEXT, in_band("up_to_25", 3)), "same", None),
    ((Q1, spread(7, 9)), (Q1_NEXT, spread(7, 9)), "same", None),
]

NOT_COMPARABLE = [
    ((Q1, {}), (Q1_NEXT, exact(5)), "no turnover is known of the earlier period"),
    ((Q1, exact(5)), (Q1_NEXT, {"workers": 3}), "no turnover is known of the later period"),
    ((YEAR, exact(5)), (HALF, exact(5)), "the periods are of different length"),
    ((Q1, exact(5)), (Q2, exact(5)), "the periods are of different seasons"),
    ((Q1, estimate(5)), (Q1_NEXT, exact(5)), "estimate beside exact"),
    ((Q1, exact(5)), (Q1_NEXT, in_band("up_to_5", 3)), "exact beside range"),
    (
        (Q1, estimate(5, "owner")), (Q1_NEXT, estimate(5, "facilitator")),
        "the turnover is known in different ways: statement of the owner beside estimate of the facilitator",
    ),
    (
        (Q1, exact(5, "books")), (Q1_NEXT, exact(5, "owner")),
        "the turnover is known in different ways: bookkeeping beside statement of the owner",
    ),
    ((Q1, in_band("up_to_5", 3)), (Q1_NEXT, spread(7, 9)), "the ranges are cut in different ways"),
    ((Q1, spread(7, None)), (Q1_NEXT, spread(7, 9)), "the ranges are cut in different ways"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now", "direction", "percent"), COMPARABLE)
def test_comparable_figures_give_a_direction_and_amounts_a_percentage(before, now, direction, percent):
    change = change_between(row(before[0], **before[1]), row(now[0], **now[1]))

    assert (change.direction, change.percent) == (direction, percent and Decimal(percent))
    assert change.is_comparable


@pytest.mark.parametrize(("before", "now", "reason"), NOT_COMPARABLE)
def test_what_is_not_comparable_gives_the_reason_and_no_figure(before, now, reason):
    change = change_between(row(before[0], **before[1]), row(now[0], **now[1]))

    with override("en"):
        assert str(change.reason) == reason
    assert (change.direction, change.percent, change.is_comparable) == ("", None, False)


def test_absent_record_is_not_comparable():
    assert not change_between(None, row(Q1, **exact(5))).is_comparable
    assert not change_between(row(Q1, **exact(5)), None).is_comparable


def test_each_period_stands_beside_the_same_season_of_the_year_before():
    rows = [row(Q1, pk=1, **exact(100)), row(Q2, pk=2, **exact(50)), row(Q1_NEXT, pk=3, **exact(150))]

    changes = changes_over_a_year(rows)

    assert (changes[1], changes[2], changes[3].percent) == (None, None, Decimal("50.0"))
