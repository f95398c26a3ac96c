"""Who stands in which block, kept from one publication to the next.

Rule (M6): blocks are not drawn anew, else two publications would differ by single SMIs. A block takes in nobody; its
cells are only ever divided, into cells of at least `fewest`; who leaves is counted until `fewest` have left the cell
together; and who stood in a block before tells, in another one, only periods about which nothing was told yet. So
whatever was told at any time about numbers and success is a sum over whole cells as they are now.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from liap.enterprises.models import Enterprise, Purpose
from liap.outcomes.disclosure.blocks import Block, Unit, divided, partition
from liap.outcomes.disclosure.models import MIXED, BlockCell, BlockMember, Publication, PublishedBlock
from liap.outcomes.disclosure.standing import History, held_on
from liap.places.models import Region
from liap.plans.models import Industry

BATCH = 5000
# How long a newcomer waits for others of the region; then a block of a wider area is better than none.
PATIENCE = timedelta(days=90)
# Where a trait stands in a unit, from what is given up last to what is given up first.
PROVINCE, REGION, DIRECTORATE, INDUSTRY, RUNGS, HISTORY, SEX = range(7)
# What a block tells of its members, as columns, and where it stands in a unit.
TOLD = {"province": PROVINCE, "region": REGION, "directorate": DIRECTORATE, "industry": INDUSTRY, "sex": SEX}


class _Counted(NamedTuple):
    """The members whom a cell counts, as rows: those who are there with their SMI, and those who left."""

    there: dict[int, int]
    gone: list[int]


def settle(publication: Publication, before: Publication | None, histories: Mapping[int, History]) -> None:
    """Brings blocks, cells and members up to date, from the histories of success by SMI."""
    units = {unit.number: unit for unit in _units(publication.as_of, histories)}
    if before is not None:
        PublishedBlock.objects.filter(publication=before).update(publication=publication)
        _follow_reorganisations(publication)
        _divide(publication, units, _let_go(publication, units))
    _take_in(publication, before, units)


def _follow_reorganisations(publication: Publication) -> None:
    """A region in another province and an industry in another directorate take their blocks along, whole."""
    blocks = PublishedBlock.objects.filter(publication=publication)
    homes = Region.objects.filter(pk=OuterRef("region")).values_list(Coalesce("parent", "pk"))
    blocks.filter(region__isnull=False).update(province=Subquery(homes))
    units = Industry.objects.filter(pk=OuterRef("industry")).values("directorate")
    blocks.filter(industry__isnull=False).update(directorate=Subquery(units))


def _units(day: date, histories: Mapping[int, History]) -> Iterator[Unit]:
    rows = Enterprise.objects.usable_for(Purpose.FIGURES).order_by("pk")
    columns = ("pk", "region_id", "region__parent_id", "industry_id", "industry__directorate_id", "owner_sex")
    for pk, region, province, industry, directorate, sex in rows.values_list(*columns).iterator(BATCH):
        history = histories.get(pk, ())
        yield Unit(pk, (province or region, region, directorate, industry, held_on(history, day), history, sex))


def _counted(publication: Publication, units: Mapping[int, Unit]) -> dict[int, _Counted]:
    """By cell, the members that it counts."""
    rows = BlockMember.objects.filter(block__publication=publication, cell__isnull=False).order_by("pk")
    columns = ("cell", "pk", "enterprise", "left_at", *(f"block__{name}" for name in TOLD))
    found: dict[int, _Counted] = {}
    for cell, pk, enterprise, left_at, *told in rows.values_list(*columns).iterator(BATCH):
        counted = found.setdefault(cell, _Counted({}, []))
        if left_at is None and _fits(units.get(enterprise), told):
            counted.there[pk] = enterprise
        else:
            counted.gone.append(pk)
    return found


def _fits(unit: Unit | None, told: list) -> bool:
    """Whether an SMI may be told of and still has what its block tells of all its members."""
    return unit is not None and all(
        value in (None, MIXED, unit.traits[place]) for place, value in zip(TOLD.values(), told, strict=True)
    )


def _let_go(publication: Publication, units: Mapping[int, Unit]) -> dict[int, dict[int, int]]:
    """Lets members leave, and closes each cell in which too few would be left; returns the cells that count nobody who
    left, with the SMIs in them by row."""
    left: list[int] = []
    uncounted: list[int] = []
    whole: dict[int, dict[int, int]] = {}
    for cell, counted in _counted(publication, units).items():
        left += counted.gone
        if len(counted.there) < publication.fewest:
            left += counted.there
            uncounted += [*counted.gone, *counted.there]
            continue
        if len(counted.gone) >= publication.fewest:
            uncounted += counted.gone
        elif counted.gone:
            continue
        whole[cell] = counted.there
    for some in _batches(left):
        BlockMember.objects.filter(pk__in=some, left_at=None).update(left_at=publication.drawn_at)
    for some in _batches(uncounted):
        BlockMember.objects.filter(pk__in=some).update(cell=None)
    BlockCell.objects.filter(block__publication=publication, members=None).delete()
    _write_sizes(publication)
    return whole


def _write_sizes(publication: Publication) -> None:
    counted = Count("members", filter=Q(members__cell__isnull=False))
    rows = PublishedBlock.objects.filter(publication=publication).annotate(counted=counted).exclude(size=F("counted"))
    for pk, size in rows.values_list("pk", "counted"):
        PublishedBlock.objects.filter(pk=pk).update(size=size)


def _divide(publication: Publication, units: Mapping[int, Unit], cells: Mapping[int, Mapping[int, int]]) -> None:
    """Divides cells whose members came to differ in their success; those that count somebody who left are not here."""
    for cell, members in cells.items():
        rows = [Unit(pk, units[enterprise].traits[RUNGS : HISTORY + 1]) for pk, enterprise in members.items()]
        parts = divided(rows, publication.fewest)[1:]
        block = BlockCell.objects.get(pk=cell).block_id if parts else None
        for part in parts:
            new = BlockCell.objects.create(block_id=block)
            BlockMember.objects.filter(pk__in=[unit.number for unit in part]).update(cell=new)


def _take_in(publication: Publication, before: Publication | None, units: Mapping[int, Unit]) -> None:
    """Forms blocks of the SMIs that stand in none; those who stood in one before are kept apart from the new ones."""
    latest_last = F("left_at").asc(nulls_last=True)
    ever = dict(BlockMember.objects.order_by(latest_last).values_list("enterprise", "left_at"))
    new = [unit for pk, unit in units.items() if pk not in ever]
    if before is None:
        _form(publication, partition(new, publication.fewest))
        return
    never = Enterprise.objects.exclude(pk__in=BlockMember.objects.values("enterprise"))
    since = dict(never.values_list("pk", "registered_at"))
    _form(publication, _together(publication, new, since))
    back = [units[pk] for pk, left_at in ever.items() if left_at is not None and pk in units]
    _form(publication, _together(publication, back, ever), tells_after=before.as_of)


def _together(publication: Publication, units: list[Unit], since: Mapping[int, datetime | None]) -> list[Block]:
    """Blocks within regions; of those who are too few there, whoever has waited long enough stands with others."""
    regions: dict[int, list[Unit]] = {}
    for unit in units:
        regions.setdefault(unit.traits[REGION], []).append(unit)
    found, alone = [], []
    for inside in regions.values():
        found += partition(inside, publication.fewest)
        if len(inside) < publication.fewest:
            alone += inside
    latest = publication.drawn_at - PATIENCE
    patient = [unit for unit in alone if (since.get(unit.number) or latest) <= latest]
    return [*found, *partition(patient, publication.fewest)]


def _form(publication: Publication, blocks: list[Block], *, tells_after: date | None = None) -> None:
    for some in _batches(blocks):
        rows = PublishedBlock.objects.bulk_create(_row(publication, block, tells_after) for block in some)
        cells = BlockCell.objects.bulk_create(BlockCell(block=row) for row in rows)
        members = (
            BlockMember(block=row, cell=cell, enterprise_id=pk)
            for row, cell, block in zip(rows, cells, some, strict=True)
            for pk in block.members
        )
        BlockMember.objects.bulk_create(members, batch_size=BATCH)


def _row(publication: Publication, block: Block, tells_after: date | None) -> PublishedBlock:
    sexes = block.traits[SEX]
    return PublishedBlock(
        publication=publication,
        province_id=block.told(PROVINCE),
        region_id=block.told(REGION),
        directorate_id=block.told(DIRECTORATE),
        industry_id=block.told(INDUSTRY),
        sex=next(iter(sexes)) if len(sexes) == 1 else MIXED,
        size=len(block.members),
        tells_after=tells_after,
    )


def _batches(rows: list) -> Iterator[list]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
