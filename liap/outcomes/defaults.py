"""The rules of rating that an installation begins with; administrators add versions of their own."""

from typing import Any

from liap.outcomes.models import DecisionTable, RatingThreshold

SOURCE = "JICA, Overview of the ex-post evaluation system: rating criteria of internal ex-post evaluation"

HOUSE_RULE: dict[str, Any] = {
    "name": "House rule",
    "version": 1,
    "weights": {"high": 0, "fair": 1, "low": 2},
    "limits": {"A": 1, "B": 2, "C": 4},
    "low_relevance": "D",
    "is_house_rule": True,
}

THRESHOLDS: tuple[dict[str, Any], ...] = (
    {"criterion": "effectiveness_impact", "high": 80, "fair": 50, "less_is_better": False, "source": SOURCE},
    {"criterion": "efficiency", "high": 100, "fair": 150, "less_is_better": True, "source": SOURCE},
)


def load_rules() -> None:
    """Adds the rules that are missing; whatever an administrator changed stays as it is."""
    others = DecisionTable.objects.filter(is_current=True).exists()
    values = {**HOUSE_RULE, "is_current": not others}
    DecisionTable.objects.get_or_create(name=values.pop("name"), version=values.pop("version"), defaults=values)
    for row in THRESHOLDS:
        values = dict(row)
        RatingThreshold.objects.get_or_create(criterion=values.pop("criterion"), defaults=values)
