"""Where the regions stand with the model, and the map of their provinces."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.adoption.models import BEFORE_USE, AdoptionRequest, Attestation, State
from liap.outcomes.overview.scopes import Scope
from liap.outcomes.overview.sections import Section, both, column
from liap.places.models import Region, Tile
from liap.places.pictures import Square, tile_map
from liap.plans.models import Plan
from liap.tables.columns import Table
from liap.templatetags.liap_format import day as in_words


@dataclass(frozen=True)
class Standing:
    """How a region stands with the model: its word, its colour and its mark, so that colour is never alone."""

    rank: int
    label: str | Promise
    tone: str
    mark: str


IN_USE = Standing(5, gettext_lazy("in use"), "done", "✓")
PLANNED = Standing(4, gettext_lazy("plan on record"), "running", "●")
PREPARING = Standing(3, gettext_lazy("asked or preparing"), "running", "→")
RESTING = Standing(2, gettext_lazy("suspended"), "planned", "‖")
STOPPED = Standing(1, gettext_lazy("stopped or declined"), "late", "×")
NOTHING = Standing(0, gettext_lazy("nothing on record"), "off", "")
BY_STATE = {
    State.ACTIVE.value: IN_USE,
    State.SUSPENDED.value: RESTING,
    State.STOPPED.value: STOPPED,
    State.DECLINED.value: STOPPED,
    **{state.value: PREPARING for state in BEFORE_USE},
}


def standings(regions: Q) -> dict[int, tuple[Standing, date | None]]:
    """How each region stands: its newest yearly word first, else its newest request, else that it has a plan."""
    places = Region.objects.filter(regions).order_by().values("pk")
    found: dict[int, tuple[Standing, date | None]] = dict.fromkeys(
        Plan.objects.filter(region__in=places).values_list("region", flat=True), (PLANNED, None)
    )
    asked = AdoptionRequest.objects.filter(region__in=places, is_sample=False).order_by("requested_on", "pk")
    for region, state, requested_on in asked.values_list("region", "state", "requested_on"):
        found[region] = (BY_STATE[state], requested_on)
    words = Attestation.objects.filter(region__in=places).order_by("year")
    for region, is_in_use, said_on in words.values_list("region", "is_in_use", "said_on"):
        found[region] = (IN_USE if is_in_use else STOPPED, said_on)
    return found


def places(scope: Scope) -> QuerySet[Region]:
    """The regions that a page is about."""
    return Region.objects.filter(scope.regions)


def province_map(scope: Scope) -> Section:
    """The provinces by the best standing of their regions, with the number of regions that have any."""
    found = standings(scope.regions)
    regions = Region.objects.filter(pk__in=found).select_related("parent").order_by("code")
    by_province: dict[int, list[Standing]] = {}
    rows: list[tuple[object, ...]] = []
    for region in regions:
        standing, since = found[region.pk]
        by_province.setdefault(region.province.pk, []).append(standing)
        rows.append((region.province.name, region.code, region.name, capfirst(str(standing.label)), since))
    squares = [_square(tile, by_province.get(tile.province_id, [])) for tile in _tiles()]
    columns = (
        column(_("Province"), 0),
        column(_("Code"), 1),
        column(_("Region"), 2),
        column(_("Status"), 3, _("newest yearly word, else newest request, else a plan on record")),
        column(_("Since"), 4),
    )
    key = ", ".join(f"{one.mark} {one.label}" for one in (IN_USE, PLANNED, PREPARING, RESTING, STOPPED))
    pictures: dict[str, Any] = {}
    if squares and scope.kind in ("nation", "directorate"):
        pictures = both(tile_map, squares, title=_("Provinces by how their regions stand with the model"))
    return Section(
        code="map", title=_("Where the model is in use"), **pictures,
        table=Table(code="map", title=_("Regions and the model"), columns=columns, rows=rows),
        fresh=_("As of %(day)s.") % {"day": in_words(timezone.localdate())},
        help=key if pictures else "", empty=_("Nothing is on record."),
    )  # fmt: skip


def _tiles() -> list[Tile]:
    return list(Tile.objects.select_related("province").order_by("row", "column"))


def _square(tile: Tile, standings: list[Standing]) -> Square:
    best = max(standings, key=lambda one: one.rank, default=NOTHING)
    said = f"{best.label} ({len(standings)})" if standings else str(best.label)
    mark = f"{best.mark} {len(standings)}" if standings else ""
    place = tile.province
    return Square(tile.column, tile.row, place.code, tile.short, place.name, said, best.tone, mark)
