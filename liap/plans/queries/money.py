"""What a plan costs, by source and year. An amount that nobody reported is missing, never zero.

Totals are of money; what is given in kind, and honoraria, are counted apart (feature L6).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from liap.plans.models import BudgetLine, FundingSource, Plan

MONEY = ("proposed", "allocated", "committed", "realised")


@dataclass(frozen=True)
class Total:
    """Money of one source in one year. A column that nobody reported is None; `unreported` counts its empty lines."""

    source: str
    source_label: str
    year: int | None
    proposed: Decimal | None
    allocated: Decimal | None
    committed: Decimal | None
    realised: Decimal | None
    lines: int
    unreported: int


def totals(plan: Plan) -> list[Total]:
    """Totals by source and fiscal year, in the order year, source."""
    return _grouped(_lines(plan, BudgetLine.Kind.MONEY))


def totals_apart(plan: Plan) -> dict[str, list[Total]]:
    """Totals by source and year of what is not money, by the label of its kind; only kinds that the plan has."""
    kinds = [BudgetLine.Kind.IN_KIND, BudgetLine.Kind.HONORARIUM]
    found = {str(kind.label): _grouped(_lines(plan, kind)) for kind in kinds}
    return {label: rows for label, rows in found.items() if rows}


def _lines(plan: Plan, kind: str) -> list[BudgetLine]:
    return [line for line in plan.budget_lines.all() if line.kind == kind]


def _grouped(lines: list[BudgetLine]) -> list[Total]:
    groups: dict[tuple[int, str], list[BudgetLine]] = {}
    for line in lines:
        groups.setdefault((line.fiscal_year, line.source), []).append(line)
    return [_total(groups[key], source=key[1], year=key[0]) for key in sorted(groups)]


def grand_total(plan: Plan) -> Total:
    """All money of the plan."""
    return _total(_lines(plan, BudgetLine.Kind.MONEY), source="", year=None)


def add_up(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what was reported; None when nothing was, because missing is not zero."""
    reported = [amount for amount in amounts if amount is not None]
    return sum(reported, Decimal(0)) if reported else None


def _total(lines: list[BudgetLine], *, source: str, year: int | None) -> Total:
    sums = {column: add_up(getattr(line, column) for line in lines) for column in MONEY}
    label = str(FundingSource(source).label) if source else ""
    unreported = sum(1 for line in lines if line.realised is None)
    return Total(source=source, source_label=label, year=year, lines=len(lines), unreported=unreported, **sums)
