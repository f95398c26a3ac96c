"""How complete the entries of a quarter are; what nobody reported is named, never counted as zero."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from documents.facts import Text, both
from documents.kinds.d5_quarterly import EntryLine
from liap.outcomes.models import IndicatorValue
from liap.plans.models import BudgetLine, FundingSource, Indicator, Plan


def entry_lines(plan: Plan, values: Mapping[int, IndicatorValue], *, year: int) -> tuple[EntryLine, ...]:
    """The indicators that are due each quarter, and the budget lines up to the year of the quarter."""
    return (_indicators(plan, values), _money(plan, year))


def _indicators(plan: Plan, values: Mapping[int, IndicatorValue]) -> EntryLine:
    due = list(plan.indicators.filter(frequency=Indicator.Frequency.QUARTERLY))
    missing = [row for row in due if row.pk not in values or values[row.pk].value is None]
    return EntryLine(
        part=both(_("values of the indicators")),
        expected=len(due),
        received=len(due) - len(missing),
        missing=tuple(str(row) for row in missing),
    )


def _money(plan: Plan, year: int) -> EntryLine:
    due = list(plan.budget_lines.filter(fiscal_year__lte=year).select_related("activity"))
    missing = [line for line in due if line.realised is None]
    return EntryLine(
        part=both(_("money spent")),
        expected=len(due),
        received=len(due) - len(missing),
        missing=tuple(_name(line) for line in missing),
    )


def _name(line: BudgetLine) -> Text:
    source = both(FundingSource(line.source).label)
    rest = f"{line.fiscal_year} ({line.activity})" if line.activity else line.fiscal_year
    return Text(f"{source.id} {rest}", f"{source.en} {rest}")
