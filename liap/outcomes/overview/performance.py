"""Sections about what SMIs turn over and where they sell, by year and by quarter, from published blocks."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liap import charts
from liap.enterprises.performance.models import Channel, PerformanceRecord
from liap.enterprises.performance.periods import Period
from liap.outcomes.disclosure import queries as disclosure
from liap.outcomes.overview.sections import Section, both, column
from liap.outcomes.overview.smis import Told
from liap.tables.columns import Table

YEARLY, QUARTERLY = 12, 3
RECENT_QUARTERS = 8
MEASURES = ("turnover", "compared", "before")
Kind = PerformanceRecord.TurnoverKind
# By period, what was told of each measure, by its name without the months.
Found = dict[Period, dict[str, disclosure.Told]]


def turnover(told: Told) -> Section:
    """Turnover of a period beside that of a year before: the same SMIs, known in a comparable way (feature G5)."""
    found = _figures(told, [f"{name}:{{months}}:{kind}" for name in MEASURES for kind in Kind.values])
    rows = [
        _turnover_row(period, kind, known, told.size)
        for period, known in found.items()
        for kind in Kind
        if f"turnover:{kind.value}" in known
    ]
    columns = (
        column(_("Period"), 0),
        column(_("Kind"), 1, _("exact and estimated figures are never added together")),
        column(_("Turnover (Rp)"), 2, _("sum over all SMIs that are told about")),
        column(_("SMIs (at least)"), 3, _("how many reported, in whole groups of the rule")),
        column(_("Reported (percent, at least)"), 4, _("of all SMIs that are told about")),
        column(_("Compared: year before (Rp)"), 5, _("only SMIs known in the same way in both years")),
        column(_("Compared: this year (Rp)"), 6, _("the same SMIs")),
        column(_("Compared: SMIs (at least)"), 7),
        column(_("Change (percent)"), 8, _("of the compared SMIs; empty means not comparable")),
    )
    return Section(
        code="turnover", title=_("Turnover before and after"), fresh=told.fresh, **_bars(found),
        table=Table(code="turnover", title=_("Turnover by period"), columns=columns, rows=rows),
        help=_(
            "Only what is comparable is compared: the same SMIs, the same period, known in the same way. A sum is "
            "told anew once the figures of several SMIs have changed, so that no single one can be worked out."
        ),
        empty=_("not available"),
    )  # fmt: skip


def channels(told: Told) -> Section:
    """Where the SMIs sell, as the mean of their shares, by period."""
    found = _figures(told, [f"channel:{{months}}:{one}" for one in Channel.values])
    rows = [_channel_row(period, known) for period, known in found.items()]
    columns = (
        column(_("Period"), 0),
        *(column(capfirst(str(one.label)), place, _("mean share in percent")) for place, one in enumerate(Channel, 1)),
        column(_("SMIs (at least)"), len(Channel) + 1, _("how many told their shares, in whole groups of the rule")),
    )
    return Section(
        code="channels", title=_("Market channels over time"), fresh=told.fresh, **_shares(rows),
        table=Table(code="channels", title=_("Market channels by period"), columns=columns, rows=rows),
        empty=_("not available"),
    )  # fmt: skip


def _figures(told: Told, names: Iterable[str]) -> Found:
    """What was told of measures, all years first and then the newest quarters: the rounds of a plan are quarters."""
    found: Found = {}
    templates = list(names)
    measures = [name.format(months=months) for months in (YEARLY, QUARTERLY) for name in templates]
    for (measure, first_on), one in disclosure.figures(told.publication, told.scope.view, measures).items():
        name, months, last = measure.split(":")
        found.setdefault(Period(first_on, int(months)), {})[f"{name}:{last}"] = one
    years = sorted(period for period in found if period.months == YEARLY)
    quarters = sorted(period for period in found if period.months == QUARTERLY)
    return {period: found[period] for period in (*years, *quarters[-RECENT_QUARTERS:])}


def _turnover_row(period: Period, kind: Any, known: dict[str, disclosure.Told], size: int) -> tuple[object, ...]:
    all_of, now, before = (known.get(f"{name}:{kind.value}") for name in MEASURES)
    share = round(100 * all_of.count / size) if size and all_of else None
    return (
        str(period), str(kind.label), all_of and all_of.total, all_of and all_of.count, share,
        before and before.total, now and now.total, now and now.count,
        _percent(now.total, before.total) if now and before else None,
    )  # fmt: skip


def _channel_row(period: Period, known: dict[str, disclosure.Told]) -> tuple[Any, ...]:
    # Every SMI's shares make a hundred, so all totals together say how many stand behind them.
    behind = sum((one.total or Decimal(0) for one in known.values()), Decimal(0)) / 100
    shares = [known.get(f"channel:{one.value}") for one in Channel]
    means = [round((one.total or 0) / behind, 1) if one and behind else Decimal(0) for one in shares]
    return (str(period), *means, int(behind))


def _bars(found: Found) -> dict[str, Any]:
    """Years beside each other, or quarters where no year can be compared: a scale fits only one of them."""
    pairs: dict[int, list[charts.Pair]] = {YEARLY: [], QUARTERLY: []}
    for period, known in found.items():
        for kind in Kind:
            now, before = known.get(f"compared:{kind.value}"), known.get(f"before:{kind.value}")
            if now and before and now.total is not None and before.total is not None:
                label = f"{period}, {kind.label}"
                pairs[period.months].append(
                    charts.Pair(label, before.total, now.total, _money(before.total), _money(now.total))
                )
    chosen = pairs[YEARLY] or pairs[QUARTERLY]
    title = _("Turnover of the same SMIs: year before (pale) and year (dark)")
    return both(charts.bars, chosen, title=title, names=(_("year before"), _("year"))) if chosen else {}


def _shares(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    names = [capfirst(str(one.label)) for one in Channel]
    bars = [
        charts.Bar(period, [(name, int(share)) for name, share in zip(names, shares, strict=True) if share])
        for period, *shares, _behind in rows
    ]
    title = _("Market channels over time, in percent")
    return both(charts.shares, bars, names=names, title=title) if rows else {}


def _percent(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return round((now - before) * 100 / before, 1) if now is not None and before else None


def _money(amount: Decimal) -> str:
    return f"Rp{amount:,.0f}".replace(",", ".")
