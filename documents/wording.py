"""How values are said on paper: money, dates, moments and judgements, in the language that is active.

Nothing here reads a clock or a request; the caller activates the language of the paper.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext, gettext_lazy
from num2words import num2words

from documents.facts import Grade, Light, Overall, Text, Verdict

MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
WEEKDAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
LABELS = {
    Light.GREEN: gettext_lazy("green"),
    Light.AMBER: gettext_lazy("amber"),
    Light.RED: gettext_lazy("red"),
    Verdict.ACHIEVED: gettext_lazy("achieved"),
    Verdict.PARTIALLY: gettext_lazy("partially achieved"),
    Verdict.NOT_ACHIEVED: gettext_lazy("not achieved"),
    Verdict.UNVERIFIED: gettext_lazy("unverified"),
    Verdict.TOO_EARLY: gettext_lazy("too early"),
    Grade.HIGH: gettext_lazy("high"),
    Grade.FAIR: gettext_lazy("fair"),
    Grade.LOW: gettext_lazy("low"),
    Overall.HIGHLY_SATISFACTORY: gettext_lazy("highly satisfactory"),
    Overall.SATISFACTORY: gettext_lazy("satisfactory"),
    Overall.PARTIALLY_SATISFACTORY: gettext_lazy("partially satisfactory"),
    Overall.UNSATISFACTORY: gettext_lazy("unsatisfactory"),
}


def language() -> str:
    return "en" if get_language() == "en" else "id"


def missing() -> str:
    return gettext("not available")


def say(value: object) -> str:
    """The value in words of the paper's language; what is missing is said to be missing."""
    if value is None or value == "":
        return missing()
    if isinstance(value, Text):
        return (value.en if language() == "en" else value.id) or value.id
    if isinstance(value, Light | Verdict | Grade | Overall):
        return str(LABELS[value])
    if isinstance(value, datetime):
        raise TypeError("a moment is said in a zone: use moment()")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int | Decimal):
        return amount(value)
    return str(value)


def lead(value: object) -> str:
    """The value as it begins a cell or a line, with a capital; what is missing stays small."""
    said = say(value)
    return said if said == missing() else said[:1].upper() + said[1:]


def decimals(values: Iterable[int | Decimal | None]) -> int:
    """How many decimals these values need, at most two, so that those which are compared stand alike."""
    rounded = [Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() for value in values if value]
    return max([0, *(-int(one.as_tuple().exponent) for one in rounded)])


def amount(value: int | Decimal | None, places: int | None = None) -> str:
    """A number with the thousands and decimal marks of the language, to so many places or to two at most."""
    if value is None:
        return missing()
    if places is None:
        places = decimals([value])
    text = f"{Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,.{places}f}"
    return text if language() == "en" else text.translate(str.maketrans(",.", ".,"))


def rupiah(value: Decimal | None) -> str:
    """An amount of money, `Rp1.500.000`, with a real minus sign in front of the mark when below zero."""
    if value is None:
        return missing()
    return f"{'−' if value < 0 else ''}Rp{amount(abs(value))}"


def in_words(value: Decimal | None) -> str:
    """The amount in words (terbilang), sen rounded to whole rupiah: "satu juta lima ratus ribu rupiah"."""
    if value is None:
        return missing()
    whole = int(value.quantize(Decimal(1), ROUND_HALF_UP))
    if whole < 0:
        return f"minus {in_words(Decimal(-whole))}"
    return f"{' '.join(num2words(whole, lang=language()).split())} rupiah"


def percent(value: int | Decimal | None, places: int | None = None) -> str:
    """A share in percent, to so many places or to one at most."""
    if value is None:
        return missing()
    rounded = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{amount(rounded, places if places is None else min(places, 1))}%"


def day(value: date | None) -> str:
    """`23 November 2026`, in both languages."""
    return missing() if value is None else f"{value.day} {MONTHS[language()][value.month - 1]} {value.year}"


def month_name(month: int) -> str:
    """The name of a month, 1 to 12."""
    return MONTHS[language()][month - 1]


def short_day(value: date | None) -> str:
    return missing() if value is None else f"{value.day} {SHORT_MONTHS[language()][value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    return WEEKDAYS[language()][value.weekday()]


def moment(value: datetime, zone: str) -> str:
    """A moment on the clock of the region: `23 November 2026, 14.05 WIB`."""
    local = value.astimezone(ZoneInfo(zone))
    mark = ZONES.get(zone) or local.strftime("%Z")
    clock = f"{local:%H.%M}" if language() == "id" else f"{local:%H:%M}"
    return f"{day(local.date())}, {clock} {mark}"
