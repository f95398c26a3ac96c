"""The text of a plan as canonical JSON: what people approve, and what two versions are compared by.

Everything that is planned is in it, down to names, so that a version can be read without the rest of the database.
What happens later is not (state of an activity, money realised, SMIs counted): reporting progress changes no plan.
Rows refer to each other by their printed numbers, never by database keys. Decimals are strings, days ISO dates.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import Model, QuerySet

from liap.enterprises.models import Enterprise
from liap.places.models import Organisation, Region
from liap.plans.models import (
    Activity,
    BudgetLine,
    ChainStep,
    EnterpriseAction,
    Goal,
    Indicator,
    Industry,
    Plan,
    Problem,
    Section,
    Stakeholder,
    TargetEnterprise,
)

FORMAT = 1


@dataclass(frozen=True)
class Table:
    """How one kind of row is written: its section, its fields, and the fields that tell one row from another."""

    section: Section
    model: type[Model]
    fields: tuple[str, ...]
    key: tuple[str, ...]
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ("pk",)
    # What is left out of the text while it is as usual, so that texts frozen before the field was there stay the same.
    usual: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


TABLES = {
    "stakeholders": Table(
        Section.STAKEHOLDERS, Stakeholder, ("name", "interest", "influence", "offer"), key=("name",)
    ),
    "chain_steps": Table(
        Section.SUPPLY_CHAIN,
        ChainStep,
        ("number", "name", "actors", "price", "bottleneck"),
        key=("number",),
        order=("number",),
    ),
    "problems": Table(
        Section.PROBLEMS,
        Problem,
        ("rank", "text", "chain_step", "reason_unanswered"),
        key=("rank",),
        related=("chain_step",),
        order=("rank",),
    ),
    "goals": Table(Section.OBJECTIVE, Goal, ("rung", "description", "target_count", "due_on"), key=("rung",)),
    "target_enterprises": Table(
        Section.TARGETS,
        TargetEnterprise,
        ("enterprise", "baseline_turnover", "baseline_year"),
        key=("enterprise",),
        related=("enterprise",),
        order=("enterprise__name", "enterprise"),
    ),
    "activities": Table(
        Section.ACTIVITIES,
        Activity,
        (
            "number",
            "title",
            "institution",
            "problem",
            "starts_on",
            "ends_on",
            "volume",
            "unit",
            "cost",
            "funding_source",
            "depends_on",
        ),
        key=("number",),
        related=("institution", "problem"),
        order=("number",),
    ),
    "enterprise_actions": Table(
        Section.ENTERPRISE_ACTIONS,
        EnterpriseAction,
        ("text", "enterprise", "due_on"),
        key=("text", "enterprise"),
        related=("enterprise",),
    ),
    "indicators": Table(
        Section.INDICATORS,
        Indicator,
        (
            "number",
            "text",
            "level",
            "criterion",
            "unit",
            "baseline",
            "target",
            "means_of_verification",
            "frequency",
        ),
        key=("number",),
        order=("number",),
    ),
    "budget_lines": Table(
        Section.BUDGET,
        BudgetLine,
        ("activity", "source", "fiscal_year", "kind", "origin", "proposed", "allocated", "committed"),
        key=("activity", "source", "fiscal_year"),
        related=("activity",),
        order=("fiscal_year", "source", "activity__number", "pk"),
        usual={"kind": BudgetLine.Kind.MONEY.value, "origin": ""},
    ),
}

PLAN_FIELDS = (
    "title",
    "region",
    "industry",
    "working_group",
    "starts_on",
    "ends_on",
    "background",
    "profile",
    "objective",
    "risks",
)

REFERENCES: dict[type[Model], Callable[[Any], Any]] = {
    Region: lambda region: {"code": region.code, "name": region.name},
    Industry: lambda industry: {"code": industry.code, "version": industry.version, "name": industry.name},
    Organisation: lambda organisation: {"id": organisation.pk, "name": organisation.name},
    Enterprise: lambda enterprise: {"id": enterprise.pk, "name": enterprise.name, "nib": enterprise.nib},
    ChainStep: lambda step: step.number,
    Problem: lambda problem: problem.rank,
    Activity: lambda activity: activity.number,
}


def content_of(plan: Plan) -> dict[str, Any]:
    """The plan as it stands in the database, in plain JSON types."""
    fresh = Plan.objects.select_related("region", "industry", "working_group").get(pk=plan.pk)
    content: dict[str, Any] = {"format": FORMAT, "plan": {name: _plain(fresh, name) for name in PLAN_FIELDS}}
    for name, table in TABLES.items():
        content[name] = [_written(row, table) for row in rows_of(plan, table)]
    return content


def _written(row: Model, table: Table) -> dict[str, Any]:
    values = {name: _plain(row, name) for name in table.fields}
    return {name: value for name, value in values.items() if name not in table.usual or value != table.usual[name]}


def rows_of(plan: Plan, table: Table) -> QuerySet[Any]:
    """The rows of one kind in the order in which they are printed."""
    rows = table.model._default_manager.filter(plan=plan).order_by(*table.order)
    if table.related:
        rows = rows.select_related(*table.related)
    return rows.prefetch_related("depends_on") if "depends_on" in table.fields else rows


def canonical(content: dict[str, Any]) -> str:
    """One text for one content: sorted keys, no spare blanks, letters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """The SHA-256 of a canonical text, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(row: Model, name: str) -> Any:
    value = getattr(row, name)
    if name == "depends_on":
        return sorted(other.number for other in value.all())
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Model):
        return REFERENCES.get(type(value), str)(value)
    return value
