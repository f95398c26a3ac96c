"""What a browser would send back from a form that was shown, unless the person changes something."""

from django.forms import BaseFormSet
from django.http import QueryDict


def posted(form, changes=None) -> QueryDict:
    """The shown values of all parts, with changes by field name; a list stands for several boxes."""
    data = QueryDict(mutable=True)
    for part in form.parts:
        for single in [part.management_form, *part.forms] if isinstance(part, BaseFormSet) else [part]:
            for field in single:
                value = field.value()
                if value not in (None, "", []) and value is not False:
                    shown = field.field.widget.format_value(value)
                    data[field.html_name] = shown[0] if isinstance(shown, list) else str(shown)
    for name, value in (changes or {}).items():
        data.setlist(name, [str(item) for item in (value if isinstance(value, list) else [value])])
    return data
