"""Form fields for what people write their own way: money, quantities and days."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext_lazy as _

# Groups of exactly three digits: "1.5" must not silently become 15 or 1, and "1.000" must not become one rupiah.
GROUPED = re.compile(r"[0-9]{1,3}([.,\u00a0 ])[0-9]{3}(?:\1[0-9]{3})*")
PLAIN = re.compile("[0-9]+")

LONG_TEXT = 10_000


def limited(field, **kwargs):
    """The form field of a model field (as `formfield_callback`); long texts are limited to what a paper holds."""
    if isinstance(field, models.TextField):
        kwargs.setdefault("max_length", LONG_TEXT)
    return field.formfield(**kwargs)


class RupiahField(forms.DecimalField):
    """Whole rupiah, written as "1.500.000", "Rp 1.500.000", "Rp1.500.000,00" or "1500000"."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write an amount in whole rupiah, for example 1.500.000."),
    }

    def __init__(self, *, max_digits=16, min_value=0, **kwargs):
        kwargs.pop("decimal_places", None)
        super().__init__(max_digits=max_digits, decimal_places=0, min_value=min_value, **kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int | Decimal):
            return super().to_python(value)
        text = re.sub(r"^(rp|idr)\.?\s*", "", str(value).strip(), flags=re.IGNORECASE)
        text = re.sub(r"[.,](00?|-)$", "", text)
        if not (PLAIN.fullmatch(text) or GROUPED.fullmatch(text)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(re.sub(r"\D", "", text))

    def prepare_value(self, value):
        if isinstance(value, int | float | Decimal):
            return number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)
        return value

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}


class QuantityField(forms.DecimalField):
    """A number written in the reader's language: in Indonesian "1.500" is fifteen hundred and "1,5" one and a half.

    Django alone would read "1.500" as one and a half.
    """

    widget = forms.TextInput

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        text, point = value.strip(), get_format("DECIMAL_SEPARATOR")
        whole, separator, rest = text.partition(point)
        if GROUPED.fullmatch(whole.removeprefix("-")):
            whole = re.sub(r"[.,\u00a0 ]", "", whole)
        return super().to_python(f"{whole}.{rest}" if separator else whole)

    def prepare_value(self, value):
        if isinstance(value, int | float | Decimal):
            shown = Decimal(str(value))
            shown = shown.quantize(Decimal(1)) if shown == shown.to_integral() else shown.normalize()
            return number_format(shown, use_l10n=True, force_grouping=True)
        return value

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar, which speaks ISO whatever the language."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PastDayField(DayField):
    """A day that has come where the work is done: of the region that the form is about, not of the server.

    `future` is what is said of a day that has not.
    """

    def __init__(self, *, future, **kwargs):
        super().__init__(**kwargs)
        self.future = future
        self.today: date | None = None

    def validate(self, value):
        super().validate(value)
        if value and self.today and value > self.today:
            raise ValidationError(self.future)


class PastDays:
    """Gives the days of a form, which have all come, the day of their region."""

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PastDayField):
                field.initial = field.today = today
