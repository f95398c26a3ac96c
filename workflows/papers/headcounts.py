"""Enterprises, owners and workers by sex; a sum that would leave somebody out is missing."""

from collections.abc import Iterable

from documents.facts import Headcount
from liap.enterprises.models import Enterprise


def headcount(enterprises: Iterable[Enterprise]) -> Headcount:
    """Counts enterprises; an empty list says nothing about a region, so everything is missing then."""
    rows = list(enterprises)
    if not rows:
        return Headcount()
    owners = [row.owner_sex for row in rows if row.owner_sex]
    return Headcount(
        enterprises=len(rows),
        owners_women=owners.count(Enterprise.Sex.FEMALE) if owners else None,
        owners_men=owners.count(Enterprise.Sex.MALE) if owners else None,
        workers_women=_sum([row.workers_female for row in rows]),
        workers_men=_sum([row.workers_male for row in rows]),
    )


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
