"""Some months before the evaluation the missing evidence is gone through, once per plan (feature E3)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liap.outcomes.gaps.queries import Gap, gaps_by_plan, gaps_of
from liap.outcomes.models import Evaluation
from liap.outcomes.rules import months_later
from liap.people.models import Role, User
from liap.places.models import Region
from liap.plans.queries import holds
from workflows.beside import Opening, open_due
from workflows.models import Case, Stage, Variant
from workflows.rules import gap_months

STAGE = "gaps"


def opens_on(case: Case) -> date:
    """The day from which the list is gone through: so many months before the planned end, after which it is judged."""
    return months_later(case.plan.ends_on, -gap_months(case))


def open_lists(today: date | None = None) -> int:
    """Opens the task for each plan in implementation whose day has come and which has a gap; returns how many.

    Once per case, whatever became of the task; the database holds one process, too.
    """
    waiting = Case.objects.filter(stage=Stage.IMPLEMENTATION).exclude(processes__stage=STAGE)
    return open_due(STAGE, waiting, _due, today)


def _due(case: Case, day: date) -> list[Opening]:
    return [Opening()] if day >= opens_on(case) and gaps_of(case.plan) else []


def may_answer_again(user: User, case: Case) -> bool:
    """Whether the person corrects what was said about gaps: as who went through them, until the evaluation is done."""
    if case.stage not in (Stage.IMPLEMENTATION, Stage.EVALUATION):
        return False
    if Evaluation.objects.filter(plan=case.plan_id, rated_at__isnull=False).exists():
        return False
    role = Role.FACILITATOR if case.variant == Variant.FACILITATOR else Role.COORDINATOR
    return holds(user, case.plan, role)


@dataclass(frozen=True)
class RegionGaps:
    """How many running plans of a region miss evidence; SMIs are not counted here, only plans and indicators."""

    region: Region
    plans: int
    with_gaps: int
    indicators: int
    unanswered: int


def gaps_by_region(user: User) -> list[RegionGaps]:
    """The plans in implementation or evaluation that a person may see, with those that miss evidence (feature M4)."""
    cases = Case.objects.visible_to(user).filter(stage__in=(Stage.IMPLEMENTATION, Stage.EVALUATION))
    by_region: dict[Region, list] = defaultdict(list)
    for case in cases.select_related("plan__region").prefetch_related("plan__gap_answers"):
        by_region[case.plan.region].append(case.plan)
    found = gaps_by_plan([plan for plans in by_region.values() for plan in plans])
    rows = [_row(region, plans, found) for region, plans in by_region.items()]
    return sorted(rows, key=lambda row: (-row.with_gaps, row.region.name))


def _row(region: Region, plans: Sequence, found: dict[int, list[Gap]]) -> RegionGaps:
    lacking = [plan for plan in plans if found[plan.pk]]
    indicators = {gap.indicator.pk for plan in lacking for gap in found[plan.pk] if gap.indicator}
    return RegionGaps(
        region=region,
        plans=len(plans),
        with_gaps=len(lacking),
        indicators=len(indicators),
        unanswered=sum(1 for plan in lacking if not plan.gap_answers.all()),
    )
