"""Reading success cases: the list, the yearly questions, and the table of the evaluation report."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from liap.enterprises.models import Enterprise
from liap.outcomes.success.models import Reconfirmation, SuccessCase
from liap.people.models import Role, User
from liap.plans.models import Goal, Plan
from liap.plans.queries import holds, may_write

CONFIRMERS = (Role.COORDINATOR, Role.FACILITATOR, Role.OFFICE_HEAD, Role.EVALUATOR)
LADDER = list(Goal.Rung.values)


@dataclass(frozen=True)
class PlanSuccesses:
    """One plan on a day: SMIs per rung, SMIs on the rung that the plan aimed at, and what was last heard of those."""

    plan: Plan
    goal: str
    goal_label: str
    rungs: tuple[tuple[str, int], ...]
    reached: int
    confirmed: int
    lapsed: int
    no_contact: int
    not_asked: int

    @property
    def by_rung(self) -> dict[str, int]:
        return dict(self.rungs)


def success_cases(user: User) -> QuerySet[SuccessCase]:
    """The success cases that a person may see, with what the pages print."""
    rows = SuccessCase.objects.visible_to(user)
    return rows.select_related("plan__region", "enterprise", "evidence", "reported_by", "confirmed_by")


def plans_to_report_on(user: User) -> list[Plan]:
    """The plans of which the person has a seat in the working group."""
    return [plan for plan in Plan.objects.visible_to(user).order_by("title")[:200] if may_write(user, plan)]


def enterprises_of(plan: Plan) -> QuerySet[Enterprise]:
    """The SMIs of which a success of this plan can be told: those that it is for."""
    return Enterprise.objects.filter(pk__in=plan.target_enterprises.values("enterprise")).order_by("name")


def may_confirm(user: User, case: SuccessCase) -> bool:
    """Whether the person can confirm: a post or seat over the plan, and not the one who reported."""
    return case.reported_by_id != user.pk and holds(user, case.plan, *CONFIRMERS)


def may_answer_for(user: User, case: SuccessCase) -> bool:
    """Whether the person can say if the success lasts."""
    return may_write(user, case.plan) or holds(user, case.plan, *CONFIRMERS)


def open_questions(user: User) -> QuerySet[Reconfirmation]:
    """The yearly questions without an answer that the person may see, oldest first."""
    rows = Reconfirmation.objects.filter(answer="", success_case__in=SuccessCase.objects.visible_to(user))
    return rows.select_related("success_case__plan", "success_case__enterprise").order_by("year", "id")


def success_table(user: User, *, on: date | None = None) -> list[PlanSuccesses]:
    """Successes per plan as known on a day (today by default), in the same few queries whatever the number of plans.

    Rule: an SMI succeeded when it stands on the rung that the plan aimed at; capability alone is printed as
    capability (feature G6). Whether it lasts is what was last answered (feature G7).
    """
    day = on or timezone.localdate()
    answers = Reconfirmation.objects.exclude(answer="").filter(answered_on__lte=day).order_by("year")
    cases = SuccessCase.objects.filter(confirmed_on__lte=day).prefetch_related(
        Prefetch("reconfirmations", queryset=answers, to_attr="answers")
    )
    plans = Plan.objects.visible_to(user).select_related("region", "industry").order_by("title")
    plans = plans.prefetch_related("goals", Prefetch("success_cases", queryset=cases, to_attr="confirmed_cases"))
    return [_row(plan, day) for plan in plans if plan.goals.all()]


def _row(plan: Any, day: date) -> PlanSuccesses:
    goal = max((one.rung for one in plan.goals.all()), key=LADDER.index)
    counts = tuple((rung, sum(1 for case in plan.confirmed_cases if case.rung == rung)) for rung in LADDER)
    heard = [last_word(case, day) for case in plan.confirmed_cases if case.rung == goal]
    return PlanSuccesses(
        plan=plan,
        goal=goal,
        goal_label=str(Goal.Rung(goal).label),
        rungs=counts,
        reached=len(heard),
        confirmed=heard.count(Reconfirmation.Answer.STILL),
        lapsed=heard.count(Reconfirmation.Answer.LAPSED),
        no_contact=heard.count(Reconfirmation.Answer.NO_CONTACT),
        not_asked=heard.count(""),
    )


def last_word(case: Any, day: date) -> str:
    """What is known of a success in the year of a day; empty when its confirmation is of an earlier year and nobody
    answered since. An answer of an earlier year counts no more either, except that what lapsed stays lapsed."""
    last = case.answers[-1] if case.answers else None
    if last is not None and (last.year == day.year or last.answer == Reconfirmation.Answer.LAPSED):
        return last.answer
    return Reconfirmation.Answer.STILL.value if case.confirmed_on.year == day.year else ""
