"""The arithmetic of evaluation, checked against the evaluation report of 2021 and against its own promises."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liap.outcomes import rules
from liap.outcomes.defaults import HOUSE_RULE, THRESHOLDS

TABLE = SimpleNamespace(**{name: HOUSE_RULE[name] for name in ("weights", "limits", "low_relevance")})
LIMITS = {row["criterion"]: SimpleNamespace(**row) for row in THRESHOLDS}
RATINGS = st.sampled_from(rules.WORST_LAST)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2013, 4, 1), date(2016, 3, 31), 36),
        (date(2013, 4, 30), date(2016, 4, 1), 37),
        (date(2026, 1, 1), date(2026, 1, 31), 1),
    ],
)
def test_months_are_counted_inclusively(start, end, months):
    assert rules.months_inclusive(start, end) == months


@pytest.mark.parametrize(
    ("actual", "plan", "percent"),
    [
        (382, 351, 109),
        (37, 36, 103),
        (1, 200, 1),
        (Decimal("0.5"), 100, 1),
        (0, 5, 0),
        (None, 5, None),
        (5, None, None),
        (5, 0, None),
    ],
)
def test_ratio_percent_rounds_half_up_and_keeps_missing_missing(actual, plan, percent):
    assert rules.ratio_percent(actual, plan) == percent


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_ratio_percent_is_never_more_than_half_a_point_off(actual, plan):
    percent = rules.ratio_percent(actual, plan)

    assert abs(percent * plan - actual * 100) * 2 <= plan


@pytest.mark.parametrize(
    ("criterion", "percent", "rating"),
    [
        ("effectiveness_impact", 80, "high"),
        ("effectiveness_impact", 79, "fair"),
        ("effectiveness_impact", 50, "fair"),
        ("effectiveness_impact", 49, "low"),
        ("efficiency", 100, "high"),
        ("efficiency", 101, "fair"),
        ("efficiency", 150, "fair"),
        ("efficiency", 151, "low"),
        ("efficiency", None, ""),
    ],
)
def test_rating_follows_the_limits(criterion, percent, rating):
    assert rules.rating_by(percent, LIMITS[criterion]) == rating


@pytest.mark.parametrize(
    ("cost", "period", "rating"),
    [(109, 103, "fair"), (100, 100, "high"), (90, 151, "low"), (200, 90, "low"), (None, 100, ""), (100, None, "")],
)
def test_efficiency_is_the_worse_of_cost_and_period(cost, period, rating):
    assert rules.efficiency_rating(cost, period, LIMITS["efficiency"]) == rating


@pytest.mark.parametrize(
    ("verdicts", "percent"),
    [
        (["achieved", "achieved", "partially", "not_achieved"], 63),
        (["achieved", "unverified"], 50),
        (["achieved", "too_early"], 100),
        (["too_early"], None),
        ([], None),
    ],
)
def test_effectiveness_counts_what_is_proved(verdicts, percent):
    assert rules.effectiveness_percent(verdicts) == percent


def test_overall_of_the_report_is_partially_satisfactory():
    ratings = dict(zip(rules.CRITERIA, ("high", "fair", "fair", "fair"), strict=True))

    assert rules.overall(ratings, TABLE) == "C"


def test_overall_over_all_combinations():
    grades = Counter(
        rules.overall(dict(zip(rules.CRITERIA, combination, strict=True)), TABLE)
        for combination in product(rules.WORST_LAST, repeat=4)
    )

    assert grades == {"A": 5, "B": 9, "C": 26, "D": 41}


def test_overall_of_missing_ratings_is_empty():
    assert rules.overall({"relevance": "high"}, TABLE) == ""


def test_overall_refuses_what_it_does_not_know():
    with pytest.raises(rules.UnknownRating):
        rules.overall({"beauty": "high"}, TABLE)
    with pytest.raises(rules.UnknownRating):
        rules.overall(dict.fromkeys(rules.CRITERIA, "superb"), TABLE)


@given(st.tuples(RATINGS, RATINGS, RATINGS, RATINGS), st.integers(0, 3), RATINGS)
def test_overall_never_gets_better_when_a_rating_gets_worse(combination, place, other):
    before = dict(zip(rules.CRITERIA, combination, strict=True))
    worse = dict(before)
    worse[rules.CRITERIA[place]] = rules.worse([other, combination[place]])

    assert rules.overall(worse, TABLE) >= rules.overall(before, TABLE)


@pytest.mark.parametrize(
    ("approved", "day", "too_early"),
    [
        (date(2025, 11, 24), date(2026, 11, 23), True),
        (date(2025, 11, 23), date(2026, 11, 23), False),
        (date(2026, 1, 31), date(2026, 11, 23), True),
    ],
)
def test_too_early_ends_after_twelve_months(approved, day, too_early):
    assert rules.is_too_early(approved, day) is too_early
