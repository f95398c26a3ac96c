"""How the target SMIs of a plan stand against their baseline (feature B7).

The baseline is what the plan says, else the last year before the plan that the registry knows; how it was known is
read from the registry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.enterprises.performance.comparison import DOWN, SAME, UP, Change, change_between
from liap.enterprises.performance.models import PerformanceRecord
from liap.enterprises.performance.pictures import middle
from liap.enterprises.performance.years import yearly
from liap.plans.models import Plan, TargetEnterprise


@dataclass(frozen=True)
class Standing:
    """One target SMI: its baseline and its last year since, and when that was asked; None where nobody knows it."""

    enterprise: Enterprise
    baseline: Decimal | None
    baseline_year: int | None
    is_from_registry: bool
    now: Decimal | None
    now_year: int | None
    asked_on: date | None
    change: Change


@dataclass(frozen=True)
class Progress:
    """All target SMIs of a plan, and how many of them can be compared."""

    standings: tuple[Standing, ...]

    @property
    def with_baseline(self) -> int:
        return sum(1 for one in self.standings if one.baseline is not None)

    @property
    def comparable(self) -> int:
        return sum(1 for one in self.standings if one.change.is_comparable)

    @property
    def newest_on(self) -> date | None:
        """The day on which the newest of the figures was asked."""
        return max((one.asked_on for one in self.standings if one.asked_on), default=None)

    def _going(self, direction: str) -> int:
        return sum(1 for one in self.standings if one.change.direction == direction)

    @property
    def more(self) -> int:
        return self._going(UP)

    @property
    def less(self) -> int:
        return self._going(DOWN)

    @property
    def unchanged(self) -> int:
        return self._going(SAME)


def progress_of(plan: Plan) -> Progress:
    """The target SMIs with baseline and last year; in two queries whatever their number."""
    targets = list(plan.target_enterprises.select_related("enterprise"))
    return Progress(standings(targets, {plan.pk: plan}))


def standings(targets: Sequence[TargetEnterprise], plans: Mapping[int, Plan]) -> tuple[Standing, ...]:
    """How target SMIs of several plans stand, in the order of `targets` and in one query."""
    rows = PerformanceRecord.objects.current().filter(enterprise__in=[one.enterprise_id for one in targets])
    by_enterprise: dict[int, list[PerformanceRecord]] = {}
    for row in rows.filter(months__in=[3, 12]):
        by_enterprise.setdefault(row.enterprise_id, []).append(row)
    years = {pk: yearly(known) for pk, known in by_enterprise.items()}
    return tuple(_standing(plans[one.plan_id], one, years.get(one.enterprise_id, {})) for one in targets)


def _standing(plan: Plan, target: TargetEnterprise, years: dict[int, PerformanceRecord]) -> Standing:
    year, amount = target.baseline_year, target.baseline_turnover
    is_from_registry = amount is None
    if is_from_registry:
        year = max((one for one in years if one < plan.starts_on.year), default=None)
        amount = middle(years[year]) if year is not None else None
    later = max((one for one in years if year is not None and one > year), default=None)
    now = years[later] if later is not None else None
    return Standing(
        enterprise=target.enterprise,
        baseline=amount,
        baseline_year=year,
        is_from_registry=is_from_registry and amount is not None,
        now=middle(now) if now else None,
        now_year=later,
        asked_on=now.asked_on if now else None,
        change=_change(amount, years.get(year) if year is not None else None, now),
    )


def _change(amount: Decimal | None, baseline: PerformanceRecord | None, now: PerformanceRecord | None) -> Change:
    if amount is None:
        return Change(reason=_("baseline missing"))
    if now is None:
        return Change(reason=_("no later year is known"))
    if baseline is None or middle(baseline) != amount:
        return Change(reason=_("how the baseline was known is not on record"))
    return change_between(baseline, now)
