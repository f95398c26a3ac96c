"""Named consequences and conditions that only the flows of a facilitator mention; each runs under the case lock."""

from collections.abc import Iterator

from liap.groups.assignments.models import Assignment
from liap.plans import actions as plans
from liap.plans.models import Plan, Section
from liap.plans.queries import has_few_enterprises
from workflows.acting import actor
from workflows.assignment import local_today
from workflows.effects import last_outcome

DIAGNOSIS = (Section.SUPPLY_CHAIN, Section.PROBLEMS, Section.TARGETS)
DRAFTING = (
    Section.PROBLEMS,
    Section.OBJECTIVE,
    Section.ACTIVITIES,
    Section.ENTERPRISE_ACTIONS,
    Section.INDICATORS,
)


def is_confirmed(activation) -> bool:
    """Whether the head of the office has confirmed the assignment letter, be it for an earlier plan."""
    group = activation.process.case.plan.working_group_id
    return Assignment.objects.filter(working_group=group, confirmed_at__isnull=False).exists()


def is_declined(activation) -> bool:
    """Whether the head of the office declined the request."""
    return activation.task.previous.last().data.get("decision") == "declined"


def open_diagnosis(activation) -> None:
    """Chain, problems and the SMIs of the group can be written."""
    plans.open_sections(activation.process.case.plan, DIAGNOSIS, by=actor())


def open_drafting(activation) -> None:
    """Everything that a short plan has can be written."""
    plan = activation.process.case.plan
    plans.close_sections(plan, list(Section), by=actor())
    plans.open_sections(plan, drafting_of(plan), by=actor())


def drafting_of(plan: Plan) -> tuple[Section, ...]:
    """The sections of a short plan; the SMIs are asked for again where they do not make a group."""
    return (*DRAFTING, Section.TARGETS) if has_few_enterprises(plan) else DRAFTING


def is_visited_again(activation) -> bool:
    """Whether the head of the office asked for one more visit."""
    return activation.task.previous.last().data.get("decision") == "returned"


def return_of_sections(activation) -> list[dict]:
    """One task with everything that was returned, and the reason on top."""
    return [{"reason": last_outcome(activation.process).get("reason", "")}]


def begin_activities(activation) -> None:
    """All activities run: their owners gave their word before the approval."""
    plans.begin_all(activation.process.case.plan, by=actor())


def whole_work(activation) -> list[dict]:
    """The implementation ends with the plan; one that should be over has some days left to be closed."""
    case = activation.process.case
    return [{"due_on": case.plan.ends_on.isoformat()}] if case.plan.ends_on > local_today(case) else []


def is_end_of_quarter(activation) -> bool:
    """Whether the month is the last of a quarter, when the SMIs are asked three questions."""
    opened_for = activation.process.opened_for
    return opened_for is not None and opened_for.month % 3 == 0


def next_steps(activation) -> Iterator[dict]:
    """One branch per next step of the visit."""
    yield from activation.process.data.get("steps", [])


def is_for_the_head(activation) -> bool:
    """Whether the next step is the head's to do."""
    return activation.task.data.get("doer") == "office_head"
