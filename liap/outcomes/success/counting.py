"""Counting the successes of one plan as they were known on a day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from liap.outcomes.success.models import Reconfirmation
from liap.plans.models import Goal, Plan

LADDER = list(Goal.Rung.values)


@dataclass(frozen=True)
class PlanSuccesses:
    """One plan on a day: SMIs per rung, SMIs on the rung that the plan aimed at, and what was last heard of those.

    `told_on` is the day of which the counts are; None where the counts themselves are None, since too few SMIs stand
    behind them for this reader.
    """

    plan: Plan
    goal: str
    goal_label: str
    rungs: tuple[tuple[str, int | None], ...]
    confirmed: int | None
    lapsed: int | None
    no_contact: int | None
    not_asked: int | None
    told_on: date | None

    @property
    def by_rung(self) -> dict[str, int | None]:
        return dict(self.rungs)

    @property
    def reached(self) -> int | None:
        return self.by_rung[self.goal]

    @property
    def numbers(self) -> tuple[int, ...]:
        return (*self.by_rung.values(), self.confirmed, self.lapsed, self.no_contact, self.not_asked)

    def kept_back(self) -> "PlanSuccesses":
        """The same plan without a count."""
        unknown = dict.fromkeys(("confirmed", "lapsed", "no_contact", "not_asked", "told_on"))
        return replace(self, rungs=tuple((rung, None) for rung, _count in self.rungs), **unknown)


def counted(plan: Any, day: date) -> PlanSuccesses:
    """The counts of a plan whose confirmed cases with their answers were fetched (`success_table`)."""
    goal = max((one.rung for one in plan.goals.all()), key=LADDER.index)
    cases = [case for case in plan.confirmed_cases if case.confirmed_on <= day]
    heard = [last_word(case, day) for case in cases if case.rung == goal]
    return PlanSuccesses(
        plan=plan,
        goal=goal,
        goal_label=str(Goal.Rung(goal).label),
        rungs=tuple((rung, sum(1 for case in cases if case.rung == rung)) for rung in LADDER),
        confirmed=heard.count(Reconfirmation.Answer.STILL),
        lapsed=heard.count(Reconfirmation.Answer.LAPSED),
        no_contact=heard.count(Reconfirmation.Answer.NO_CONTACT),
        not_asked=heard.count(""),
        told_on=day,
    )


def last_word(case: Any, day: date) -> str:
    """What is known of a success in the year of a day; empty when its confirmation is of an earlier year and nobody
    answered since. An answer of an earlier year counts no more either, except that what lapsed stays lapsed."""
    last = next((answer for answer in reversed(case.answers) if answer.answered_on <= day), None)
    if last is not None and (last.year == day.year or last.answer == Reconfirmation.Answer.LAPSED):
        return last.answer
    return Reconfirmation.Answer.STILL.value if case.confirmed_on.year == day.year else ""
