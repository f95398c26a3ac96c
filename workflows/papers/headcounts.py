"""Enterprises, owners and workers by sex; what fewer than three stand behind is missing, and so is a part of a sum."""

from collections.abc import Iterable

from documents.facts import Headcount
from liap.enterprises.models import Enterprise
from liap.outcomes.disclosure.blocks import split_told
from liap.outcomes.disclosure.queries import rule


def headcount(enterprises: Iterable[Enterprise]) -> Headcount:
    """Counts enterprises; an empty list says nothing about a region, so everything is missing then."""
    rows = list(enterprises)
    if not rows:
        return Headcount()
    fewest = rule().fewest
    owners = split_told(
        {sex: sum(1 for row in rows if row.owner_sex == sex) for sex in ("female", "male", "")}, fewest
    )
    has_owners = any(row.owner_sex for row in rows)
    has_workers = len(rows) >= fewest
    return Headcount(
        enterprises=len(rows),
        owners_women=owners["female"] if has_owners else None,
        owners_men=owners["male"] if has_owners else None,
        workers_women=_sum([row.workers_female for row in rows]) if has_workers else None,
        workers_men=_sum([row.workers_male for row in rows]) if has_workers else None,
    )


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
