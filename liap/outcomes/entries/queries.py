"""Which target SMIs of a plan have reported a period, through whom, and who is missing (feature D5)."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from liap.enterprises.models import Enterprise
from liap.enterprises.performance.models import Channel, PerformanceRecord
from liap.enterprises.performance.periods import Period
from liap.enterprises.performance.pictures import middle
from liap.outcomes.disclosure.blocks import split_told
from liap.outcomes.disclosure.queries import rule
from liap.plans.models import Plan


@dataclass(frozen=True)
class Entry:
    """One target SMI in a period; `record` None: nobody has reported it yet."""

    enterprise: Enterprise
    record: PerformanceRecord | None


@dataclass(frozen=True)
class EntryStatus:
    """How far the entry of a period is, SMI by SMI, and through which posts it came in."""

    period: Period
    entries: tuple[Entry, ...]

    @property
    def expected(self) -> int:
        return len(self.entries)

    @property
    def reported(self) -> int:
        return sum(1 for entry in self.entries if entry.record)

    @property
    def missing(self) -> list[Enterprise]:
        return [entry.enterprise for entry in self.entries if entry.record is None]

    @property
    def records(self) -> list[PerformanceRecord]:
        return [entry.record for entry in self.entries if entry.record]

    @property
    def by_post(self) -> list[tuple[str, int]]:
        """How many records came through each post; own entries have none."""
        return Counter(record.held_as for record in self.records).most_common()


def entry_status(plan: Plan, period: Period) -> EntryStatus:
    """The target SMIs of a plan with what is known of each in a period; in two queries whatever their number."""
    targets = [row.enterprise for row in plan.target_enterprises.select_related("enterprise")]
    rows = PerformanceRecord.objects.current().of_period(period).filter(enterprise__in=targets)
    known = {row.enterprise_id: row for row in rows.select_related("entered_by").prefetch_related("shares")}
    return EntryStatus(period, tuple(Entry(one, known.get(one.pk)) for one in targets))


@dataclass(frozen=True)
class Aggregate:
    """The figures of a period added up; None where fewer than three SMIs stand behind one (rule G8)."""

    turnover: int | None
    turnover_from: int
    workers: int | None
    workers_from: int
    channels: tuple[tuple[Channel, int | None], ...]
    channels_from: int


def aggregate(records: list[PerformanceRecord]) -> Aggregate:
    """Median turnover, all workers and the mean share of each channel; what too few SMIs told is None."""
    turnover = [value for value in map(middle, records) if value is not None]
    workers = [row.workers for row in records if row.workers is not None]
    shares = [{one.channel: one.percent for one in row.shares.all()} for row in records if row.shares.all()]
    fewest = rule().fewest
    # The means add up to a hundred, so that a single one which is kept back would follow from the others.
    sellers = split_told({channel.value: sum(channel in one for one in shares) for channel in Channel}, fewest)
    return Aggregate(
        turnover=round(median(turnover)) if len(turnover) >= fewest else None,
        turnover_from=len(turnover),
        workers=sum(workers) if len(workers) >= fewest else None,
        workers_from=len(workers),
        channels=tuple((channel, _mean(shares, channel) if sellers[channel] else None) for channel in Channel),
        channels_from=len(shares),
    )


def _mean(shares: list[dict[str, int]], channel: str) -> int:
    """The mean share over all SMIs that told their shares."""
    return round(sum(one.get(channel, 0) for one in shares) / len(shares))
