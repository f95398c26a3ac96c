"""Reading forms and formsets in templates: which is which, and all errors in one list with the field to jump to."""

from django import template
from django.forms import BaseFormSet

register = template.Library()


@register.filter
def is_formset(part) -> bool:
    return isinstance(part, BaseFormSet)


@register.filter
def is_wide(formset: BaseFormSet) -> bool:
    """Whether the rows have too many columns for a table."""
    return len(formset.empty_form.visible_fields()) > 6


@register.filter
def error_items(parts) -> list[dict]:
    """Every error of the parts: its words, the label of its field and the id to jump to, top to bottom."""
    items = []
    for part in parts:
        if isinstance(part, BaseFormSet):
            if not part.is_bound:
                continue
            items += [{"id": "", "label": "", "text": text} for text in part.non_form_errors()]
            for number, form in enumerate(part.forms, start=1):
                items += _errors_of(form, f"{number}. ")
        else:
            items += _errors_of(part)
    return items


def _errors_of(form, row: str = "") -> list[dict]:
    items = [{"id": "", "label": row, "text": text} for text in form.non_field_errors()]
    for field in [*form.hidden_fields(), *form.visible_fields()]:
        items += [
            {"id": "" if field.is_hidden else field.id_for_label, "label": f"{row}{field.label}", "text": text}
            for text in field.errors
        ]
    return items


@register.filter
def entered(data) -> list[tuple[str, str]]:
    """What a person had typed into a form that was refused, so that nothing has to be written twice from memory."""
    hidden = ("csrfmiddlewaretoken", "seen_version", "seen")
    ends = ("_FORMS", "-id", "password")
    return [
        (name, value)
        for name in data
        if name not in hidden and not name.endswith(ends)
        for value in data.getlist(name)
        if len(value.strip()) > 2
    ]
