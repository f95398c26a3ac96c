"""Ranks candidates by weighted scores, exactly and always in the same way; knows numbers alone, no database.

Rule (feature B2; the details are our proposal): the total of one scorer is the mean of his scores by their weights. It
counts once he has scored every criterion of that candidate, since a missing score is not zero. The score of a
candidate is the mean of these totals. Equal scores share a rank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a candidate stands; without a total that counts it has neither rank nor score.

    `deviation` is the standard deviation of the totals; it needs two scorers, as nobody differs from himself.
    """

    candidate: int
    rank: int | None = None
    score: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    deviation: Decimal | None = None
    scorers: int = 0


def ranked(
    candidates: Sequence[int], weights: Mapping[int, int], scores: Mapping[tuple[int, int, int], int]
) -> list[Standing]:
    """The candidates, best first, those without a score last; among equals the given order stays.

    `weights` by criterion, `scores` by candidate, criterion and scorer.
    """
    totals = {candidate: _totals(candidate, weights, scores) for candidate in candidates}
    means = {candidate: sum(found, Fraction()) / len(found) for candidate, found in totals.items() if found}
    ordered = sorted(candidates, key=lambda candidate: -means.get(candidate, Fraction(-1)))
    return [_standing(candidate, totals[candidate], means) for candidate in ordered]


def _totals(candidate: int, weights: Mapping[int, int], scores: Mapping[tuple[int, int, int], int]) -> list[Fraction]:
    """The weighted mean of every scorer who left out no criterion."""
    given: dict[int, dict[int, int]] = {}
    for (scored, criterion, scorer), value in scores.items():
        if scored == candidate:
            given.setdefault(scorer, {})[criterion] = value
    complete = [values for values in given.values() if values.keys() == weights.keys()]
    heavy = sum(weights.values())
    return [Fraction(sum(weights[one] * value for one, value in values.items()), heavy) for values in complete]


def _standing(candidate: int, totals: list[Fraction], means: Mapping[int, Fraction]) -> Standing:
    if not totals:
        return Standing(candidate=candidate)
    mean = means[candidate]
    return Standing(
        candidate=candidate,
        rank=1 + sum(other > mean for other in means.values()),
        score=_decimal(mean).quantize(CENT, ROUND_HALF_UP),
        lowest=_decimal(min(totals)).quantize(CENT, ROUND_HALF_UP),
        highest=_decimal(max(totals)).quantize(CENT, ROUND_HALF_UP),
        deviation=_deviation(totals, mean) if len(totals) > 1 else None,
        scorers=len(totals),
    )


def _deviation(totals: list[Fraction], mean: Fraction) -> Decimal:
    variance = sum(((total - mean) ** 2 for total in totals), Fraction()) / len(totals)
    return _decimal(variance).sqrt().quantize(CENT, ROUND_HALF_UP)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
