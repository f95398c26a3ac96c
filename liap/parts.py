"""Forms made of several Django forms and formsets, which a page draws one below the other."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseFormSet, Form

MORE_ROWS = 3

Part = Form | BaseFormSet


class PartsForm:
    """Several parts that are valid together. `part.legend` and `part.help` head each part."""

    def __init__(self, data: Any = None, files: Any = None):
        self.data, self.files = data, files
        self.is_bound = data is not None or files is not None
        self.parts: list[Part] = []

    @property
    def as_sections(self) -> list[Part]:
        return self.parts

    def add(self, part: Part, *, legend: object = "", help: object = "") -> Any:
        """Appends a part and returns it."""
        part.legend, part.help = legend, help
        self.parts.append(part)
        return part

    def is_valid(self) -> bool:
        return self.is_bound and all([part.is_valid() for part in self.parts])  # noqa: C419 -- shows all errors

    def non_field_errors(self) -> list[str]:
        """The errors that belong to no field, of all parts."""
        return [
            str(error)
            for part in self.parts
            for error in (part.non_form_errors() if isinstance(part, BaseFormSet) else part.non_field_errors())
        ]


def more_rows(data: Any, prefixes: list[str]) -> Any:
    """The posted data with some more empty rows in each formset."""
    grown = data.copy()
    for prefix in prefixes:
        name = f"{prefix}-TOTAL_FORMS"
        count = str(grown.get(name, "0"))
        grown[name] = str((int(count) if count.isdigit() else 0) + MORE_ROWS)
    return grown


def rebuilt_with_more_rows(form: PartsForm, build: Callable[[Any], PartsForm]) -> PartsForm:
    """The same form with more empty rows; `build` makes it from data."""
    prefixes = [part.prefix for part in form.parts if isinstance(part, BaseFormSet)]
    return build(more_rows(form.data, prefixes))
