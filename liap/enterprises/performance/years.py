"""The turnover of whole years: one record of twelve months, or four quarters that all give an amount."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance.figures import Kind
from liap.enterprises.performance.models import PerformanceRecord


def yearly(records: Iterable[PerformanceRecord]) -> dict[int, PerformanceRecord]:
    """The turnover by year: the record of the year, else its four quarters added up when all four give an amount."""
    rows = [row for row in records if row.turnover_kind]
    found = {row.first_on.year: row for row in rows if row.months == 12}
    quarters: dict[int, list[PerformanceRecord]] = {}
    for row in rows:
        if row.months == 3 and row.turnover is not None:
            quarters.setdefault(row.first_on.year, []).append(row)
    return {**{year: _added_up(four) for year, four in quarters.items() if len(four) == 4}, **found}


def last_years(enterprises: Iterable[int], *, before: int) -> dict[int, PerformanceRecord]:
    """By SMI, its last year before a year of which an amount is known; a range is no amount to compare with."""
    usable = Enterprise.objects.usable_for(Purpose.SUPPORT).filter(pk__in=list(enterprises))
    rows = PerformanceRecord.objects.current().filter(
        enterprise__in=usable, months__in=[3, 12], first_on__year__lt=before, turnover__isnull=False
    )
    by_enterprise: dict[int, list[PerformanceRecord]] = {}
    for row in rows:
        by_enterprise.setdefault(row.enterprise_id, []).append(row)
    years = {pk: yearly(known) for pk, known in by_enterprise.items()}
    return {pk: known[max(known)] for pk, known in years.items() if known}


def _added_up(four: list[PerformanceRecord]) -> PerformanceRecord:
    """Four quarters as a year that is not stored: as sure as the least sure of them."""
    estimates = [row for row in four if row.turnover_kind == Kind.ESTIMATE]
    weakest = (estimates or four)[0]
    amounts = [row.turnover for row in four if row.turnover is not None]
    return PerformanceRecord(
        enterprise_id=weakest.enterprise_id, first_on=date(weakest.first_on.year, 1, 1), months=12,
        turnover_kind=weakest.turnover_kind, turnover=sum(amounts, Decimal(0)), method=weakest.method,
        asked_on=max(row.asked_on for row in four),
    )  # fmt: skip
