"""The figures of the blocks: what is told for the first time, told anew, or left as it was told.

Rule (M6): a figure is told when at least `fewest` SMIs stand behind it and none of them has nearly all of it, and told
anew only when the parts of at least `fewest` SMIs have changed (`changes`). Until then it stays as it was told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum

from liap.enterprises.models import Enterprise
from liap.enterprises.performance.comparison import known_alike
from liap.enterprises.performance.models import ChannelShare, PerformanceRecord
from liap.enterprises.performance.periods import Period
from liap.outcomes.disclosure import changes, standing
from liap.outcomes.disclosure.blocks import dominates, floored
from liap.outcomes.disclosure.changes import Key
from liap.outcomes.disclosure.models import BlockFigure, BlockMember, Publication
from liap.outcomes.disclosure.standing import History

BATCH = 5000
TURNOVER, COMPARED, BEFORE, CHANNEL = "turnover", "compared", "before", "channel"
WOMEN, MEN = "workers:female", "workers:male"
MEMBER = "enterprise__block_memberships"
BY_PERIOD = (f"{MEMBER}__block", "first_on", "months")


class _Amount(NamedTuple):
    """A sum as it would be told now; `count` SMIs stand behind it."""

    count: int
    total: Decimal
    largest: Decimal


class _Told(NamedTuple):
    """A sum as it was told."""

    pk: int
    count: int
    total: Decimal
    told_at: datetime


def tell_standings(publication: Publication, histories: Mapping[int, History]) -> None:
    """On which rungs the SMIs stood at the end of each year: whole cells only, cells in which some did are hidden."""
    BlockFigure.objects.filter(block__publication=publication, measure__startswith=standing.MEASURE).delete()
    days = standing.years(publication.as_of)
    found: list[BlockFigure] = []
    for block, tells_after, cells in _cells(publication, histories):
        for day in days:
            if tells_after is None or day.year > tells_after.year:
                found += _standings(publication, block, cells, day)
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)


def _cells(
    publication: Publication, histories: Mapping[int, History]
) -> Iterator[tuple[int, date | None, list[list[History]]]]:
    """By block, the histories of the members whom each of its cells counts."""
    rows = BlockMember.objects.filter(block__publication=publication, cell__isnull=False).order_by("block", "pk")
    blocks: dict[tuple[int, date | None], dict[int, list[History]]] = {}
    for block, after, cell, pk in rows.values_list("block", "block__tells_after", "cell", "enterprise").iterator(
        BATCH
    ):
        blocks.setdefault((block, after), {}).setdefault(cell, []).append(histories.get(pk, ()))
    for (block, after), cells in blocks.items():
        yield block, after, [cell for cell in cells.values() if len(cell) >= publication.fewest]


def _standings(publication: Publication, block: int, cells: list[list[History]], day: date) -> Iterator[BlockFigure]:
    count: dict[str, int] = defaultdict(int)
    hidden: dict[str, int] = defaultdict(int)
    for cell in cells:
        held = [standing.held_on(history, day) for history in cell]
        for rung in frozenset().union(*held):
            where = count if all(rung in one for one in held) else hidden
            where[rung] += len(cell)
    for rung in sorted({*count, *hidden}):
        yield BlockFigure(
            block_id=block, measure=f"{standing.MEASURE}{rung}", period=day,
            count=count[rung], hidden=hidden[rung], told_at=publication.drawn_at,
        )  # fmt: skip


def tell_turnover(publication: Publication) -> None:
    """Turnover by period, and beside that of a year before.

    Exact and estimated figures are told apart: what is estimated is never added to what is exact.
    """
    now = _turnover(publication)
    told = {key: row for key, _name, row in _told(publication, TURNOVER)}
    may_be = {key: amount for key, amount in now.items() if _may_be_told(publication, amount)}
    changed = {
        key: told[key].told_at
        for key, amount in may_be.items()
        if key in told
        and (told[key].count, told[key].total) != (floored(amount.count, publication.fewest), amount.total)
    }
    anew = _enough(publication, changes.of_turnover(changed))
    _withdraw(told[key].pk for key in anew)
    fresh = {key: amount for key, amount in may_be.items() if key in anew or key not in told}
    found = [
        _figure(publication, key, f"{TURNOVER}:{key.months}:{key.kind}", amount.count, amount.total)
        for key, amount in fresh.items()
    ]
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)
    totals = {key: row.total for key, row in told.items()} | {key: amount.total for key, amount in fresh.items()}
    _compare(publication, now, totals)


def _turnover(publication: Publication) -> dict[Key, _Amount]:
    rows = PerformanceRecord.objects.filter(
        _is_told_by_block(), superseded_at__isnull=True, turnover__isnull=False, **_of_members(publication)
    )
    groups = rows.order_by().values_list(*BY_PERIOD, "turnover_kind")
    groups = groups.annotate(Count("pk"), Sum("turnover"), Max("turnover"))
    return {Key(*row[:4]): _Amount(*row[4:]) for row in groups.iterator(BATCH)}


def _of_members(publication: Publication) -> dict[str, Any]:
    """The records of SMIs that stand in a block today, as filters of one call with all else about the membership."""
    return {f"{MEMBER}__block__publication": publication, f"{MEMBER}__left_at__isnull": True}


def _is_told_by_block() -> Q:
    """The periods that a block tells: of SMIs that stood in another one before, only those nobody was told about."""
    return Q(**{f"{MEMBER}__block__tells_after__isnull": True}) | Q(first_on__gt=F(f"{MEMBER}__block__tells_after"))


def _told(publication: Publication, name: str) -> Iterator[tuple[Key, str, _Told]]:
    """What was told under a name, with the last word of its measure, such as the kind or the channel."""
    rows = BlockFigure.objects.filter(block__publication=publication, measure__startswith=f"{name}:").order_by()
    columns = ("block", "period", "measure", "pk", "count", "total", "told_at")
    for block, period, measure, *row in rows.values_list(*columns).iterator(BATCH):
        _name, months, last = measure.split(":")
        kind = "" if name == CHANNEL else last
        yield Key(block, period, int(months), kind), last, _Told(*row)


def _may_be_told(publication: Publication, amount: _Amount) -> bool:
    is_enough = amount.count >= publication.fewest
    return is_enough and not dominates(amount.largest, amount.total, publication.dominance)


def _enough(publication: Publication, changed: Mapping[Any, int]) -> set[Any]:
    return {key for key, count in changed.items() if count >= publication.fewest}


def _withdraw(rows: Iterable[int]) -> None:
    pks = list(rows)
    for start in range(0, len(pks), BATCH):
        BlockFigure.objects.filter(pk__in=pks[start : start + BATCH]).delete()


def _figure(publication: Publication, key: Key, measure: str, count: int, total: Decimal) -> BlockFigure:
    """How many stand behind it is told in whole multiples of the rule."""
    return BlockFigure(
        block_id=key.block, measure=measure, period=key.first_on, count=floored(count, publication.fewest),
        total=total, told_at=publication.drawn_at,
    )  # fmt: skip


def _compare(publication: Publication, now: Mapping[Key, _Amount], told: Mapping[Key, Decimal]) -> None:
    """Of blocks in which the same SMIs told both years in a comparable way, what was told of both, side by side.

    now: the sums as they are; told: those that the publication tells.

    Rule (G5) as in `enterprises.performance.comparison`. No other sum than the told ones is made here: of a part of a
    block it would give away the others, and so would one of today beside one that is left as it was told.
    """
    is_fresh = {key for key, total in told.items() if key in now and now[key].total == total}
    pairs: dict[Key, dict[str, _Told]] = defaultdict(dict)
    for name in (COMPARED, BEFORE):
        for key, _kind, row in _told(publication, name):
            pairs[key][name] = row
    stay = {
        key
        for key, pair in pairs.items()
        if key in told and _year_before(key) in told
        and (pair[COMPARED].total, pair[BEFORE].total) == (told[key], told[_year_before(key)])
    }  # fmt: skip
    _withdraw(row.pk for key, pair in pairs.items() if key not in stay for row in pair.values())
    found: list[BlockFigure] = []
    for months, first_on in sorted({(key.months, key.first_on) for key in told}):
        for key, count in _comparable(publication, months, first_on):
            then = _year_before(key)
            if key not in stay and {key, then} <= is_fresh and now[key].count == now[then].count == count:
                for name, of in ((COMPARED, key), (BEFORE, then)):
                    measure = f"{name}:{months}:{key.kind}"
                    found.append(_figure(publication, key, measure, count, told[of]))
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)


def _year_before(key: Key) -> Key:
    return key._replace(first_on=Period(key.first_on, key.months).year_before.first_on)


def _comparable(publication: Publication, months: int, first_on: date) -> Iterator[tuple[Key, int]]:
    """How many SMIs of each block told turnover of a period and the one a year before that can be compared."""
    earlier = "enterprise__performance_records__"
    pairs = PerformanceRecord.objects.filter(
        known_alike(earlier),
        superseded_at__isnull=True, months=months, first_on=first_on, turnover__isnull=False,
        **{
            f"{earlier}superseded_at__isnull": True,
            f"{earlier}months": months,
            f"{earlier}first_on": Period(first_on, months).year_before.first_on,
            f"{earlier}turnover__isnull": False,
            **_of_members(publication),
        },
    )  # fmt: skip
    groups = pairs.order_by().values_list(f"{MEMBER}__block", "turnover_kind").annotate(Count("pk", distinct=True))
    for block, kind, count in groups.iterator(BATCH):
        yield Key(block, first_on, months, kind), count


def tell_channels(publication: Publication) -> None:
    """Shares of the market channels, as the sum of percentages over the SMIs that told theirs."""
    now = _channels(publication)
    told: dict[Key, dict[str, _Told]] = defaultdict(dict)
    for key, channel, row in _told(publication, CHANNEL):
        told[key][channel] = row
    changed = {
        key: next(iter(told[key].values())).told_at
        for key, shares in now.items()
        if key in told and shares != {channel: (row.count, row.total) for channel, row in told[key].items()}
    }
    anew = _enough(publication, changes.of_channels(changed))
    _withdraw(row.pk for key in anew for row in told[key].values())
    found = [
        _figure(publication, key, f"{CHANNEL}:{key.months}:{channel}", count, total)
        for key, shares in now.items()
        if key in anew or key not in told
        for channel, (count, total) in shares.items()
    ]
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)


def _channels(publication: Publication) -> dict[Key, dict[str, tuple[int, Decimal]]]:
    """Of each sum that may be told now, by channel, the told count and the sum of percentages weighted by it."""
    of_members = _of_members(publication)
    reported = PerformanceRecord.objects.filter(
        _is_told_by_block(), superseded_at__isnull=True, shares__isnull=False, **of_members
    )
    groups = reported.order_by().values_list(*BY_PERIOD).annotate(Count("pk", distinct=True))
    counts = {Key(*row[:3]): row[3] for row in groups.iterator(BATCH)}
    shares = ChannelShare.objects.filter(
        record__superseded_at__isnull=True, **{f"record__{name}": value for name, value in of_members.items()}
    ).order_by()
    found: dict[Key, dict[str, tuple[int, Decimal]]] = defaultdict(dict)
    sums = shares.values_list(*(f"record__{name}" for name in BY_PERIOD), "channel").annotate(Sum("percent"))
    for block, first_on, months, channel, percent in sums.iterator(BATCH):
        key = Key(block, first_on, months)
        count = counts.get(key, 0)
        if count >= publication.fewest:
            # Weighted by the told count, else a hundred percent of all channels would give the true one away.
            number = floored(count, publication.fewest)
            found[key][channel] = (number, round(Decimal(percent * number) / count, 2))
    return found


def tell_workers(publication: Publication) -> None:
    """Women and men working, of blocks in which enough SMIs know both; the members keep what was told of them."""
    rows = BlockFigure.objects.filter(block__publication=publication, measure__in=[WOMEN, MEN])
    rows.update(period=publication.as_of)
    told = set(rows.values_list("block", flat=True))
    found: list[BlockFigure] = []
    for block, members in groupby(_members(publication), key=itemgetter("block")):
        then, now = _workers(members)
        changed = sum(then.get(pk) != now.get(pk) for pk in {*then, *now})
        amount = _Amount(
            len(now), Decimal(sum(map(sum, now.values()))), Decimal(max(map(sum, now.values()), default=0))
        )
        if _may_be_told(publication, amount) and (block not in told or changed >= publication.fewest):
            key = Key(block, publication.as_of, 0)
            for name, place in ((WOMEN, 0), (MEN, 1)):
                total = Decimal(sum(pair[place] for pair in now.values()))
                found.append(_figure(publication, key, name, amount.count, total))
    _withdraw(rows.filter(block__in={one.block_id for one in found}).values_list("pk", flat=True))
    BlockFigure.objects.bulk_create(found, batch_size=BATCH)
    _keep_workers(publication)


def _members(publication: Publication) -> Iterator[dict[str, Any]]:
    """All who stand or stood in a block; none of blocks whose members were told of in another one."""
    rows = BlockMember.objects.filter(block__publication=publication, block__tells_after=None).order_by("block", "pk")
    of_smi = {"women_now": F("enterprise__workers_female"), "men_now": F("enterprise__workers_male")}
    yield from rows.values("pk", "block", "left_at", "women", "men", **of_smi).iterator(BATCH)


def _workers(members: Iterable[dict[str, Any]]) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]:
    """Women and men by member: as they were told, and as they would be told now."""
    then, now = {}, {}
    for one in members:
        if one["women"] is not None:
            then[one["pk"]] = (one["women"], one["men"])
        if one["left_at"] is None and None not in (one["women_now"], one["men_now"]):
            now[one["pk"]] = (one["women_now"], one["men_now"])
    return then, now


def _keep_workers(publication: Publication) -> None:
    """Writes to the members of blocks whose workers were told just now what was told of each."""
    blocks = BlockFigure.objects.filter(measure=WOMEN, told_at=publication.drawn_at).values("block")
    members = BlockMember.objects.filter(block__in=blocks)
    members.update(women=None, men=None)
    known = Enterprise.objects.filter(
        pk=OuterRef("enterprise"), workers_female__isnull=False, workers_male__isnull=False
    )
    members.filter(left_at=None).update(
        women=Subquery(known.values("workers_female")), men=Subquery(known.values("workers_male"))
    )
