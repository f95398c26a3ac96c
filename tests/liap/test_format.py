"""Amounts, numbers and days as people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from liap.templatetags import liap_format


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [("id", Decimal(1500000), "Rp1.500.000"), ("en", Decimal(1500000), "Rp1,500,000"), ("id", Decimal(0), "Rp0")],
)
def test_rupiah_is_grouped(language, value, shown):
    with translation.override(language):
        assert liap_format.rupiah(value) == shown


@pytest.mark.parametrize("show", [liap_format.rupiah, liap_format.number, liap_format.percent, liap_format.day])
def test_what_is_missing_is_not_a_zero(show):
    with translation.override("en"):
        assert show(None) == "not available"


@pytest.mark.parametrize(("value", "shown"), [(Decimal("1234.50"), "1.234,5"), (Decimal("12.00"), "12"), (100, "100")])
def test_numbers_lose_empty_decimals(value, shown):
    with translation.override("id"):
        assert liap_format.number(value) == shown


def test_day_and_moment_are_local():
    late = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)

    with translation.override("id"):
        shown = (liap_format.day(date(2026, 11, 23)), liap_format.day(late), liap_format.moment(late))

    assert shown == ("23 November 2026", "23 November 2026", "23 November 2026 01:05 WIB")


@pytest.mark.parametrize(
    ("count", "words"),
    [(3, "3 working days left"), (0, "due today"), (-1, "1 working day late"), (None, "no due date")],
)
def test_working_days_are_said_in_words(count, words):
    with translation.override("en"):
        assert liap_format.working_days(count) == words
