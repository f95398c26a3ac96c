"""Periods of calendar: a month, a quarter, half a year or a year, each known by its first day and its length."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

LENGTHS = (1, 3, 6, 12)


class NoSuchPeriod(ValueError):
    """The first day is not where a period of this length begins."""


@dataclass(frozen=True, order=True)
class Period:
    """`Period(date(2026, 1, 1), 3)` is the first quarter of 2026."""

    first_on: date
    months: int

    def __post_init__(self) -> None:
        if self.months not in LENGTHS or self.first_on.day != 1 or (self.first_on.month - 1) % self.months:
            raise NoSuchPeriod(f"{self.first_on} {self.months}")

    @property
    def last_on(self) -> date:
        return self.following.first_on - timedelta(days=1)

    @property
    def following(self) -> "Period":
        return self._moved(self.months)

    @property
    def previous(self) -> "Period":
        return self._moved(-self.months)

    @property
    def year_before(self) -> "Period":
        """The same season of the year before."""
        return self._moved(-12)

    def _moved(self, months: int) -> "Period":
        count = self.first_on.year * 12 + self.first_on.month - 1 + months
        return Period(date(count // 12, count % 12 + 1, 1), self.months)

    def __str__(self) -> str:
        year, number = self.first_on.year, (self.first_on.month - 1) // self.months + 1
        if self.months == 1:
            return date_format(self.first_on, "F Y")
        if self.months == 3:
            return _("quarter %(number)s of %(year)s") % {"number": number, "year": year}
        if self.months == 6:
            return _("half-year %(number)s of %(year)s") % {"number": number, "year": year}
        return _("year %(year)s") % {"year": year}


def period_of(day: date, months: int = 3) -> Period:
    """The period of this length in which a day lies."""
    return Period(date(day.year, (day.month - 1) // months * months + 1, 1), months)


def last_ended(day: date, months: int = 3) -> Period:
    """The last period of this length that was over on a day."""
    return period_of(day, months).previous
