"""Reads of the engine: the inbox, the case file, the timeline, what is late and where it waits."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet
from viewflow.workflow import chart

from liap.audit.models import Event
from liap.people.access import absent_for
from liap.people.models import User
from workflows.assignment import APPROVERS, is_late, steers
from workflows.models import Case, Move, Process, Task, TaskAnswer
from workflows.models.case import FINAL_STAGES
from workflows.worklists import takeable_by


@dataclass(frozen=True)
class Inbox:
    """A person's work: `own` and `group` soonest due first (so overdue on top), `done` newest first.

    `standing_in`: tasks of people who are away and named this person as their substitute.
    """

    own: list[Task]
    group: list[Task]
    done: list[Task]
    standing_in: list[Task]


def _with_case(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related(
        "owner", "seat__institution", "organisation", "process__data_request", "case__plan__region",
        "case__plan__industry",
    )  # fmt: skip


def inbox(user: User, *, done_limit: int = 20) -> Inbox:
    """What the person has to do, could take from her group, and has done."""
    open_tasks = _with_case(Task.objects.human().open().not_resting())
    own = open_tasks.filter(owner=user).order_by(F("due_on").asc(nulls_last=True), "id")
    group = open_tasks.filter(takeable_by(user), owner__isnull=True).order_by(F("due_on").asc(nulls_last=True), "id")
    away = absent_for(user)
    standing_in = open_tasks.filter(owner__in=away).exclude(role__in=APPROVERS).order_by("due_on", "id")
    return Inbox(
        own=list(own),
        group=list(group[:200]),
        done=list(finished_by(user)[:done_limit]),
        standing_in=list(standing_in[:200]),
    )


def finished_by(user: User) -> QuerySet[Task]:
    """What the person has done, the newest first."""
    return _with_case(Task.objects.human()).filter(owner=user, status="DONE").order_by("-finished", "-pk")


def task_for(user: User, pk: int) -> QuerySet[Task]:
    """The task with this number if the person holds it, may take it, or may see its case; else nothing."""
    meant = Q(owner__in=[user.pk, *absent_for(user)]) | (Q(owner__isnull=True) & takeable_by(user))
    meant |= Q(case__in=Case.objects.visible_to(user))
    return _with_case(Task.objects.human()).filter(meant, pk=pk)


def cases(user: User) -> QuerySet[Case]:
    """The cases that the person may see, with the earliest open due date and the number of open and late tasks."""
    human = Q(tasks__flow_task_type="HUMAN", tasks__finished__isnull=True)
    late = human & is_late(prefix="tasks__")
    return (
        Case.objects.visible_to(user)
        .select_related("plan__region__parent", "plan__industry", "plan__working_group")
        .annotate(
            next_due=Min("tasks__due_on", filter=human),
            open_count=Count("tasks", filter=human, distinct=True),
            late_count=Count("tasks", filter=late, distinct=True),
        )
    )


def open_tasks(case: Case) -> list[Task]:
    """Who is next: the open human tasks of a case, soonest first."""
    return list(
        _with_case(Task.objects.filter(case=case).human().open()).order_by(F("due_on").asc(nulls_last=True), "id")
    )


def done_tasks(case: Case) -> list[Task]:
    """Every finished human task with who held which post, newest first."""
    return list(_with_case(Task.objects.filter(case=case).human()).filter(status="DONE").order_by("-finished", "-id"))


def answered_tasks(case: Case) -> list[tuple[Task, TaskAnswer | None]]:
    """Every finished human task with each answer to an additional question, or with None; in the order of time."""
    answers = Prefetch("answers", TaskAnswer.objects.select_related("question"))
    done = _with_case(Task.objects.filter(case=case).human()).filter(status="DONE").prefetch_related(answers)
    return [(task, row) for task in done.order_by("finished", "id") for row in task.answers.all() or [None]]


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the case's history. `kind` is the audit verb; `person` may be None for the system."""

    at: datetime
    kind: str
    person: User | None
    task: Task | None
    move: Move | None
    payload: dict


def timeline(case: Case, *, limit: int = 300) -> list[TimelineEntry]:
    """Every move, claim, release, hand-over, completion, paper and edit of a case, newest first."""
    events = Event.objects.filter(chain=f"plan:{case.plan_id}").select_related("by").order_by("-number")[:limit]
    answers = Prefetch("answers", TaskAnswer.objects.select_related("question"))
    human = Task.objects.filter(case=case).human().select_related("owner").prefetch_related(answers)
    tasks = {f"task:{task.pk}": task for task in human}
    moves = {move.number: move for move in case.moves.select_related("by", "plan_version")}
    return [
        TimelineEntry(
            at=event.at,
            kind=event.verb,
            person=event.by,
            task=tasks.get(event.subject),
            move=moves.get(event.payload.get("number")) if event.verb.startswith("case.") else None,
            payload=event.payload,
        )
        for event in events
    ]


def overdue(user: User, *, on: date | None = None) -> QuerySet[Task]:
    """Open human tasks past their due date in the cases the person may see, the latest first."""
    tasks = Task.objects.visible_to(user).human().open().not_resting().filter(is_late(on))
    return _with_case(tasks).order_by("due_on", "id")


def may_steer(user: User, case: Case) -> bool:
    """Whether the person coordinates the working group of this case."""
    return steers(user, case.plan)


def live_processes(case: Case) -> list[Process]:
    """The processes that run now, or the last one of a finished case."""
    live = list(case.processes.filter(finished__isnull=True).order_by("created"))
    return live or list(case.processes.order_by("-created")[:1])


def diagram(process: Process) -> str:
    """The live picture of a process as SVG, with done and open steps coloured."""
    flow = process.flow_class
    grid = chart.calc_layout_data(flow)
    chart.calc_cell_status(flow, grid, process.pk)
    # What was done before the case went to another version of the flow counts under the same name.
    names = {node.name: node for node in grid.nodes}
    for task in process.task_set.order_by("created"):
        node = names.get(task.flow_task.name)
        if node is not None and grid[node].status is None:
            grid[node].status = task.status
    return chart.grid_to_svg(grid)


def running_cases() -> QuerySet[Case]:
    """The cases which are neither closed, withdrawn nor rejected."""
    return Case.objects.exclude(stage__in=FINAL_STAGES)
