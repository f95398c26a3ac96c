"""The pictures of an SMI's history: market shares over time, and how its turnover went."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liap import charts
from liap.enterprises.performance.figures import Kind
from liap.enterprises.performance.models import Channel, PerformanceRecord
from liap.enterprises.performance.periods import Period


def of_shares(rows: Sequence[PerformanceRecord]) -> tuple[SafeString, SafeString] | None:
    """The shares of the market channels by period, the oldest on top, wide and narrow; None while nobody told them."""
    found = [(row, {share.channel: share.percent for share in row.shares.all()}) for row in rows]
    if not any(parts for _row, parts in found):
        return None
    used = [one for one in Channel if any(one.value in parts for _row, parts in found)]
    bars = [
        charts.Bar(str(row.period), [(str(one.label), parts[one.value]) for one in used if one.value in parts])
        for row, parts in found
    ]
    names = [str(one.label) for one in used]
    title = _("Market channels over time, in percent of the turnover")
    return tuple(charts.shares(bars, names=names, title=title, narrow=narrow) for narrow in (False, True))


def of_turnover(rows: Sequence[PerformanceRecord], *, first: Period, last: Period) -> SafeString | None:
    """How the turnover went from one period to another, with a gap where nobody knows it; a range is its middle."""
    known = {row.period: middle(row) for row in rows}
    values, period = [], first
    while period <= last:
        values.append(known.get(period))
        period = period.following
    if sum(1 for value in values if value is not None) < 2:
        return None
    return charts.sparkline(values, title=_("Turnover from %(first)s to %(last)s") % {"first": first, "last": last})


def middle(row: PerformanceRecord) -> Decimal | None:
    """One amount to draw: the figure itself, or the middle of its range; a range without an end counts from below."""
    if row.turnover_kind != Kind.RANGE:
        return row.turnover
    return row.turnover_low if row.turnover_high is None else (row.turnover_low + row.turnover_high) / 2
