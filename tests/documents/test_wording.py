from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from documents import wording


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (Decimal(1500000), "satu juta lima ratus ribu rupiah", "one million, five hundred thousand rupiah"),
        (Decimal(1000), "seribu rupiah", "one thousand rupiah"),
        (Decimal(0), "nol rupiah", "zero rupiah"),
        (Decimal("2275000000"), "dua miliar dua ratus tujuh puluh lima juta rupiah",
         "two billion, two hundred and seventy-five million rupiah"),
        (Decimal(-11), "minus sebelas rupiah", "minus eleven rupiah"),
    ],
)  # fmt: skip
def test_amounts_are_written_in_words(value, indonesian, english):
    with override("id"):
        assert wording.in_words(value) == indonesian
    with override("en"):
        assert wording.in_words(value) == english


def test_amounts_carry_the_marks_of_the_language():
    with override("id"):
        assert [wording.rupiah(Decimal(1500000)), wording.amount(Decimal("62.50"))] == ["Rp1.500.000", "62,5"]
        assert wording.percent(Decimal("108.83")) == "108,8%"
    with override("en"):
        assert [wording.rupiah(Decimal(-1500000)), wording.amount(1234)] == ["−Rp1,500,000", "1,234"]


def test_days_and_moments_are_said_in_the_zone_of_the_region():
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)

    with override("id"):
        assert wording.day(date(2026, 5, 2)) == "2 Mei 2026"
        assert wording.moment(late, "Asia/Jayapura") == "24 November 2026, 01.30 WIT"
    with override("en"):
        assert wording.moment(late, "Asia/Jakarta") == "23 November 2026, 23:30 WIB"


@pytest.mark.parametrize("value", [None, ""])
def test_what_is_missing_is_never_zero(value):
    with override("en"):
        assert wording.say(value) == "not available"
        assert [f(None) for f in (wording.rupiah, wording.amount, wording.percent, wording.day)] == [
            "not available"
        ] * 4
