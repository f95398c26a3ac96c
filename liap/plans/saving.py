"""The tables of a plan as files: the same rows as on its page."""

from collections.abc import Callable
from functools import partial

from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.protection.actions import note_access
from liap.enterprises.protection.models import DataAccess
from liap.people.access import may_see_rows
from liap.people.models import User
from liap.plans import columns
from liap.plans.content import TABLES, rows_of
from liap.plans.models import Plan
from liap.tables.columns import Column, Table

COLUMNS: dict[str, tuple[Column, ...]] = {
    "stakeholders": columns.STAKEHOLDERS,
    "chain_steps": columns.CHAIN_STEPS,
    "problems": columns.PROBLEMS,
    "goals": columns.GOALS,
    "activities": columns.ACTIVITIES,
    "enterprise_actions": columns.ENTERPRISE_ACTIONS,
    "indicators": columns.INDICATORS,
    "budget_lines": columns.BUDGET_LINES,
}


def tables_of(plan: Plan, *, by: User) -> dict[str, Callable[[], Table]]:
    """Every table that the person may save, by its code; target SMIs for those only who see them one by one."""
    found = {code: partial(_table, plan, code) for code in COLUMNS}
    if may_see_rows(by, plan.region_id):
        found["target_enterprises"] = partial(_targets, plan, by=by)
    return found


def _table(plan: Plan, code: str) -> Table:
    rows = rows_of(plan, TABLES[code])
    if code == "problems":
        rows = rows.prefetch_related("activities")
    title = TABLES[code].model._meta.verbose_name_plural
    return Table(code=code, title=title, columns=COLUMNS[code], rows=rows, chosen=plan.title)


def _targets(plan: Plan, *, by: User) -> Table:
    """Their baseline is personal: whoever stopped the use of his data is not in it, the others are told of it."""
    usable = Enterprise.objects.usable_for(Purpose.SUPPORT)
    rows = rows_of(plan, TABLES["target_enterprises"]).filter(enterprise__in=usable)
    smis = Enterprise.objects.filter(pk__in=rows.order_by().values("enterprise"))
    note_access(smis, by=by, act=DataAccess.Act.EXPORT, what="targets", reason=DataAccess.Reason.REPORT)
    title = TABLES["target_enterprises"].model._meta.verbose_name_plural
    return Table(code="target_enterprises", title=title, columns=columns.TARGETS, rows=rows, chosen=plan.title)
