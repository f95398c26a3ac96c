"""Money as people write it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from liap.fields import RupiahField


@pytest.mark.parametrize(
    "text",
    [
        "1500000",
        "1.500.000",
        "1,500,000",
        "Rp 1.500.000",
        "Rp1.500.000",
        "rp. 1.500.000,00",
        "1 500 000",
        "1.500.000,-",
    ],
)
def test_rupiah_reads_what_people_write(text):
    assert RupiahField().clean(text) == Decimal(1500000)


def test_rupiah_does_not_take_a_thousand_for_one():
    assert RupiahField().clean("1.000") == Decimal(1000)


@pytest.mark.parametrize("text", ["1.5", "1.50.000", "1,5 juta", "-5", "abc", "1.500,000", "1e6", "NaN", "١٢٣"])
def test_rupiah_refuses_what_could_mean_two_things(text):
    with pytest.raises(ValidationError):
        RupiahField().clean(text)


def test_missing_amount_stays_missing():
    assert RupiahField(required=False).clean("") is None


@pytest.mark.parametrize(("language", "shown"), [("id", "1.500.000"), ("en", "1,500,000")])
def test_rupiah_is_shown_grouped_and_reads_itself(language, shown):
    field = RupiahField()

    with translation.override(language):
        text = field.prepare_value(Decimal("1500000.00"))

    assert (text, field.clean(text)) == (shown, Decimal(1500000))


def test_same_amount_written_otherwise_is_no_change():
    assert not RupiahField().has_changed(Decimal(1500000), "Rp 1.500.000")
