"""Whether the turnover of two periods can be compared, and what came of it (feature G5).

Rule: only the same length and season of the calendar, and figures that are known in comparable ways. Books beside
daily notes are comparable, as both were written down at the time; bands are compared as bands and give no percentage.
Everything else is "not comparable" and says why, instead of showing a change that nobody measured.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from liap.enterprises.performance.figures import BANDS, Kind, Method, band_of
from liap.enterprises.performance.models import PerformanceRecord

WRITTEN_DOWN = frozenset({Method.BOOKS.value, Method.DAILY_NOTES.value})
UP, DOWN, SAME = "up", "down", "same"
DIRECTIONS = {UP: _("more"), DOWN: _("less"), SAME: _("unchanged")}


@dataclass(frozen=True)
class Change:
    """From one period to another: a direction and, for amounts, percent; or the reason why there is neither."""

    direction: str = ""
    percent: Decimal | None = None
    reason: str | Promise = ""

    @property
    def is_comparable(self) -> bool:
        return not self.reason

    @property
    def label(self) -> str | Promise:
        return DIRECTIONS.get(self.direction, "")


def change_between(before: PerformanceRecord | None, now: PerformanceRecord | None) -> Change:
    """How the turnover changed from `before` to `now`, when that can be said."""
    if before is None or not before.turnover_kind:
        return Change(reason=_("no turnover is known of the earlier period"))
    if now is None or not now.turnover_kind:
        return Change(reason=_("no turnover is known of the later period"))
    if reason := _periods_differ(before, now) or _methods_differ(before, now):
        return Change(reason=reason)
    if now.turnover_kind == Kind.RANGE:
        return _between_bands(before, now)
    return _between_amounts(before.turnover or Decimal(0), now.turnover or Decimal(0))


def _periods_differ(before: PerformanceRecord, now: PerformanceRecord) -> str | Promise:
    if before.months != now.months:
        return _("the periods are of different length")
    if before.first_on.month != now.first_on.month:
        return _("the periods are of different seasons")
    return ""


def _methods_differ(before: PerformanceRecord, now: PerformanceRecord) -> str | Promise:
    if before.turnover_kind != now.turnover_kind:
        kinds = {"before": Kind(before.turnover_kind).label, "now": Kind(now.turnover_kind).label}
        return format_lazy(_("{before} beside {now}"), **kinds)
    if before.method != now.method and not {before.method, now.method} <= WRITTEN_DOWN:
        methods = {"before": Method(before.method).label, "now": Method(now.method).label}
        return format_lazy(_("the turnover is known in different ways: {before} beside {now}"), **methods)
    return ""


def known_alike(earlier: str) -> Q:
    """`_methods_differ` as a condition on records: that the one at the end of the path `earlier` is known alike."""
    written = list(WRITTEN_DOWN)
    same_way = Q(method=F(f"{earlier}method")) | Q(**{"method__in": written, f"{earlier}method__in": written})
    return Q(turnover_kind=F(f"{earlier}turnover_kind")) & same_way


def _between_bands(before: PerformanceRecord, now: PerformanceRecord) -> Change:
    bands = [band_of(one.turnover_low, one.turnover_high, one.months) for one in (before, now)]
    if "" in bands:
        same = (before.turnover_low, before.turnover_high) == (now.turnover_low, now.turnover_high)
        return Change(direction=SAME) if same else Change(reason=_("the ranges are cut in different ways"))
    was, found = (list(BANDS).index(band) for band in bands)
    return Change(direction=_direction(was, found))


def _between_amounts(before: Decimal, now: Decimal) -> Change:
    if not before:
        return Change(direction=_direction(before, now))
    percent = ((now - before) * 100 / before).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Change(direction=_direction(before, now), percent=percent)


def _direction(before: Decimal | int, now: Decimal | int) -> str:
    return UP if now > before else DOWN if now < before else SAME


def changes_over_a_year(records: Iterable[PerformanceRecord]) -> dict[int, Change | None]:
    """For each record the change from the same period of the year before; None where that year has no record."""
    rows = list(records)
    by_period = {row.period: row for row in rows}
    return {
        row.pk: change_between(by_period[row.period.year_before], row) if row.period.year_before in by_period else None
        for row in rows
    }
