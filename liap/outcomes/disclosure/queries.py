"""Reading what was published: every figure of a page, a file or a paper about SMIs of others is a sum from here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

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
    """The blocks all of whose SMIs belong to a view: the only way from a filter to figures."""
    return PublishedBlock.objects.filter(publication=publication, **view.filters).order_by()


def is_part(publication: Publication | None, view: View) -> bool:
    """Whether SMIs of the view may stand in a block that reaches beyond it, so that the view tells only a part."""
    if not view.filters:
        return False
    may_touch = Q()
    for name, value in view.filters.items():
        open_end = Q(sex=MIXED) if name == "sex" else Q(**{f"{name}__isnull": True})
        may_touch &= Q(**{name: value}) | open_end
    mine = PublishedBlock.objects.filter(publication=publication).filter(may_touch)
    if view.region and not view.province:
        home = Region.objects.filter(pk=view.region)
        mine = mine.filter(Q(province__in=home.values("parent")) | Q(province=view.region) | Q(province__isnull=True))
    return mine.exclude(**view.filters).exists()


def size(publication: Publication | None, view: View) -> int:
    """How many SMIs a view tells about."""
    return blocks(publication, view).aggregate(all=Sum("size"))["all"] or 0


def by(publication: Publication | None, view: View, trait: str) -> Lines:
    """The SMIs of a view by one trait. What differs inside a block is kept back, as whole blocks."""
    found = blocks(publication, view).values_list(trait).annotate(all=Sum("size")).order_by(trait)
    counts = dict(found.values_list(trait, "all"))
    missing = MIXED if trait == "sex" else None
    kept_back = counts.pop(missing, 0)
    lines = tuple(Told(key, count) for key, count in counts.items())
    return Lines(lines, kept_back, sum(counts.values()) + kept_back, {one.key: one for one in lines})


def figures(
    publication: Publication | None, view: View, measures: Iterable[str], period: date | None = None
) -> dict[tuple[str, date], Told]:
    """Sums by measure and period over the blocks of a view."""
    rows = BlockFigure.objects.filter(block__in=blocks(publication, view), measure__in=list(measures))
    if period:
        rows = rows.filter(period=period)
    groups = rows.order_by("measure", "period").values("measure", "period")
    added = groups.annotate(counted=Sum("count"), added=Sum("total"), hidden=Count("pk", filter=Q(count__isnull=True)))
    return {
        key: Told(key, row["counted"] or 0, row["added"], is_part=bool(row["hidden"]))
        for row in added
        for key in [(row["measure"], row["period"])]
    }


def kept_back(publication: Publication | None, view: View, measure: str, period: date) -> int:
    """How many SMIs stand in blocks for which a figure is kept back."""
    rows = BlockFigure.objects.filter(
        block__in=blocks(publication, view), measure=measure, period=period, count__isnull=True
    )
    return rows.aggregate(all=Sum("block__size"))["all"] or 0
