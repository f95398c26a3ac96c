"""Reading what was published: every figure of a page, a file or a paper about SMIs of others is a sum from here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from liap.outcomes.disclosure.models import MIXED, BlockFigure, DisclosureRule, Publication, PublishedBlock
from liap.places.models import Region

PLACES = ("province", "region", "directorate", "industry")


@dataclass(frozen=True)
class View:
    """What a page is filtered by; None takes all. Numbers are keys of rows."""

    province: int | None = None
    region: int | None = None
    directorate: int | None = None
    industry: int | None = None
    sex: str | None = None

    @property
    def filters(self) -> dict[str, Any]:
        """The filters that are set, as columns of a block."""
        return {name: getattr(self, name) for name in (*PLACES, "sex") if getattr(self, name) is not None}


@dataclass(frozen=True)
class Told:
    """One line: how many SMIs stand behind it and, for a sum, how much. `is_part` when some could not be told."""

    key: Any
    count: int
    total: Decimal | None = None
    is_part: bool = False


@dataclass(frozen=True)
class Lines:
    """The lines of a table and what belongs to none of them; together they are the total of the view."""

    lines: tuple[Told, ...] = ()
    kept_back: int = 0
    total: int = 0
    keys: dict[Any, Told] = field(default_factory=dict)


def rule() -> DisclosureRule:
    """The rule in force; the default of three while nobody wrote one down."""
    return DisclosureRule.objects.filter(pk=1).first() or DisclosureRule()


def newest() -> Publication | None:
    """What pages read."""
    return Publication.objects.order_by("-pk").first()


def blocks(publication: Publication | None, view: View) -> QuerySet[PublishedBlock]:
    """The blocks all of whose SMIs belong to a view: the only way from a filter to figures.

    A block of which too few are left counts nobody any more, and still tells what it told before.
    """
    return PublishedBlock.objects.filter(publication=publication, **view.filters).order_by()


def counted(publication: Publication | None, view: View) -> QuerySet[PublishedBlock]:
    """Those of them whose SMIs are counted today."""
    return blocks(publication, view).filter(size__gte=publication.fewest if publication else 0)


def is_part(publication: Publication | None, view: View) -> bool:
    """Whether SMIs of the view may stand in a block that reaches beyond it, so that the view tells only a part."""
    if not view.filters:
        return False
    may_touch = Q()
    for name, value in view.filters.items():
        open_end = Q(sex=MIXED) if name == "sex" else Q(**{f"{name}__isnull": True})
        may_touch &= Q(**{name: value}) | open_end
    mine = PublishedBlock.objects.filter(publication=publication, size__gt=0).filter(may_touch)
    if view.region and not view.province:
        home = Region.objects.filter(pk=view.region)
        mine = mine.filter(Q(province__in=home.values("parent")) | Q(province=view.region) | Q(province__isnull=True))
    return mine.exclude(**view.filters).exists()


def size(publication: Publication | None, view: View) -> int:
    """How many SMIs a view tells about."""
    return counted(publication, view).aggregate(all=Sum("size"))["all"] or 0


def by(publication: Publication | None, view: View, trait: str) -> Lines:
    """The SMIs of a view by one trait. What differs inside a block is kept back, as whole blocks."""
    found = counted(publication, view).values_list(trait).annotate(all=Sum("size")).order_by(trait)
    counts = dict(found.values_list(trait, "all"))
    missing = MIXED if trait == "sex" else None
    kept_back = counts.pop(missing, 0)
    lines = tuple(Told(key, count) for key, count in counts.items())
    return Lines(lines, kept_back, sum(counts.values()) + kept_back, {one.key: one for one in lines})


def figures(
    publication: Publication | None, view: View, measures: Iterable[str], period: date | None = None
) -> dict[tuple[str, date], Told]:
    """Sums by measure and period over the blocks of a view."""
    rows = _figures(publication, view, measures)
    if period:
        rows = rows.filter(period=period)
    groups = rows.order_by("measure", "period").values("measure", "period")
    added = groups.annotate(counted=Sum("count"), added=Sum("total"), kept_back=Sum("hidden"))
    return {
        key: Told(key, row["counted"], row["added"], is_part=row["kept_back"] > 0)
        for row in added
        for key in [(row["measure"], row["period"])]
    }


def _figures(publication: Publication | None, view: View, measures: Iterable[str]) -> QuerySet[BlockFigure]:
    """What was told when fewer were enough stays, and is not shown while the rule asks for more."""
    rows = BlockFigure.objects.filter(block__in=blocks(publication, view), measure__in=list(measures))
    return rows.filter(Q(count=0) | Q(count__gte=publication.fewest if publication else 0))


def kept_back(publication: Publication | None, view: View, measure: str, period: date) -> int:
    """How many SMIs stand in cells of which a figure is kept back."""
    rows = _figures(publication, view, [measure]).filter(period=period)
    return rows.aggregate(all=Sum("hidden"))["all"] or 0
