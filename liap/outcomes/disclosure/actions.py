"""Drawing the blocks and adding up their figures: a job's work, never a page's."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, F, Max, QuerySet, Sum
from django.utils import timezone

from liap.audit.actions import record
from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance.comparison import known_alike
from liap.enterprises.performance.models import ChannelShare, PerformanceRecord
from liap.enterprises.performance.periods import Period
from liap.outcomes.disclosure import standing
from liap.outcomes.disclosure.blocks import Block, Unit, dominates, floored, partition
from liap.outcomes.disclosure.models import (
    MIXED,
    BlockFigure,
    BlockMember,
    DisclosureRule,
    Publication,
    PublishedBlock,
)
from liap.outcomes.disclosure.queries import newest

BATCH = 5000
# As in `liap.enterprises.performance.comparison`.
# Where a trait stands in a unit, from what is given up last to what is given up first.
PROVINCE, REGION, DIRECTORATE, INDUSTRY, HISTORY, SEX = range(6)
MEMBER = "enterprise__block_memberships__block"
BY_PERIOD = (MEMBER, "first_on", "months")
# Of a block, the first day and the months of a period, and a kind of figure: how many told it, and their sum.
Known = dict[tuple[int, date, int, str], tuple[int, Decimal]]


@transaction.atomic
def publish(on: date | None = None) -> Publication:
    """Draws all blocks anew and puts them in the place of the ones before; returns the publication.

    Rule (G8): only SMIs whose data may be used for figures. Two at once: the second waits for the first.
    """
    rule, _made = DisclosureRule.objects.get_or_create(pk=1)
    rule = DisclosureRule.objects.select_for_update().get(pk=1)
    day = on or timezone.localdate()
    made = Publication.objects.create(drawn_at=timezone.now(), as_of=day, fewest=rule.fewest, dominance=rule.dominance)
    _forget(Publication.objects.exclude(pk=made.pk))
    _draw(made, partition(_units(day), rule.fewest))
    _compare(made, _add_up_turnover(made))
    _add_up_channels(made)
    _add_up_workers(made)
    record("figures.published", by=None, chain="figures", blocks=made.blocks.count(), fewest=rule.fewest)
    return made


def publish_when_due(today: date | None = None) -> bool:
    """Publishes when there is nothing yet, the last time is long enough ago, or the rule was changed."""
    day, last = today or timezone.localdate(), newest()
    rule = DisclosureRule.objects.filter(pk=1).first() or DisclosureRule()
    is_due = (
        last is None
        or last.as_of + timedelta(days=rule.every_days) <= day
        or (last.fewest, last.dominance) != (rule.fewest, rule.dominance)
    )
    if is_due:
        publish(day)
    return is_due


def _forget(old: QuerySet[Publication]) -> None:
    """From the leaves up, so that nothing has to be read first."""
    BlockFigure.objects.filter(block__publication__in=old).delete()
    BlockMember.objects.filter(block__publication__in=old).delete()
    PublishedBlock.objects.filter(publication__in=old).delete()
    old.delete()


def _units(day: date) -> Iterator[Unit]:
    histories = standing.histories(day)
    rows = Enterprise.objects.usable_for(Purpose.FIGURES).order_by("pk")
    columns = ("pk", "region_id", "region__parent_id", "industry_id", "industry__directorate_id", "owner_sex")
    for pk, region, province, industry, directorate, sex in rows.values_list(*columns).iterator(BATCH):
        history = histories.get(pk, ())
        yield Unit(pk, (province or region, region, directorate, industry, history, sex))


def _draw(publication: Publication, blocks: list[Block]) -> None:
    years = standing.years(publication.as_of)
    for start in range(0, len(blocks), BATCH):
        some = blocks[start : start + BATCH]
        rows = PublishedBlock.objects.bulk_create(_row(publication, block) for block in some)
        pairs = list(zip(rows, some, strict=True))
        members = (BlockMember(block=row, enterprise_id=pk) for row, block in pairs for pk in block.members)
        BlockMember.objects.bulk_create(members, batch_size=BATCH)
        figures = (figure for row, block in pairs for figure in _standings(row, block, years))
        BlockFigure.objects.bulk_create(figures, batch_size=BATCH)


def _row(publication: Publication, block: Block) -> PublishedBlock:
    sexes = block.traits[SEX]
    return PublishedBlock(
        publication=publication,
        province_id=block.told(PROVINCE),
        region_id=block.told(REGION),
        directorate_id=block.told(DIRECTORATE),
        industry_id=block.told(INDUSTRY),
        sex=next(iter(sexes)) if len(sexes) == 1 else MIXED,
        size=len(block.members),
    )


def _standings(row: PublishedBlock, block: Block, years: list[date]) -> Iterator[BlockFigure]:
    """On which rungs the SMIs of a block stood at the end of each year; kept back where they differ."""
    for day in years:
        held = [standing.rungs_on(history, day) for history in block.traits[HISTORY]]
        for rung in sorted(frozenset().union(*held)):
            count = row.size if all(rung in one for one in held) else None
            yield BlockFigure(block=row, measure=f"{standing.MEASURE}{rung}", period=day, count=count)


def _add_up_turnover(publication: Publication) -> Known:
    """Turnover by period, exact and estimated figures apart: what is estimated is never added to what is exact."""
    rows = PerformanceRecord.objects.current().filter(
        turnover__isnull=False, **{f"{MEMBER}__publication": publication}
    )
    groups = rows.order_by().values_list(*BY_PERIOD, "turnover_kind")
    groups = groups.annotate(Count("pk"), Sum("turnover"), Max("turnover"))
    found: list[BlockFigure] = []
    known: Known = {}
    for block, first_on, months, kind, count, total, largest in groups.iterator(BATCH):
        if count >= publication.fewest and not dominates(largest, total, publication.dominance):
            known[block, first_on, months, kind] = (count, total)
            found.append(
                _told(block, f"turnover:{months}:{kind}", first_on, floored(count, publication.fewest), total)
            )
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)
    return known


def _compare(publication: Publication, known: Known) -> None:
    """Turnover beside that of a year before, of blocks in which the same SMIs told both in a comparable way.

    Rule (G5) as in `enterprises.performance.comparison`. Of a part of a block nothing is told here: beside the sum of
    all that would give away the others.
    """
    found: list[BlockFigure] = []
    for months, first_on in sorted({(months, first_on) for _block, first_on, months, _kind in known}):
        before = Period(first_on, months).year_before.first_on
        for block, kind, count in _comparable(publication, months, first_on, before):
            now, then = (known.get((block, day, months, kind), (0, None)) for day in (first_on, before))
            if now[0] == then[0] == count:
                told = floored(count, publication.fewest)
                found.append(_told(block, f"compared:{months}:{kind}", first_on, told, now[1]))
                found.append(_told(block, f"before:{months}:{kind}", first_on, told, then[1]))
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)


def _comparable(publication: Publication, months: int, first_on: date, before: date) -> Iterator[tuple[int, str, int]]:
    """How many SMIs of each block told turnover of both periods that can be compared."""
    earlier = "enterprise__performance_records__"
    pairs = PerformanceRecord.objects.filter(
        known_alike(earlier),
        superseded_at__isnull=True, months=months, first_on=first_on, turnover__isnull=False,
        **{
            f"{earlier}superseded_at__isnull": True,
            f"{earlier}months": months,
            f"{earlier}first_on": before,
            f"{earlier}turnover__isnull": False,
            f"{MEMBER}__publication": publication,
        },
    )  # fmt: skip
    groups = pairs.order_by().values_list(MEMBER, "turnover_kind").annotate(Count("pk", distinct=True))
    return groups.iterator(BATCH)


def _told(block: int, measure: str, period: date, count: int, total: Decimal | None) -> BlockFigure:
    return BlockFigure(block_id=block, measure=measure, period=period, count=count, total=total)


def _add_up_channels(publication: Publication) -> None:
    """Shares of the market channels, as the sum of percentages over the SMIs that told theirs."""
    told = PerformanceRecord.objects.current().filter(**{f"{MEMBER}__publication": publication}, shares__isnull=False)
    reporters = {
        (block, first_on, months): count
        for block, first_on, months, count in told.order_by()
        .values_list(*BY_PERIOD)
        .annotate(count=Count("pk", distinct=True))
    }
    shares = ChannelShare.objects.filter(
        record__superseded_at__isnull=True, **{f"record__{MEMBER}__publication": publication}
    ).order_by()
    columns = [f"record__{name}" for name in BY_PERIOD]
    groups = shares.values_list(*columns, "channel").annotate(Sum("percent"))
    found: list[BlockFigure] = []
    for block, first_on, months, channel, percent in groups.iterator(BATCH):
        count = reporters[block, first_on, months]
        if count < publication.fewest:
            continue
        # Weighted by the told count, else a hundred percent of all channels would give the true one away.
        number = floored(count, publication.fewest)
        name, total = f"channel:{months}:{channel}", Decimal(percent * number) / count
        found.append(_told(block, name, first_on, number, round(total, 2)))
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)


def _add_up_workers(publication: Publication) -> None:
    """Women and men working, where at least three SMIs of a block know both and none has nearly all of them."""
    rows = BlockMember.objects.filter(
        block__publication=publication,
        enterprise__workers_female__isnull=False,
        enterprise__workers_male__isnull=False,
    )
    groups = (
        rows.order_by()
        .values_list("block")
        .annotate(
            Count("pk"),
            Sum("enterprise__workers_female"),
            Sum("enterprise__workers_male"),
            largest=Max(F("enterprise__workers_female") + F("enterprise__workers_male")),
        )
    )
    found: list[BlockFigure] = []
    for block, count, women, men, largest in groups.iterator(BATCH):
        if count >= publication.fewest and not dominates(largest, women + men, publication.dominance):
            told = floored(count, publication.fewest)
            for name, total in (("workers:female", women), ("workers:male", men)):
                found.append(_told(block, name, publication.as_of, told, total))
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)
