"""Fills a form as a person does in a browser: what the form shows is sent back, with the answers written over it."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm, BaseFormSet, Field, ModelChoiceField, ModelMultipleChoiceField
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.http import QueryDict

NATURAL_KEYS = ("number", "rank", "name", "title", "description")


class NothingToChoose(Exception):
    """An answer is not among the choices of its field, or names no field at all."""


def filled(form: Any, answers: Mapping[str, Any]) -> QueryDict:
    """The data that the browser would post.

    answers: values by the name of the field, whichever part has it; or by the prefix of a part a mapping of such
    values. "rows": one mapping per row of the first formset, which changes the row with the same key or is written
    into an empty one; the rows of another formset stand under its prefix.
    """
    data = QueryDict(mutable=True)
    rows = list(answers.get("rows", ()))
    unused = set(answers) - {"rows"}
    for part in form.parts:
        if isinstance(part, BaseFormSet):
            own = answers.get(part.prefix)
            _fill_rows(data, part, list(own["rows"]) if isinstance(own, Mapping) else rows)
            unused.discard(part.prefix)
            rows = rows if isinstance(own, Mapping) else []
            continue
        named = answers.get(part.prefix)
        own = named if isinstance(named, Mapping) else {}
        if strange := set(own) - set(part.fields):
            raise NothingToChoose(sorted(strange))
        unused -= {*part.fields, part.prefix}
        _fill_form(data, part, {**answers, **own})
    if unused:
        raise NothingToChoose(sorted(unused))
    return data


def _fill_form(data: QueryDict, form: BaseForm, answers: Mapping[str, Any]) -> None:
    for bound in form:
        if bound.field.disabled:
            continue
        if bound.name in answers:
            data.setlist(bound.html_name, _written(bound.field, answers[bound.name]))
        else:
            data.setlist(bound.html_name, _shown(bound))


def _fill_rows(data: QueryDict, formset: BaseFormSet, rows: list[Mapping[str, Any]]) -> None:
    forms = list(formset.forms)
    free = [form for form in forms if not _is_held(form)]
    for row in rows:
        form = next((form for form in forms if _is_held(form) and _is_same(formset, form, row)), None)
        if form is None and free:
            form = free.pop(0)
        elif form is None:
            form = formset.empty_form
            form.prefix = formset.add_prefix(len(forms))
            forms.append(form)
        _fill_form(data, form, row)
    for form in forms:
        if not any(name.startswith(f"{form.prefix}-") for name in data):
            _fill_form(data, form, {})
    _fill_form(data, formset.management_form, {})
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(forms))


def _is_held(form: BaseForm) -> bool:
    instance = getattr(form, "instance", None)
    return instance.pk is not None if instance is not None else bool(form.initial)


def _is_same(formset: BaseFormSet, form: BaseForm, row: Mapping[str, Any]) -> bool:
    keys = [key for key in getattr(formset, "unique", ()) if key in row]
    return bool(keys) and all(_shown(form[key]) == _written(form.fields[key], row[key]) for key in keys)


def _shown(bound: BoundField) -> list[str]:
    """What the browser sends for a field that nobody touched."""
    value = bound.value()
    if value is None or value is False:
        return []
    if isinstance(value, list | tuple | set):
        return [str(one) for one in value]
    widget = bound.field.widget
    text = value if isinstance(widget, ChoiceWidget) else widget.format_value(value)
    return [] if text is None else [str(text)]


def _written(field: Field, value: Any) -> list[str]:
    """What the browser sends for an answer; a row of another table is chosen by its number, rank or name."""
    if value is None:
        return []
    if isinstance(field, ModelMultipleChoiceField):
        return [str(row.pk) for row in field.queryset if value == "all" or row in value]
    if isinstance(field, ModelChoiceField):
        return [str(_chosen(field, value))]
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)]


def _chosen(field: ModelChoiceField, value: Any) -> Any:
    for key in NATURAL_KEYS:
        for row in field.queryset:
            if getattr(row, key, None) == value:
                return row.pk
    raise NothingToChoose(value)
