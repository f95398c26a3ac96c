"""Facts of D5f: the month as the visit log and the tasks tell it; nothing is typed twice."""

from calendar import monthrange
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from documents.facts import both
from documents.kinds.d5f_monthly import MonthFacts, NextStepLine
from liap.outcomes.visits.models import VisitStep
from liap.outcomes.visits.queries import visits_of
from liap.plans.queries import schedule
from workflows.models import Task
from workflows.papers.d5_quarterly import indicator_progress, progress_line, rungs_reached, values_until
from workflows.papers.dossier import Dossier, done_tasks, outcome_with
from workflows.papers.head import head
from workflows.papers.light_parts import Occasion, answers, facilitator_block, facilitator_of, visit_lines

DONE, OPEN, GIVEN_UP = _("done"), _("open"), _("cancelled")


def month_facts(dossier: Dossier) -> MonthFacts:
    """The month that the round was opened for."""
    plan, first = dossier.plan, month_of(dossier)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    number = dossier.process.round
    values = values_until(dossier)
    asked = answers(dossier, Occasion.QUARTER, number)
    return MonthFacts(
        head=head(dossier, facilitator_block(dossier)),
        year=first.year,
        month=first.month,
        facilitator=facilitator_of(dossier),
        visits=visit_lines(list(visits_of(plan, first, last))),
        steps=_steps(dossier, first, last),
        activities=tuple(progress_line(row) for row in schedule(plan, day=dossier.day)),
        indicators=tuple(indicator_progress(row, values, number) for row in plan.indicators.all()),
        rungs=rungs_reached(plan),
        remark=outcome_with(done_tasks(dossier.process), "remark").get("remark"),
        **({} if asked["answered"] == 0 else asked),
    )


def month_of(dossier: Dossier) -> date:
    """The first day of the month reported: the one the round was opened for, else the last one before it opened."""
    opened_for = dossier.process.opened_for
    if opened_for is None:
        opened_for = dossier.local_day(dossier.process.created).replace(day=1) - timedelta(days=1)
    return opened_for.replace(day=1)


def _steps(dossier: Dossier, first: date, last: date) -> tuple[NextStepLine, ...]:
    """The steps agreed, due, open or finished in the month, each once, by due date."""
    tasks = {
        task.data["visit_step"]: task
        for task in Task.objects.human().filter(case=dossier.case, process__stage="visit")
        if "visit_step" in task.data
    }
    rows = VisitStep.objects.filter(visit__plan=dossier.plan, visit__visited_on__lte=last).select_related("visit")
    return tuple(
        _step(row, tasks.get(row.pk))
        for row in rows.order_by("due_on", "id")
        if row.visit.visited_on >= first or _is_alive(dossier, tasks.get(row.pk), first)
    )


def _is_alive(dossier: Dossier, task: Task | None, first: date) -> bool:
    return task is not None and (task.finished is None or dossier.local_day(task.finished) >= first)


def _step(row: VisitStep, task: Task | None) -> NextStepLine:
    state = OPEN
    if task is not None and not task.is_open:
        state = DONE if task.status == "DONE" else GIVEN_UP
    return NextStepLine(
        statement=row.text,
        who=both(VisitStep.Doer(row.doer).label),
        due_on=task.due_on if task and task.due_on else row.due_on,
        state=both(state),
        result=(task.data.get("result") or None) if task else None,
    )
