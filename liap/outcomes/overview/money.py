"""Sections about money: by source and year, plan against actual, and cost and period of each plan."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liap import charts
from liap.outcomes import rules
from liap.outcomes.models import Rating
from liap.outcomes.overview.sections import Section, both, column
from liap.outcomes.queries import actual_cost, months_worked, planned_cost, threshold_of
from liap.plans.budgets.queries import YearTotal, regions_without_money, year_totals
from liap.plans.models import BudgetLine, Criterion, Plan
from liap.tables.columns import Table
from liap.templatetags.liap_format import day as in_words
from liap.templatetags.liap_format import rupiah

MOST_PLANS = 200
KIND = BudgetLine.Kind


def by_source(plans: QuerySet[Plan]) -> Section:
    """Money by fiscal year and source, plan against actual; what is in kind and honoraria follow as lines apart."""
    found = sorted(year_totals(plans), key=lambda one: one.kind != KIND.MONEY)
    rows: list[tuple[object, ...]] = [
        (
            one.year, capfirst(one.source_label), capfirst(one.kind_label),
            one.proposed, one.allocated, one.committed, one.realised, one.lines, one.unreported,
        )
        for one in found
    ]  # fmt: skip
    rows += [(None, place.name, _("not available"), *([None] * 6)) for place in regions_without_money(plans)]
    columns = (
        column(_("Year"), 0, _("fiscal year, which is the calendar year")),
        column(_("Source"), 1, _("source of the money; a region of which no amount is known")),
        column(_("Kind"), 2, _("in kind and honoraria are counted apart from money")),
        column(_("Proposed (Rp)"), 3),
        column(_("Allocated (Rp)"), 4),
        column(_("Committed (Rp)"), 5),
        column(_("Realised (Rp)"), 6, _("sum of what was reported; empty where nobody reported anything")),
        column(_("Lines"), 7),
        column(_("Not reported"), 8, _("lines without a realised amount")),
    )
    lines = sum(one.lines for one in found)
    reported = lines - sum(one.unreported for one in found)
    return Section(
        code="money", title=_("Money by source: plan and actual"), fresh=_fresh(reported, lines), **_bars(found),
        table=Table(code="money", title=_("Money by source and year"), columns=columns, rows=rows),
        empty=_("not available"),
    )  # fmt: skip


def _fresh(reported: int, lines: int) -> str:
    said = _("As of %(day)s.") % {"day": in_words(timezone.localdate())}
    if not lines:
        return said
    return f"{said} " + _("Realised amounts are reported for %(reported)s of %(lines)s lines (%(share)s%%).") % {
        "reported": reported, "lines": lines, "share": round(100 * reported / lines),
    }  # fmt: skip


def _bars(found: list[YearTotal]) -> dict[str, Any]:
    pairs = [
        charts.Pair(
            f"{one.year} · {one.source_label}", one.proposed, one.realised, rupiah(one.proposed), rupiah(one.realised)
        )
        for one in found
        if one.kind == KIND.MONEY
    ][-24:]
    title = _("Proposed (pale) and realised (dark) money by year and source")
    return both(charts.bars, pairs, title=title) if pairs else {}


def by_plan(plans: QuerySet[Plan]) -> Section:
    """Cost and period of each plan in percent of what was planned, months inclusive (feature L3)."""
    rows: list[tuple[object, ...]] = []
    threshold = threshold_of(Criterion.EFFICIENCY)
    chosen = plans.select_related("region", "evaluation").prefetch_related("budget_lines", "activities")
    for plan in chosen.order_by("region__code", "title")[:MOST_PLANS]:
        planned, actual, unit = _cost(plan)
        months_planned, months_actual = _months(plan)
        cost, period = rules.ratio_percent(actual, planned), rules.ratio_percent(months_actual, months_planned)
        rating = rules.efficiency_rating(cost, period, threshold) if threshold else ""
        said = capfirst(str(Rating(rating).label)) if rating else None
        rows.append(
            (plan.region.name, plan.title, planned, actual, unit, cost, months_planned, months_actual, period, said)
        )
    columns = (
        column(_("Region"), 0),
        column(_("Plan"), 1),
        column(_("Cost planned"), 2),
        column(_("Cost actual"), 3, _("empty while a line is not reported, because a part would look like thrift")),
        column(_("Unit"), 4),
        column(_("Cost (percent of plan)"), 5),
        column(_("Months planned"), 6, _("first and last month both counted")),
        column(_("Months actual"), 7),
        column(_("Period (percent of plan)"), 8),
        column(_("Efficiency"), 9, _("cost and period together, by the limits in the administration")),
    )
    return Section(
        code="ratios", title=_("Cost and period of each plan"), fresh=_fresh(0, 0),
        table=Table(code="ratios", title=_("Cost and period by plan"), columns=columns, rows=rows),
        help=_("Taken from the evaluation of the plan where there is one, else from its budget and activities."),
        empty=_("No plan is on record."),
    )  # fmt: skip


def _cost(plan: Plan) -> tuple[Decimal | None, Decimal | None, str]:
    evaluation = getattr(plan, "evaluation", None)
    if evaluation is not None:
        return evaluation.cost_planned, evaluation.cost_actual, evaluation.cost_unit
    return planned_cost(plan), actual_cost(plan), "Rp"


def _months(plan: Plan) -> tuple[int | None, int | None]:
    evaluation = getattr(plan, "evaluation", None)
    if evaluation is not None:
        return evaluation.months_planned, evaluation.months_actual
    return rules.months_inclusive(plan.starts_on, plan.ends_on), months_worked(plan)
