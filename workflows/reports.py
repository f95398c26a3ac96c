"""Which reports a running case still owes: what its flows will issue and have not issued yet.

A flow says itself which papers it issues, so a new flow needs no word here. A suspended case owes nothing, as its
clocks stand still; a quarter that the coordinator skipped is told as such.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from documents.dues.due import Due, Reason
from documents.listings.actions import quarter_of
from documents.models import Document
from liap.plans.models import Plan
from workflows.assignment import local_today
from workflows.models import Process, Task
from workflows.nodes import IssuePaper


def outstanding(plans: QuerySet[Plan]) -> Iterator[Due]:
    """The papers that the running stages and rounds of these plans owe, and the quarters that were skipped."""
    owing = Q(finished__isnull=True) & ~Q(case__stage="suspended")
    processes = Process.objects.filter(owing | Q(stage="round", data__has_key="skipped"), case__plan__in=plans)
    processes = processes.select_related("case__plan__region__parent", "case__plan__industry")
    issued = {
        (plan, kind): at
        for plan, kind, at in Document.objects.filter(plan__in=plans)
        .order_by()
        .values_list("plan", "kind")
        .annotate(at=Max("issued_at"))
    }
    next_steps = _next_steps(processes)
    for process in processes:
        for kind in papers_of_flow(process):
            if not _is_issued(process, issued.get((process.case.plan_id, kind))):
                yield _due(process, kind, next_steps.get(process.pk))


def papers_of_flow(process: Process) -> list[str]:
    """The kinds of papers that the flow of a process issues."""
    return sorted({node.kind for node in process.flow_class.instance.nodes() if isinstance(node, IssuePaper)})


def _is_issued(process: Process, last_at) -> bool:
    """Whether the paper is out. The diagnosis is made once for a plan; all others anew in each process."""
    return last_at is not None and (process.stage == "planning" or last_at >= process.created)


def _next_steps(processes: QuerySet[Process]) -> dict[int, Task]:
    """The open step of each process that is due first."""
    running = processes.filter(finished__isnull=True).order_by().values("pk")
    tasks = Task.objects.filter(process__in=running).human().open().filter(due_on__isnull=False)
    found: dict[int, Task] = {}
    for task in tasks.only("process", "due_on", "flow_task", "flow_task_type").order_by("due_on", "id"):
        found.setdefault(task.process_id, task)
    return found


def _due(process: Process, kind: str, step: Task | None) -> Due:
    return Due(
        plan=process.case.plan,
        kind=kind,
        period_on=_period(process),
        reason=_reason(process, step),
        due_on=step.due_on if step else None,
        step=str(step.title) if step else "",
        address=reverse("workflows:case", args=[process.case_id]),
    )


def _reason(process: Process, step: Task | None) -> Reason:
    if "skipped" in process.data:
        return Reason.SKIPPED
    is_late = step is not None and step.due_on < local_today(process.case)
    return Reason.LATE if is_late else Reason.UNDER_WAY


def _period(process: Process) -> date:
    if process.opened_for:
        return quarter_of(process.opened_for)
    began = timezone.localdate(process.created)
    return quarter_of(quarter_of(began) - timedelta(days=1) if process.stage == "round" else began)
