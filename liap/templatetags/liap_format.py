"""Amounts, numbers, days and moments as people read them; what is missing says so instead of showing a zero."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


def _grouped(value, places=None) -> str:
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def _plain(value) -> str:
    """Digits without a decimal part that says nothing: 12.00 is 12, 12.50 is 12.5."""
    text = f"{value:f}" if not isinstance(value, str) else value
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def rupiah(value) -> str:
    """Rp1.500.000, or a word when nobody reported an amount."""
    return _("not available") if value in (None, "") else f"Rp{_grouped(value, 0)}"


@register.filter
def number(value) -> str:
    """1.234,5 in Indonesian, or a word when it is missing."""
    return _("not available") if value in (None, "") else _grouped(_plain(value))


@register.filter
def percent(value) -> str:
    """62,5% in Indonesian, or a word when it is missing."""
    return _("not available") if value in (None, "") else f"{_grouped(_plain(round(value, 1)))}%"


@register.filter
def cell(value) -> str:
    """A cell of a table of figures as people read it; "–" where nothing is known or nothing can be told."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int) and 1900 <= value <= 2100:
        return str(value)
    return value if isinstance(value, str) else number(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """23 November 2026."""
    if not value:
        return _("not available")
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "j F Y")


@register.filter
def moment(value: datetime | None) -> str:
    """23 November 2026 14:05 WIB."""
    return date_format(timezone.localtime(value), "j F Y H:i T") if value else _("not available")


@register.filter
def working_days(count: int | None) -> str:
    """How far away a due date is, in words: "3 working days left", "today", "2 working days late"."""
    if count is None:
        return _("no due date")
    if count == 0:
        return _("due today")
    if count < 0:
        return ngettext("%(days)s working day late", "%(days)s working days late", -count) % {"days": -count}
    return ngettext("%(days)s working day left", "%(days)s working days left", count) % {"days": count}
