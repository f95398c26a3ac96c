"""On which rungs an SMI stood when. The whole history belongs to the finest cell, so that the years agree."""

from datetime import date

from liap.outcomes.success.models import Reconfirmation, SuccessCase

MEASURE = "standing:"
# Stands for whatever rung, so that an SMI on several is counted once.
ANY = "any"
FIRST_YEAR = 2013
# The year in which a rung counts first, the first year in which it counts no more (0: it lasts), the rung.
History = tuple[tuple[int, int, str], ...]


def histories(day: date) -> dict[int, History]:
    """By SMI, what was confirmed until a day and what lapsed since."""
    lapsed = dict(
        Reconfirmation.objects.filter(answer=Reconfirmation.Answer.LAPSED, answered_on__lte=day).values_list(
            "success_case", "year"
        )
    )
    found: dict[int, set[tuple[int, int, str]]] = {}
    cases = SuccessCase.objects.counting(day).values_list("pk", "smi", "rung", "confirmed_on")
    for pk, enterprise, rung, confirmed_on in cases.iterator(5000):
        found.setdefault(enterprise, set()).add((confirmed_on.year, lapsed.get(pk, 0), rung))
    return {enterprise: tuple(sorted(steps)) for enterprise, steps in found.items()}


def years(day: date) -> list[date]:
    """The ends of the years that are told, the present one up to the day."""
    return [*(date(year, 12, 31) for year in range(FIRST_YEAR, day.year)), day]


def held_on(history: History, day: date) -> frozenset[str]:
    """The rungs on which an SMI of this history stands in the year of a day, and ANY when there is one."""
    rungs = frozenset(rung for since, until, rung in history if since <= day.year and (not until or day.year < until))
    return rungs | {ANY} if rungs else rungs
