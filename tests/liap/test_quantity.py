"""Numbers and days as people write them in their own language."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from liap.fields import DayField, QuantityField


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("id", "1.500", "1500"),
        ("id", "1.500,25", "1500.25"),
        ("id", "1,5", "1.5"),
        ("id", "1.5", "1.5"),
        ("id", "-1.500", "-1500"),
        ("id", "20", "20"),
        ("en", "1,500.25", "1500.25"),
        ("en", "1.500", "1.500"),
        ("en", "0.5", "0.5"),
    ],
)
def test_quantity_is_read_in_the_language(language, text, number):
    with translation.override(language):
        assert QuantityField().clean(text) == Decimal(number)


@pytest.mark.parametrize("text", ["satu", "1.2.3", "1,2,3", "NaN", "1e", "--1"])
def test_what_is_no_number_is_refused(text):
    with translation.override("id"), pytest.raises(ValidationError):
        QuantityField().clean(text)


@pytest.mark.parametrize("number", ["0", "20.00", "1500.25", "-1500", "1234567.5", "100"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_shown_quantity_is_read_back_as_the_same(language, number):
    field = QuantityField()

    with translation.override(language):
        assert field.clean(field.prepare_value(Decimal(number))) == Decimal(number)


def test_day_is_shown_as_browsers_want_it_and_read_as_people_write_it():
    with translation.override("id"):
        assert 'value="2026-08-17"' in DayField().widget.render("day", date(2026, 8, 17))
        assert DayField().clean("17-08-2026") == DayField().clean("2026-08-17") == date(2026, 8, 17)
