"""What a plan still lacks, sentence by sentence, each naming the section where it is to be written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from liap.plans.models import Activity, Plan, Problem, Section

TOP_PROBLEMS = 3
# Process 5.3, stage 1: a facilitator works with a group of 3 to 30 SMIs.
LEAST_ENTERPRISES = 3


@dataclass(frozen=True)
class Gap:
    """Something that a complete plan has, as a sentence, and the section where it is to be written."""

    section: Section
    text: str

    def __str__(self) -> str:
        return self.text


def unanswered_problems(plan: Plan) -> list[Problem]:
    """The top three problems that neither an activity answers nor a reason explains."""
    top = plan.problems.order_by("rank").prefetch_related("activities")[:TOP_PROBLEMS]
    return [problem for problem in top if not problem.reason_unanswered.strip() and not _is_answered(problem)]


def _is_answered(problem: Problem) -> bool:
    return any(activity.state != Activity.State.CANCELLED for activity in problem.activities.all())


def gaps(plan: Plan) -> list[Gap]:
    """What must be filled before the plan can be put to the vote; empty when it is complete.

    An activity without institution and an indicator without means of verification cannot be saved in the first place.
    """
    return list(_gaps(plan))


def _gaps(plan: Plan) -> Iterator[Gap]:
    if not plan.objective.strip():
        yield Gap(Section.OBJECTIVE, _("Section objective and goal: write the general objective."))
    if not plan.goals.exists():
        yield Gap(Section.OBJECTIVE, _("Section objective and goal: set at least one goal with a number of SMIs."))
    if not plan.problems.exists():
        yield Gap(Section.PROBLEMS, _("Section problems: name at least one problem."))
    for problem in unanswered_problems(plan):
        text = _("Section problems: problem %(number)s has neither an activity that answers it nor a reason.")
        yield Gap(Section.PROBLEMS, text % {"number": problem.rank})
    activities = plan.activities.exclude(state=Activity.State.CANCELLED)
    if not activities.exists():
        yield Gap(Section.ACTIVITIES, _("Section support activities: plan at least one activity."))
    for activity in activities.filter(cost__gt=0, funding_source="", budget_lines__isnull=True):
        text = _("Section support activities: activity %(number)s costs money but names no funding source.")
        yield Gap(Section.ACTIVITIES, text % {"number": activity.number})
    if not plan.indicators.exists():
        yield Gap(Section.INDICATORS, _("Section indicators: set at least one indicator."))


def has_few_enterprises(plan: Plan) -> bool:
    """Whether the plan names fewer SMIs than make a group that a facilitator works with."""
    return plan.target_enterprises.count() < LEAST_ENTERPRISES


def warnings(plan: Plan) -> list[Gap]:
    """What a reader will miss, though the plan may be decided without it."""
    return list(_warnings(plan))


def _warnings(plan: Plan) -> Iterator[Gap]:
    targets = plan.target_enterprises.count()
    without = plan.target_enterprises.filter(baseline_turnover__isnull=True).count()
    if not targets:
        yield Gap(Section.TARGETS, _("Section target SMIs: no target SMI is named."))
    elif without:
        text = _("Section target SMIs: the baseline is missing for %(missing)s of %(all)s SMIs.")
        yield Gap(Section.TARGETS, text % {"missing": without, "all": targets})
    for indicator in plan.indicators.filter(target__isnull=True):
        text = _("Section indicators: indicator %(number)s has no target.")
        yield Gap(Section.INDICATORS, text % {"number": indicator.number})
    outside = Q(starts_on__lt=plan.starts_on) | Q(ends_on__gt=plan.ends_on)
    for activity in plan.activities.exclude(state=Activity.State.CANCELLED).filter(outside):
        text = _("Section support activities: activity %(number)s lies outside the period of the plan.")
        yield Gap(Section.ACTIVITIES, text % {"number": activity.number})
    if not plan.budget_lines.exists():
        yield Gap(Section.BUDGET, _("Section budget: no money is named."))


def dependency_cycle(plan: Plan) -> list[int]:
    """The numbers of activities that wait for each other in a circle, in order; empty when there is none."""
    pairs = Activity.depends_on.through.objects.filter(from_activity__plan=plan)
    edges: dict[int, list[int]] = {}
    for waiting, needed in pairs.values_list("from_activity__number", "to_activity__number"):
        edges.setdefault(waiting, []).append(needed)
    return find_cycle(edges)


def find_cycle(edges: dict[int, list[int]]) -> list[int]:
    """One circle in a graph, as the nodes along it; empty when there is none."""
    finished: set[int] = set()
    for start in sorted(edges):
        path: list[int] = []
        stack = [(start, iter(sorted(edges[start])))] if start not in finished else []
        path.extend(node for node, _rest in stack)
        while stack:
            node, rest = stack[-1]
            following = next((other for other in rest if other not in finished), None)
            if following is None:
                finished.add(node)
                stack.pop()
                path.pop()
            elif following in path:
                return path[path.index(following) :]
            else:
                path.append(following)
                stack.append((following, iter(sorted(edges.get(following, [])))))
    return []
