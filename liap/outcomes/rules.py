"""The arithmetic of evaluation, without a database: ratios, ratings and the overall grade.

Criteria and thresholds follow JICA's ex-post evaluation system. How four ratings make one grade is not public: the
default is a house rule, kept as data and named as such wherever it is printed.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Protocol

HIGH, FAIR, LOW = "high", "fair", "low"
WORST_LAST = (HIGH, FAIR, LOW)
GRADES = ("A", "B", "C", "D")
CRITERIA = ("relevance", "effectiveness_impact", "efficiency", "sustainability")
MATURE_AFTER_MONTHS = 12
# What a verdict counts for; None is left out of the share.
VERDICT_POINTS = {
    "achieved": Fraction(1),
    "partially": Fraction(1, 2),
    "not_achieved": Fraction(0),
    "unverified": Fraction(0),
    "too_early": None,
}

Number = int | Decimal | Fraction


class Threshold(Protocol):
    """The limits of one criterion in per cent of plan."""

    high: Decimal
    fair: Decimal
    less_is_better: bool


class Table(Protocol):
    """Points per rating, the highest total of each grade, and the grade that low relevance forces."""

    weights: Mapping[str, int]
    limits: Mapping[str, int]
    low_relevance: str


class UnknownRating(ValueError):
    """The decision table or the ratings do not cover the four criteria."""


def months_inclusive(start: date, end: date) -> int:
    """Months from the first to the last, both counted: April 2013 to March 2016 is 36."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def ratio_percent(actual: Number | None, plan: Number | None) -> int | None:
    """Actual in whole per cent of plan, half rounded up; None when either is missing or nothing was planned."""
    if actual is None or not plan:
        return None
    share = Fraction(actual) / Fraction(plan) * 100
    return int((Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def rating_by(percent: Number | None, threshold: Threshold) -> str:
    """High, fair or low by the limits, each limit still belonging to the better side; empty when unknown.

    The whole per cent that is printed is what is judged, so that a reader can check it.
    """
    if percent is None:
        return ""
    if threshold.less_is_better:
        return HIGH if percent <= threshold.high else FAIR if percent <= threshold.fair else LOW
    return HIGH if percent >= threshold.high else FAIR if percent >= threshold.fair else LOW


def worse(ratings: Iterable[str]) -> str:
    """The worst of some ratings; empty when one is unknown or there is none."""
    given = list(ratings)
    if not given or not all(given):
        return ""
    return max(given, key=WORST_LAST.index)


def efficiency_rating(cost_percent: Number | None, period_percent: Number | None, threshold: Threshold) -> str:
    """Cost and period are judged together: the worse of the two counts. 109 and 103 per cent are fair."""
    return worse([rating_by(cost_percent, threshold), rating_by(period_percent, threshold)])


def effectiveness_percent(verdicts: Iterable[str]) -> int | None:
    """The share of achieved indicators: partly achieved counts half, unverified nothing, too early is left out.

    A house rule; None when nothing can be judged yet.
    """
    points = [VERDICT_POINTS[verdict] for verdict in verdicts]
    judged = [point for point in points if point is not None]
    return ratio_percent(sum(judged, Fraction(0)), len(judged)) if judged else None


def overall(ratings: Mapping[str, str], table: Table) -> str:
    """The overall grade of four ratings by a decision table; empty while a rating is missing."""
    if set(ratings) - set(CRITERIA):
        raise UnknownRating(sorted(set(ratings) - set(CRITERIA)))
    given = [ratings.get(criterion, "") for criterion in CRITERIA]
    if not all(given):
        return ""
    if ratings["relevance"] == LOW and table.low_relevance:
        return table.low_relevance
    try:
        total = sum(int(table.weights[rating]) for rating in given)
    except KeyError as error:
        raise UnknownRating(error.args[0]) from error
    fitting = (grade for grade in GRADES if grade in table.limits and total <= int(table.limits[grade]))
    return next(fitting, GRADES[-1])


def is_too_early(approved_on: date, day: date) -> bool:
    """Whether a plan is so young on a day that failure cannot be told from not yet: under twelve months."""
    months = (day.year - approved_on.year) * 12 + day.month - approved_on.month - (day.day < approved_on.day)
    return months < MATURE_AFTER_MONTHS


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or earlier when negative; the last of the month where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
