"""Three years after a plan was closed somebody is asked what became of it, though everybody may have gone (E5)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from liap.outcomes.continuation.models import ContinuationCheck
from liap.outcomes.rules import months_later
from liap.people.access import regions_to_the_row
from liap.people.models import User
from liap.places.queries import day_in
from workflows.beside import Opening, open_due
from workflows.models import Case, Stage, Task
from workflows.rules import continuation_months

STAGE = "continuation"


def opens_on(case: Case) -> date | None:
    """The day on which the check of a closed case opens, in its region; None while it is not closed."""
    at = case.moves.filter(to_stage=Stage.CLOSED).aggregate(last=Max("at"))["last"]
    return _day(case, at) if at else None


def _day(case: Case, closed_at: datetime) -> date:
    closed_on = day_in(case.plan.region, closed_at)
    return months_later(closed_on, continuation_months(case))


def open_checks(today: date | None = None) -> int:
    """Opens the check of every closed case whose day has come; returns how many are new.

    Once per case; the database holds one process, too. Only a closed case has such a day; a plan that was withdrawn
    or rejected has none, and a suspended one is not closed.
    """
    waiting = Case.objects.filter(stage=Stage.CLOSED, moves__to_stage=Stage.CLOSED).exclude(processes__stage=STAGE)
    return open_due(STAGE, waiting.annotate(closed_at=Max("moves__at")), _due, today)


def _due(case: Case, day: date) -> list[Opening]:
    return [Opening()] if day >= _day(case, case.closed_at) else []


@dataclass(frozen=True)
class Continuation:
    """A closed plan that was asked about: the open task, or what was said.

    `tells_smis`: the counts of SMIs may be read; elsewhere the table of successes tells sums, if enough stand behind.
    """

    case: Case
    task: Task | None
    check: ContinuationCheck | None
    tells_smis: bool


def continuations(user: User) -> list[Continuation]:
    """Every check that was opened for the closed plans that a person may see, the open ones first."""
    cases = Case.objects.visible_to(user).filter(processes__stage=STAGE).select_related("plan__region")
    tasks = Task.objects.human().open().filter(case__in=cases, process__stage=STAGE).select_related("owner")
    open_ones = {task.case_id: task for task in tasks}
    rows = ContinuationCheck.objects.visible_to(user).select_related("by", "evidence").prefetch_related("activities")
    said = {row.plan_id: row for row in rows}
    to_the_row = set(regions_to_the_row(user).values_list("pk", flat=True))
    found = [
        Continuation(case, open_ones.get(case.pk), said.get(case.plan_id), case.plan.region_id in to_the_row)
        for case in cases.order_by("pk")
    ]
    return sorted(found, key=lambda row: row.task is None)


def continuation_of(case: Case) -> ContinuationCheck | None:
    """What was said about a closed case."""
    return ContinuationCheck.objects.filter(plan=case.plan_id).select_related("by", "evidence").first()
