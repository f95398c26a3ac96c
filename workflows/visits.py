"""Writing a visit down: it is recorded, and each of its next steps becomes a task, in one transaction."""

from datetime import date

from django.utils.translation import gettext as _

from liap.outcomes.visits.actions import record_visit
from liap.outcomes.visits.models import Visit
from liap.people.models import Role, User
from liap.plans.queries import holds
from liap.refusals import Conflict
from workflows import lifecycle
from workflows.acting import acting
from workflows.lock import locked
from workflows.models import Case, Variant
from workflows.models.case import Stage

OPEN_FOR_VISITS = (Stage.PLANNING, Stage.APPROVAL, Stage.IMPLEMENTATION)


class NoVisitsNow(Conflict):
    """The LIAP is not in a stage in which visits are written down."""


def may_log(user: User, case: Case) -> bool:
    """Whether the person may write a visit down now."""
    return (
        case.variant == Variant.FACILITATOR
        and case.stage in OPEN_FOR_VISITS
        and holds(user, case.plan, Role.FACILITATOR)
    )


def log_visit(
    case: Case,
    *,
    by: User,
    visited_on: date,
    place: str,
    topic: str,
    found: str,
    advice: str = "",
    enterprises=(),
    steps: list[tuple[str, date, str]],
) -> Visit:
    """Keeps the visit; a next step is (what, by when, who) and opens as a task with its own due date."""
    with locked(case.pk) as fresh, acting(by):
        if not may_log(by, fresh):
            raise NoVisitsNow(_("Visits are written down by the facilitator until the evaluation begins."))
        visit = record_visit(
            fresh.plan, by=by, visited_on=visited_on, place=place, topic=topic, found=found, advice=advice,
            enterprises=enterprises, steps=steps,
        )  # fmt: skip
        if steps:
            lifecycle.open_stage(fresh, "visit", data={"visit": visit.pk, "steps": _as_tasks(visit)})
        return visit


def _as_tasks(visit: Visit) -> list[dict]:
    return [
        {"visit_step": step.pk, "title": step.text, "due_on": step.due_on.isoformat(), "doer": step.doer}
        for step in visit.steps.all()
    ]
