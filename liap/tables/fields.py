"""Columns out of the fields of a model: heading, words of a choice, and what the field says of itself."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst

from liap.tables.columns import Column


def columns_of(model: type[Model], *names: str) -> tuple[Column, ...]:
    """One column for each field, in this order."""
    return tuple(_column(model, name) for name in names)


def _column(model: type[Model], name: str) -> Column:
    field: Any = model._meta.get_field(name)
    value: Callable[[Any], object]
    if field.choices:
        value = lambda row: capfirst(str(getattr(row, f"get_{name}_display")() or "")) or None  # noqa: E731
    else:
        value = lambda row: None if getattr(row, name) == "" else getattr(row, name)  # noqa: E731
    return Column(capfirst(field.verbose_name), value, field.help_text)
