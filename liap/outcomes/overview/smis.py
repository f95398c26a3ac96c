"""Sections about SMIs: rungs reached, owners and workers, all from published blocks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liap import charts
from liap.outcomes.disclosure import queries as disclosure
from liap.outcomes.disclosure import standing
from liap.outcomes.disclosure.models import BlockFigure, Publication
from liap.outcomes.overview.scopes import Scope
from liap.outcomes.overview.sections import Section, both, column
from liap.plans.models import Goal, Industry
from liap.tables.columns import Table
from liap.templatetags.liap_format import day as in_words


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
        help=_("A certificate counts at its own rung only. “–” stands where too few SMIs could be told."),
        empty=_("No SMIs are told about here."),
    )  # fmt: skip


def _rungs_by_industry(told: Told) -> dict[int, dict[str, Any]]:
    blocks = disclosure.counted(told.publication, told.scope.view).filter(industry__isnull=False)
    found: dict[int, dict[str, Any]] = {
        industry: {"size": size} for industry, size in blocks.values_list("industry").annotate(Sum("size"))
    }
    rows = BlockFigure.objects.filter(
        block__in=blocks, measure__startswith=standing.MEASURE, period=told.year
    ).order_by()
    groups = rows.values_list("block__industry", "measure").annotate(Sum("count"), Sum("hidden"))
    for industry, measure, count, hidden in groups:
        found[industry][measure.removeprefix(standing.MEASURE)] = (count, hidden)
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
        found.setdefault(period, {})[measure.removeprefix(standing.MEASURE)] = count
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
        column(_("Kept back"), 4, _("SMIs in groups in which women or men would be too few")),
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
