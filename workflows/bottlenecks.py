"""Where LIAPs wait longest: days per step over finished and open tasks, without the days of a suspension."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from viewflow.workflow import chart
from viewflow.workflow.base import Flow

from liap.people.models import User
from workflows.figures import names_of_stages
from workflows.models import Case, Move, Task, Variant
from workflows.nodes import Step
from workflows.registry import nodes_in_order

DAY = 86_400
Spans = dict[int, list[tuple[datetime, datetime]]]


@dataclass(frozen=True)
class StepWait:
    """How long tasks of one step waited; `band` compares it with the slowest step of its flow (3 is the slowest)."""

    step: str
    title: str
    tasks: int
    open: int
    median_days: float | None
    longest_days: float | None
    band: int = 0

    @property
    def label(self) -> str:
        """The figures in words, so that no colour has to be told apart."""
        if self.median_days is None:
            return _("no task yet")
        words = {
            "median": number_format(self.median_days, 1),
            "longest": number_format(self.longest_days, 1),
        }
        return _("median %(median)s, longest %(longest)s days") % words


def step_waits(cases: QuerySet[Case], flow: type[Flow], stage: str) -> list[StepWait]:
    """One row per step of the flow, in its order; a step of an earlier version counts under its name."""
    waited: dict[str, list[float]] = defaultdict(list)
    waiting: dict[str, int] = defaultdict(int)
    tasks = Task.objects.human().filter(case__in=cases.order_by(), process__stage=stage).exclude(status="CANCELED")
    for task, days in _aged(tasks.only("case", "flow_task", "flow_task_type", "created", "finished", "status")):
        name = task.flow_task.name
        waited[name].append(days)
        waiting[name] += task.finished is None
    steps = [node for node in nodes_in_order(flow) if isinstance(node, Step)]
    medians = {name: median(days) for name, days in waited.items()}
    most = max((medians[node.name] for node in steps if node.name in medians), default=0)
    return [_row(node, waited.get(node.name), waiting[node.name], most) for node in steps]


def _row(node: Step, days: list[float] | None, open_now: int, most: float) -> StepWait:
    if not days:
        return StepWait(node.name, str(node.task_title), 0, 0, None, None)
    middle = median(days)
    band = 1 + min(2, int(3 * middle / most)) if most else 1
    return StepWait(
        step=node.name,
        title=str(node.task_title),
        tasks=len(days),
        open=open_now,
        median_days=round(middle, 1),
        longest_days=round(max(days), 1),
        band=band,
    )


@dataclass(frozen=True)
class Wait:
    """How long a step takes, counted as on the picture, and the one that has been open longest (days)."""

    title: str
    stage: str
    variant: str
    done: int
    median_days: float
    open: int
    longest_open: int | None


def slowest(user: User) -> list[Wait]:
    """The steps of all LIAPs that the person may see, the slowest first."""
    waited: dict[tuple[str, str, str], list[tuple[Task, float]]] = defaultdict(list)
    tasks = Task.objects.visible_to(user).human().exclude(status="CANCELED").select_related("process", "case")
    for task, days in _aged(tasks):
        waited[task.process.stage, task.case.variant, task.flow_task.name].append((task, days))
    stages = names_of_stages()
    rows = []
    for (stage, variant, _name), found in waited.items():
        waiting = [days for task, days in found if task.finished is None]
        row = Wait(
            title=str(found[-1][0].title),
            stage=stages[stage],
            variant=capfirst(Variant(variant).label),
            done=len(found) - len(waiting),
            median_days=round(median(days for _task, days in found), 1),
            open=len(waiting),
            longest_open=int(max(waiting)) if waiting else None,
        )
        rows.append(row)
    return sorted(rows, key=lambda row: max(row.median_days, row.longest_open or 0), reverse=True)


def _aged(tasks: QuerySet[Task]) -> Iterator[tuple[Task, float]]:
    """Each task with the days from its opening to its end, or to now, without those of a suspension of its case."""
    now, found = timezone.now(), list(tasks)
    rests = _suspensions({task.case_id for task in found}, now)
    for task in found:
        yield task, _days(task.created, task.finished or now, rests.get(task.case_id, []))


def _suspensions(cases: Iterable[int], now: datetime) -> Spans:
    """When each case rested; a suspension that goes on ends now."""
    spans: Spans = defaultdict(list)
    since: dict[int, datetime] = {}
    moves = Move.objects.filter(case__in=list(cases), name__in=("suspend", "resume", "withdraw"))
    for case, name, at in moves.order_by("case", "number").values_list("case", "name", "at"):
        if name == "suspend":
            since[case] = at
        elif case in since:
            spans[case].append((since.pop(case), at))
    for case, at in since.items():
        spans[case].append((at, now))
    return spans


def _days(begin: datetime, end: datetime, rests: list[tuple[datetime, datetime]]) -> float:
    rested = sum(max(0.0, (min(end, to) - max(begin, at)).total_seconds()) for at, to in rests)
    return max(0.0, ((end - begin).total_seconds() - rested) / DAY)


def picture(flow: type[Flow], rows: list[StepWait]) -> str:
    """The diagram of the flow with each step coloured by how long it waits, and the days written in its box."""
    grid = chart.calc_layout_data(flow)
    found = {row.step: row for row in rows}
    for node in grid.nodes:
        if row := found.get(node.name):
            cell = grid[node]
            cell.title = f"{row.title}: {row.label}"
            if row.median_days is not None:
                cell.status = f"wait-{row.band}"
                cell.shape.text.append((_short(row), "align-middle", 10, cell.shape.width / 2, cell.shape.height - 6))
    return chart.grid_to_svg(grid)


def _short(row: StepWait) -> str:
    words = {"median": number_format(row.median_days, 1), "longest": number_format(row.longest_days, 1)}
    return _("%(median)s / max. %(longest)s d") % words
