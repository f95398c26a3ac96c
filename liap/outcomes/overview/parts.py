"""How the figures of a page are made up: by province, by region, and by directorate on a chosen day."""

from datetime import date
from os.path import commonprefix
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from liap import charts
from liap.adoption.models import State
from liap.adoption.queries import Step
from liap.outcomes.disclosure import queries as disclosure
from liap.outcomes.disclosure import standing
from liap.outcomes.disclosure.models import BlockFigure
from liap.outcomes.overview.scopes import DIRECTORATE, NATION, PROVINCE
from liap.outcomes.overview.sections import Section, both, column
from liap.outcomes.overview.smis import Told
from liap.places.models import Organisation, Region
from liap.places.remits import remits_on
from liap.plans.models import Plan
from liap.tables.columns import Table

LONG_NAME = 30


def places(told: Told) -> Section | None:
    """SMIs by province, or by region on the page of a province; what can be told only above stands in its own line."""
    if told.scope.kind not in (NATION, DIRECTORATE, PROVINCE):
        return None
    trait = "region" if told.scope.kind == PROVINCE else "province"
    lines = disclosure.by(told.publication, told.scope.view, trait)
    reached = _reached(told, trait)
    plans = _plans(told, trait)
    named = Region.objects.filter(pk__in={*lines.keys, *plans}).order_by("code")
    rows: list[tuple[object, ...]] = [
        (place.code, place.name, plans.get(place.pk, 0), _size(lines, place.pk), reached.get(place.pk, 0))
        for place in named
    ]
    if lines.kept_back:
        rows.append(("", _("in several places"), None, lines.kept_back, reached.get(None, 0)))
    rows.append(("", _("Total"), sum(plans.values()), lines.total, sum(reached.values())))
    columns = (
        column(_("Code"), 0),
        column(_("Province") if trait == "province" else _("Region"), 1),
        column(_("LIAPs"), 2),
        column(_("SMIs"), 3, _("empty where too few would be told")),
        column(_("On any rung"), 4, _("SMIs with a confirmed success in the chosen year, in blocks that share it")),
    )
    return Section(
        code="places", title=_("By province") if trait == "province" else _("By region"), fresh=told.fresh,
        table=Table(code="places", title=_("SMIs by place"), columns=columns, rows=rows),
    )  # fmt: skip


def _size(lines: disclosure.Lines, key: int) -> int | None:
    return lines.keys[key].count if key in lines.keys else None


def _plans(told: Told, trait: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for region, parent in Plan.objects.filter(told.scope.plans).order_by().values_list("region", "region__parent"):
        key = region if trait == "region" else parent or region
        found[key] = found.get(key, 0) + 1
    return found


def _reached(told: Told, trait: str) -> dict[Any, int]:
    """SMIs that stand on some rung, each once however many rungs it has."""
    blocks = disclosure.blocks(told.publication, told.scope.view)
    rows = BlockFigure.objects.filter(block__in=blocks, measure=f"{standing.MEASURE}{standing.ANY}", period=told.year)
    return dict(rows.order_by().values_list(f"block__{trait}").annotate(Sum("count")))


def directorates(told: Told, day: date) -> Section | None:
    """The nation by the directorates of a day: territorial ones until 2017, of commodities since (M4, N2).

    Whatever the day, the lines add up to the same total, because every block goes to one unit or to "several".
    """
    if told.scope.kind != NATION:
        return None
    remits = remits_on(day)
    units: dict[Organisation | None, list[int]] = {}
    sizes = disclosure.counted(told.publication, told.scope.view)
    for province, directorate, size in sizes.values_list("province", "directorate").annotate(Sum("size")):
        units.setdefault(remits.of(province, directorate), [0, 0])[0] += size
    plans = Plan.objects.order_by().values_list("region", "region__parent", "industry__directorate")
    for region, parent, directorate in plans:
        units.setdefault(remits.of(parent or region, directorate), [0, 0])[1] += 1
    named = sorted((unit for unit in units if unit), key=lambda unit: str(unit).casefold())
    rows: list[tuple[object, ...]] = [(str(unit), units[unit][1], units[unit][0]) for unit in named]
    if None in units:
        rows.append((_("several or none"), units[None][1], units[None][0]))
    rows.append((_("Total"), sum(one[1] for one in units.values()), sum(one[0] for one in units.values())))
    shown = [(str(name), int(str(size))) for name, _plans_of, size in rows[:-1]]
    pairs = [charts.Pair(_short(name, shown), None, size, "", str(size)) for name, size in shown]
    columns = (column(_("Directorate"), 0), column(_("LIAPs"), 1), column(_("SMIs"), 2))
    return Section(
        code="directorates", title=_("By directorate"), fresh=told.fresh,
        table=Table(code="directorates", title=_("By directorate on a day"), columns=columns, rows=rows),
        help=_("Directorates as of the chosen day. The total is the same before and after a reorganisation."),
        **both(charts.bars, pairs, title=_("SMIs by directorate")),
    )  # fmt: skip


def _short(name: str, shown: list[tuple[str, int]]) -> str:
    """A name without the words with which all of them begin, which would leave no room for the others."""
    names = [one.split() for one, _size in shown if len(one) > LONG_NAME]
    same = len(commonprefix(names)) if len(names) > 1 else 0
    return " ".join(name.split()[same:]) if len(name) > LONG_NAME else name


def adoption_funnel(steps: list[Step], fresh: str) -> Section:
    """How far the requests to adopt the model came."""
    shown = [step for step in steps if step.reached or step.state not in (State.STOPPED, State.DECLINED)]
    slices = [charts.Slice(str(step.state.label).capitalize(), step.reached) for step in shown]
    rows = [(str(step.state.label).capitalize(), step.reached, step.now) for step in steps]
    columns = (
        column(_("State"), 0),
        column(_("Ever reached"), 1, _("each request once, wherever it stands now")),
        column(_("Now"), 2),
    )
    pictures = both(charts.pipeline, slices, title=_("Requests that ever reached a state"))
    table = Table(code="funnel", title=_("Adoption funnel"), columns=columns, rows=rows)
    is_told = any(step.reached for step in steps)
    return Section(
        code="funnel", title=_("Adoption funnel"), table=table if is_told else Table(
            code="funnel", title=_("Adoption funnel"), columns=columns, rows=[]
        ), fresh=fresh, empty=_("No region has asked yet."), **(pictures if is_told else {}),
    )  # fmt: skip
