"""Readiness as a percentage and the variant that fits. The limits are our proposal, kept as data."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from liap.adoption.models import AdoptionRequest, ReadinessCriterion

LETTER_WEIGHT = 20
# Below this share, or below half the staff, a working group costs more than the region can give.
GROUP_FROM = 60


def score(
    values: Mapping[str, int | Decimal | None], has_letter: bool, table: Iterable[ReadinessCriterion]
) -> int | None:
    """The share of all weight that the region reaches; None when nothing is known, for missing is not zero."""
    if not has_letter and all(value is None for value in values.values()):
        return None
    reached, most = (LETTER_WEIGHT if has_letter else 0), LETTER_WEIGHT
    for row in table:
        most += row.weight
        reached += points(values.get(row.code), row)
    return round(100 * reached / most)


def points(value: int | Decimal | None, row: ReadinessCriterion) -> int:
    """What one criterion gives: all of its weight, half of it, or nothing."""
    if value is not None and value >= row.full_from:
        return row.weight
    return row.weight // 2 if value is not None and value >= row.half_from else 0


def variant_for(points: int, staff: int | None, table: Iterable[ReadinessCriterion]) -> str:
    """The working group for a region that can carry it, else the facilitator."""
    least = next((row.half_from for row in table if row.code == "staff"), Decimal(0))
    if points < GROUP_FROM or staff is None or staff < least:
        return AdoptionRequest.Variant.FACILITATOR
    return AdoptionRequest.Variant.GROUP
