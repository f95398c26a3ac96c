"""Moving running cases to another version of their flows: looked at first, then whole cases, each in one act.

What was done stays where it was done. Only open tasks change their step, and only to a step of the same kind; a case
with an open task that has no place in the other version is refused and stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from viewflow.workflow.base import Flow

from liap.people.models import User
from liap.refusals import Conflict
from workflows import lifecycle
from workflows.lock import locked
from workflows.models import Case, Process, Task
from workflows.models.case import FINAL_STAGES
from workflows.models.work import INSTITUTION
from workflows.nodes import ForEach, Gather, Split, Step
from workflows.registry import UnknownFlow, flow_for


class CannotMigrate(Conflict):
    """An open task of the case has no place in the other version."""


@dataclass
class Passage:
    """What would happen to one case: its processes' new flows, its open tasks' new steps, or why not."""

    case: Case
    flows: list[tuple[Process, type[Flow]]] = field(default_factory=list)
    steps: list[tuple[Task, Step]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def passages(variant: str, before: int, to: int, renamed: Mapping[str, str]) -> list[Passage]:
    """What a migration would do, case by case, without doing it."""
    cases = Case.objects.filter(variant=variant, flow_version=before).exclude(stage__in=FINAL_STAGES)
    return [passage(case, to, renamed) for case in cases.select_related("plan__region").order_by("pk")]


def passage(case: Case, to: int, renamed: Mapping[str, str]) -> Passage:
    """What a migration would do to one case. `renamed`: old step to new step, where the name changed."""
    found = Passage(case)
    for process in case.processes.filter(finished__isnull=True).order_by("pk"):
        try:
            flow = flow_for(case.variant, to, process.stage)
        except UnknownFlow:
            found.refusals.append(_("The other version has no flow for “%(stage)s”.") % {"stage": process.stage})
            continue
        if flow is process.flow_class:
            continue
        found.flows.append((process, flow))
        for task in process.task_set.open().order_by("pk"):
            _place(found, task, flow, renamed)
    return found


def _place(found: Passage, task: Task, flow: type[Flow], renamed: Mapping[str, str]) -> None:
    old = task.flow_task.name
    name = renamed.get(old, old)
    node = next((one for one in flow.instance.nodes() if one.name == name), None)
    words = {"task": task.pk, "old": old, "new": name}
    if not isinstance(node, Step):
        found.refusals.append(_("Task %(task)s: the step “%(old)s” has no place in the other version.") % words)
    elif (node.who == INSTITUTION) != (task.role == INSTITUTION):
        found.refusals.append(_("Task %(task)s: “%(new)s” is done by others than “%(old)s”.") % words)
    elif _is_in_a_branch(node) != ("/" in str(task.token)):
        found.refusals.append(
            _("Task %(task)s: “%(new)s” is not parallel where “%(old)s” is, or is so alone.") % words
        )
    else:
        found.steps.append((task, node))


def _is_in_a_branch(node) -> bool:
    """Whether a join comes before the flow forks again or ends: then the step is one of several in parallel."""
    seen, waiting = set(), [node]
    while waiting:
        one = waiting.pop()
        for edge in one._outgoing():
            if isinstance(edge.dst, Gather):
                return True
            if edge.dst not in seen and not isinstance(edge.dst, ForEach | Split):
                seen.add(edge.dst)
                waiting.append(edge.dst)
    return False


def migrate(case: Case, *, to: int, renamed: Mapping[str, str], reason: str, by: User | None = None) -> Passage:
    """Moves one case with all its open work, and leaves one row in its history; or changes nothing at all."""
    with locked(case.pk) as fresh:
        if fresh.flow_version == to or fresh.stage in FINAL_STAGES:
            raise CannotMigrate(_("The case runs on this version already, or is over."))
        found = passage(fresh, to, renamed)
        if found.refusals:
            raise CannotMigrate(" ".join(found.refusals))
        before = fresh.flow_version
        for process, flow in found.flows:
            Process.objects.filter(pk=process.pk).update(flow_class=flow)
        for task, node in found.steps:
            Task.objects.filter(pk=task.pk).update(flow_task=node)
        fresh.flow_version = to
        lifecycle.write_move(fresh, "migrate", fresh.stage, by=by, reason=f"{before} → {to}: {reason}")
        return found
