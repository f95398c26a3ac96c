"""What differs between two frozen versions of a plan, or between a version and today."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, DecimalField

from liap.plans.content import TABLES, Table, canonical, content_of
from liap.plans.models import Plan, PlanVersion, Section
from liap.templatetags.liap_format import day, number


@dataclass(frozen=True)
class Change:
    """One difference between two versions: where, and what it said before and after (None: it was not there)."""

    section: str
    section_label: str
    path: str
    row: str
    field: str
    old: str | None
    new: str | None


def newest_version(plan: Plan) -> PlanVersion | None:
    """The version that was frozen last."""
    return plan.versions.order_by("-number").first()


def is_changed_since(version: PlanVersion) -> bool:
    """Whether the plan reads differently today than in this version."""
    return canonical(content_of(version.plan)) != version.content


def changes_between(old: PlanVersion, new: PlanVersion) -> list[Change]:
    """What a reader of the old version finds different in the new one."""
    return list(compare(json.loads(old.content), json.loads(new.content)))


def changes_since(version: PlanVersion) -> list[Change]:
    """What is different in the plan today."""
    return list(compare(json.loads(version.content), json.loads(canonical(content_of(version.plan)))))


def compare(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """Yields the differences of two contents, section by section and row by row."""
    for field in new["plan"] | old["plan"]:
        before, after = old["plan"].get(field), new["plan"].get(field)
        if before != after:
            label = str(getattr(Plan._meta.get_field(field), "verbose_name", field))
            section = Section.OBJECTIVE
            yield Change(section.value, str(section.label), f"plan/{field}", "", label, _shown(before), _shown(after))
    for name, table in TABLES.items():
        was, now = _keyed(old.get(name, []), table.key), _keyed(new.get(name, []), table.key)
        for key in [*was, *(key for key in now if key not in was)]:
            yield from _row_changes(name, key, was.get(key), now.get(key))


def _keyed(rows: list[dict[str, Any]], key: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        label = " / ".join(_shown(row[field]) or "–" for field in key)
        found[label if label not in found else f"{label} ({len(found) + 1})"] = row
    return found


def _row_changes(name: str, key: str, was: dict[str, Any] | None, now: dict[str, Any] | None) -> Iterator[Change]:
    table = TABLES[name]
    for field in table.fields:
        before, after = (row.get(field) if row else None for row in (was, now))
        if before == after or (not was or not now) and before in (None, "", []) and after in (None, "", []):
            continue
        column = table.model._meta.get_field(field)
        label = str(getattr(column, "verbose_name", field))
        yield Change(
            section=table.section.value,
            section_label=str(table.section.label),
            path=f"{name}/{key}/{field}",
            row=f"{table.model._meta.verbose_name} {_row_label(table, now or was or {})}",
            field=label,
            old=_told(table, field, before),
            new=_told(table, field, after),
        )


def _row_label(table: Table, row: dict[str, Any]) -> str:
    return " / ".join(_told(table, field, row.get(field)) or "–" for field in table.key)


def _told(table: Table, field: str, value: Any) -> str | None:
    """The value as people read it: the label of a choice, a grouped number, a day."""
    column = table.model._meta.get_field(field)
    if isinstance(column, DecimalField) and value is not None:
        return number(value)
    if isinstance(column, DateField) and value:
        return day(date.fromisoformat(value))
    return _shown(value, dict(getattr(column, "flatchoices", []) or []))


def _shown(value: Any, choices: dict[Any, Any] | None = None) -> str | None:
    if value in (None, "", []):
        return None
    if isinstance(value, dict):
        return str(value["name"])
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str((choices or {}).get(value, value))
