"""Sections about SMIs: rungs reached, turnover, market channels, owners and workers, all from published blocks."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liap import charts
from liap.enterprises.performance.models import Channel, PerformanceRecord
from liap.outcomes.disclosure import queries as disclosure
from liap.outcomes.disclosure import standing
from liap.outcomes.disclosure.models import BlockFigure, Publication
from liap.outcomes.overview.scopes import Scope
from liap.outcomes.overview.sections import Section, both, column
from liap.plans.models import Goal, Industry
from liap.tables.columns import Table
from liap.templatetags.liap_format import day as in_words

YEARLY = 12


@dataclass(frozen=True)
class Told:
    """What the sections of one page have in common."""

    scope: Scope
    publication: Publication | None
    year: date

    @property
    def size(self) -> int:
        return disclosure.size(self.publication, self.scope.view)

    @property
    def fresh(self) -> str:
        """As of when, and whether some SMIs are told in wider areas only."""
        if self.publication is None:
            return _("Nothing was published yet.")
        said = _("As of %(day)s.") % {"day": in_words(self.publication.as_of)}
        if disclosure.is_part(self.publication, self.scope.view):
            said += " " + _("SMIs in groups of fewer than %(fewest)s are counted in the wider area only.") % {
                "fewest": self.publication.fewest
            }
        return said


def rungs(told: Told) -> Section:
    """How many SMIs of each industry stood on which rung in the chosen year; "–" where it cannot be told."""
    counts = _rungs_by_industry(told)
    rows: list[tuple[object, ...]] = []
    for industry in _industries(counts):
        found = counts[industry.pk]
        rows.append((str(industry), *(_shown(found.get(rung, (0, 0))) for rung in Goal.Rung.values), found["size"]))
    labels = [capfirst(str(label)) for label in Goal.Rung.labels]
    reached = [sum(found.get(rung, (0, 0))[0] for found in counts.values()) for rung in Goal.Rung.values]
    size = told.size
    pairs = [charts.Pair(label, size, count) for label, count in zip(labels, reached, strict=True)]
    title = _("SMIs on each rung, of all SMIs that are told about")
    table = Table(
        code="rungs",
        title=_("SMIs by rung, end of %(year)s") % {"year": told.year.year},
        columns=(
            column(_("Industry"), 0),
            *(
                column(label, place, _("SMIs with a confirmed success on this rung; empty where it cannot be told"))
                for place, label in enumerate(labels, 1)
            ),
            column(_("SMIs"), len(labels) + 1, _("SMIs of the industry that are told about")),
        ),
        rows=rows,
    )
    pictures: dict[str, Any] = both(charts.rungs, pairs, title=title) if rows else {}
    return Section(
        code="rungs", title=_("Rungs of the goals"), table=table, fresh=told.fresh, **pictures,
        help=_("A certificate counts at its own rung only. “–” stands where fewer than three SMIs could be told."),
        empty=_("No SMIs are told about here."),
    )  # fmt: skip


def _rungs_by_industry(told: Told) -> dict[int, dict[str, Any]]:
    blocks = disclosure.blocks(told.publication, told.scope.view).filter(industry__isnull=False)
    found: dict[int, dict[str, Any]] = {
        industry: {"size": size} for industry, size in blocks.values_list("industry").annotate(Sum("size"))
    }
    rows = BlockFigure.objects.filter(
        block__in=blocks, measure__startswith=standing.MEASURE, period=told.year
    ).order_by()
    groups = rows.values_list("block__industry", "measure").annotate(
        Sum("count"), hidden=Sum("block__size", filter=Q(count__isnull=True))
    )
    for industry, measure, count, hidden in groups:
        found[industry][measure.removeprefix(standing.MEASURE)] = (count or 0, hidden or 0)
    return found


def _shown(found: tuple[int, int]) -> int | None:
    """A count; nothing where all there might be to tell is kept back."""
    count, hidden = found
    return None if hidden and not count else count


def _industries(counts: dict[int, Any]) -> list[Industry]:
    return sorted(Industry.objects.filter(pk__in=counts), key=lambda one: str(one).casefold())


def rungs_over_time(told: Told) -> Section:
    """How many SMIs stood on each rung at the end of each year since the first success."""
    blocks = disclosure.blocks(told.publication, told.scope.view)
    rows = BlockFigure.objects.filter(block__in=blocks, measure__startswith=standing.MEASURE).order_by()
    found: dict[date, dict[str, int]] = {}
    for period, measure, count in rows.values_list("period", "measure").annotate(Sum("count")):
        found.setdefault(period, {})[measure.removeprefix(standing.MEASURE)] = count or 0
    lines = [(day.year, *(found[day].get(rung, 0) for rung in Goal.Rung.values)) for day in sorted(found)]
    labels = [capfirst(str(label)) for label in Goal.Rung.labels]
    columns = (column(_("Year"), 0), *(column(label, place) for place, label in enumerate(labels, 1)))
    table = Table(code="years", title=_("SMIs by rung and year"), columns=columns, rows=lines)
    slices = [charts.Slice(str(line[0]), max(int(count) for count in line[1:])) for line in lines]
    title = _("SMIs on the rung that most of them reached, by year")
    pictures: dict[str, Any] = both(charts.pipeline, slices, title=title) if lines else {}
    return Section(
        code="years", title=_("Rungs over the years"), table=table, fresh=told.fresh, **pictures,
        empty=_("No success is told about here."),
    )  # fmt: skip


def turnover(told: Told) -> Section:
    """Turnover of a year beside the year before, of the same SMIs and known in a comparable way (feature G5)."""
    kinds = list(PerformanceRecord.TurnoverKind.values)
    names = [f"{name}:{YEARLY}:{kind}" for name in ("turnover", "compared", "before") for kind in kinds]
    found = disclosure.figures(told.publication, told.scope.view, names)
    size, rows, pairs = told.size, [], []
    for measure, period in sorted(found, key=lambda key: (key[1], key[0])):
        name, _months, kind = measure.split(":")
        if name != "turnover":
            continue
        all_of, now, before = (
            found.get((f"{one}:{YEARLY}:{kind}", period)) for one in ("turnover", "compared", "before")
        )
        label = f"{period.year}, {PerformanceRecord.TurnoverKind(kind).label}"
        growth = _percent(now.total, before.total) if now and before else None
        share = round(100 * all_of.count / size) if size and all_of else None
        rows.append((
            period.year, str(PerformanceRecord.TurnoverKind(kind).label), all_of.total, all_of.count, share,
            before.total if before else None, now.total if now else None, now.count if now else None, growth,
        ))  # fmt: skip
        if now and before:
            pairs.append(charts.Pair(label, before.total, now.total, _money(before.total), _money(now.total)))
    columns = (
        column(_("Year"), 0),
        column(_("Kind"), 1, _("exact and estimated figures are never added together")),
        column(_("Turnover (Rp)"), 2, _("sum over all SMIs that are told about")),
        column(_("SMIs (at least)"), 3, _("how many reported, in whole groups of the rule")),
        column(_("Reported (percent, at least)"), 4, _("of all SMIs that are told about")),
        column(_("Compared: year before (Rp)"), 5, _("only SMIs known in the same way in both years")),
        column(_("Compared: this year (Rp)"), 6, _("the same SMIs")),
        column(_("Compared: SMIs (at least)"), 7),
        column(_("Change (percent)"), 8, _("of the compared SMIs; empty means not comparable")),
    )
    title = _("Turnover of the same SMIs: year before (pale) and year (dark)")
    pictures: dict[str, Any] = both(charts.bars, pairs, title=title) if pairs else {}
    return Section(
        code="turnover", title=_("Turnover before and after"), fresh=told.fresh, **pictures,
        table=Table(code="turnover", title=_("Turnover by year"), columns=columns, rows=rows),
        help=_("Only what is comparable is compared: the same SMIs, the same period, known in the same way."),
        empty=_("not available"),
    )  # fmt: skip


def channels(told: Told) -> Section:
    """Where the SMIs sell, as the mean of their shares, by year."""
    names = [f"channel:{YEARLY}:{one.value}" for one in Channel]
    found = disclosure.figures(told.publication, told.scope.view, names)
    years: dict[date, dict[str, disclosure.Told]] = {}
    for (measure, period), one in found.items():
        years.setdefault(period, {})[measure.rpartition(":")[2]] = one
    rows: list[tuple[object, ...]] = []
    for period in sorted(years):
        # Every SMI's shares make a hundred, so all totals together say how many stand behind them.
        behind = sum((one.total or Decimal(0) for one in years[period].values()), Decimal(0)) / 100
        shares = [years[period].get(one.value) for one in Channel]
        means = [round((one.total or 0) / behind, 1) if one and behind else Decimal(0) for one in shares]
        rows.append((period.year, *means, int(behind)))
    columns = (
        column(_("Year"), 0),
        *(column(capfirst(str(one.label)), place, _("mean share in percent")) for place, one in enumerate(Channel, 1)),
        column(_("SMIs (at least)"), len(Channel) + 1, _("how many told their shares, in whole groups of the rule")),
    )
    return Section(
        code="channels", title=_("Market channels over time"), fresh=told.fresh, **_bars_of(rows),
        table=Table(code="channels", title=_("Market channels by year"), columns=columns, rows=rows),
        empty=_("not available"),
    )  # fmt: skip


def _bars_of(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    names = [capfirst(str(one.label)) for one in Channel]
    bars = [
        charts.Bar(str(year), [(name, int(share)) for name, share in zip(names, shares, strict=True) if share])
        for year, *shares, _behind in rows
    ]
    title = _("Market channels over time, in percent")
    return both(charts.shares, bars, names=names, title=title) if rows else {}


def people(told: Told) -> Section:
    """Owners by sex, and women and men working."""
    lines = disclosure.by(told.publication, told.scope.view, "sex")
    known = {sex: lines.keys[sex].count if sex in lines.keys else 0 for sex in ("female", "male", "")}
    owners = known["female"] + known["male"]
    day = told.publication.as_of if told.publication else None
    workers = disclosure.figures(told.publication, told.scope.view, ["workers:female", "workers:male"], day)
    sums = {measure.rpartition(":")[2]: one for (measure, _day), one in workers.items()}
    women, men = (sums[sex].total if sex in sums else None for sex in ("female", "male"))
    all_workers = (women or 0) + (men or 0)
    rows: list[tuple[object, ...]] = []
    if lines.total:
        rows.append((
            _("owners"), known["female"], known["male"], known[""], lines.kept_back,
            round(100 * known["female"] / owners) if owners else None,
        ))  # fmt: skip
    if all_workers:
        rows.append((_("workers"), women, men, None, None, round(100 * (women or 0) / all_workers)))
    columns = (
        column(_("Who"), 0),
        column(_("Women"), 1),
        column(_("Men"), 2),
        column(_("Not known"), 3),
        column(_("Kept back"), 4, _("SMIs in groups in which women or men would be fewer than three")),
        column(_("Women (percent)"), 5, _("of those of whom it is told")),
    )
    pairs = [charts.Pair(capfirst(str(row[0])), int(row[1] or 0) + int(row[2] or 0), int(row[1] or 0)) for row in rows]  # type: ignore[call-overload]
    title = _("Women (dark) among women and men (pale)")
    return Section(
        code="people", title=_("Women and men"), fresh=told.fresh,
        **(both(charts.rungs, pairs, title=title) if rows else {}),
        table=Table(code="people", title=_("Owners and workers by sex"), columns=columns, rows=rows),
        empty=_("not available"),
    )  # fmt: skip


def _percent(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return round((now - before) * 100 / before, 1) if now is not None and before else None


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"Rp{amount:,.0f}".replace(",", ".")
