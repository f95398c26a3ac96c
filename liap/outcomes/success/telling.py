"""What is told of a plan's successes to those who do not see its SMIs one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from liap.outcomes.success.counting import PlanSuccesses, counted


def told(plan: Any, day: date, fewest: int) -> PlanSuccesses:
    """The counts as of the end of the newest month since which no group of fewer SMIs could be told from the others.

    Rule: a count, and the change of a count from one told month to the next, is nobody or at least `fewest` SMIs
    (features G8, M6), so that neither two columns nor two years subtract to a single one. The months are fixed: who
    asks often learns no more than who asks once. Without such a month the counts are None.
    """
    steps = [counted(plan, end) for end in _month_ends(plan, day)]
    shown = first = counted(plan, date.min.replace(year=1900))
    for step in steps:
        if _is_enough(step, shown, fewest):
            shown = step
    newest = steps[-1] if steps else first
    if shown.numbers == newest.numbers:
        return replace(shown, told_on=day)
    return newest.kept_back() if shown.numbers == first.numbers else shown


def _is_enough(now: PlanSuccesses, before: PlanSuccesses, fewest: int) -> bool:
    """Whether neither the counts, nor what changed since, nor the step from rung to rung is about too few SMIs."""
    changes = [abs(new - old) for new, old in zip(now.numbers, before.numbers, strict=True)]
    standing = [count for _rung, count in now.rungs if count]
    steps = [abs(one - other) for one, other in combinations(standing, 2)]
    return all(number == 0 or number >= fewest for number in (*now.numbers, *changes, *steps))


def _month_ends(plan: Any, day: date) -> Iterator[date]:
    """The ends of the months until a day in which a count could have changed: by an event, or by the new year."""
    ends = {_month_end(on) for on in _events(plan)}
    ends |= {date(year, 1, 31) for year in range(min(ends).year + 1, day.year + 1)} if ends else set()
    return (end for end in sorted(ends) if end <= day)


def _events(plan: Any) -> Iterable[date]:
    for case in plan.confirmed_cases:
        yield case.confirmed_on
        yield from (answer.answered_on for answer in case.answers)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
