"""Of how many SMIs the part in a told figure has changed: what decides whether it may be told anew.

Rule (M6): a figure stays as it was told until the parts of at least `fewest` SMIs have changed, for the difference of
two tellings is the sum of what changed. Records are kept when they are corrected, so the parts of the time of telling
can be read again. Where they cannot (a merge moved them), a part counts as unchanged: the figure only stays longer.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from liap.enterprises.performance.models import ChannelShare, PerformanceRecord

BATCH = 500
MEMBER = "enterprise__block_memberships"


class Key(NamedTuple):
    """Which sum over records of a block; `kind` is the kind of turnover, empty for the shares of the channels."""

    block: int
    first_on: date
    months: int
    kind: str = ""


class _Part(NamedTuple):
    enterprise: int
    value: Hashable
    valid_from: datetime
    valid_until: datetime | None
    left_at: datetime | None

    def counts_at(self, moment: datetime) -> bool:
        return self.valid_from <= moment and all(
            end is None or end > moment for end in (self.valid_until, self.left_at)
        )


def of_turnover(told: Mapping[Key, datetime]) -> dict[Key, int]:
    """For sums of turnover and when each was told, of how many SMIs the part is another one now."""
    found: dict[Key, int] = {}
    for some in _batches(told):
        parts: dict[Key, list[_Part]] = defaultdict(list)
        for block, row in _records(some, turnover__isnull=False):
            key = Key(block, row["first_on"], row["months"], row["turnover_kind"])
            parts[key].append(_part(row, row["turnover"]))
        found |= {key: _changed(parts[key], told[key]) for key in some}
    return found


def of_channels(told: Mapping[Key, datetime]) -> dict[Key, int]:
    """The same for the shares of the market channels."""
    found: dict[Key, int] = {}
    for some in _batches(told):
        rows = list(_records(some, shares__isnull=False))
        shares: dict[int, list[tuple[str, Any]]] = defaultdict(list)
        records = {row["pk"] for _block, row in rows}
        for record, *share in ChannelShare.objects.filter(record__in=records).values_list(
            "record", "channel", "percent"
        ):
            shares[record].append(tuple(share))
        parts: dict[Key, list[_Part]] = defaultdict(list)
        for block, row in rows:
            parts[Key(block, row["first_on"], row["months"])].append(_part(row, frozenset(shares[row["pk"]])))
        found |= {key: _changed(parts[key], told[key]) for key in some}
    return found


def _batches(told: Mapping[Key, datetime]) -> Iterator[list[Key]]:
    keys = sorted(told)
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _records(keys: list[Key], **which: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The records, replaced ones too, of all who stand or stood in the blocks of these sums."""
    rows = PerformanceRecord.objects.filter(
        **{f"{MEMBER}__block__in": {key.block for key in keys}},
        first_on__in={key.first_on for key in keys},
        months__in={key.months for key in keys},
        **which,
    )
    names = ("pk", "enterprise", "first_on", "months", "turnover_kind", "turnover", "entered_at", "superseded_at")
    for row in rows.distinct().order_by().values(*names, f"{MEMBER}__block", f"{MEMBER}__left_at"):
        yield row[f"{MEMBER}__block"], row


def _part(row: dict[str, Any], value: Hashable) -> _Part:
    return _Part(row["enterprise"], value, row["entered_at"], row["superseded_at"], row[f"{MEMBER}__left_at"])


def _changed(parts: list[_Part], told_at: datetime) -> int:
    then: dict[int, list[Hashable]] = defaultdict(list)
    now: dict[int, Hashable] = {}
    for part in parts:
        if part.counts_at(told_at):
            then[part.enterprise].append(part.value)
        if part.valid_until is None and part.left_at is None:
            now[part.enterprise] = part.value
    return sum(
        len(then.get(enterprise, [])) < 2 and then.get(enterprise, [None])[0] != now.get(enterprise)
        for enterprise in {*then, *now}
    )
