"""Moving running cases to another version of their flows or rules: looked at first, then whole cases, each in one act.

Questions that other rules ask besides appear in open tasks and in those to come, or vanish from them. What was done
stays where it was done. Only open tasks change their step, and only to a step of the same kind; a case with an open
task that has no place in the other version is refused and stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from viewflow.workflow.base import Flow

from liap.people.models import User
from liap.refusals import Conflict
from workflows import lifecycle
from workflows.lock import locked
from workflows.models import Case, Process, Rulebook, StepQuestion, Task
from workflows.models.case import FINAL_STAGES
from workflows.models.work import INSTITUTION
from workflows.nodes import ForEach, Gather, Split, Step
from workflows.registry import UnknownFlow, flow_for


class CannotMigrate(Conflict):
    """An open task of the case has no place in the other version."""


@dataclass
class Passage:
    """What would happen to one case: its processes' new flows, its open tasks' new steps, or why not.

    rulebook: the rules that it would follow; appearing, vanishing: questions that they ask besides, or no longer ask.
    """

    case: Case
    rulebook: Rulebook | None = None
    appearing: list[StepQuestion] = field(default_factory=list)
    vanishing: list[StepQuestion] = field(default_factory=list)
    flows: list[tuple[Process, type[Flow]]] = field(default_factory=list)
    steps: list[tuple[Task, Step]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def passages(
    variant: str, before: int, to: int, renamed: Mapping[str, str], rules: int | None = None
) -> list[Passage]:
    """What a migration would do, case by case, without doing it."""
    cases = Case.objects.filter(variant=variant, flow_version=before).exclude(stage__in=FINAL_STAGES)
    related = cases.select_related("plan__region", "rulebook")
    return [passage(case, to, renamed, rules) for case in related.order_by("pk")]


def passage(case: Case, to: int, renamed: Mapping[str, str], rules: int | None = None) -> Passage:
    """What a migration would do to one case. `renamed`: old step to new step, where the name changed.

    rules: the version of the rules to which it goes, 0 for the process as it was delivered; None leaves it its own.
    """
    found = Passage(case, rulebook=case.rulebook)
    if rules is not None:
        _compare_rules(found, rules)
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


def _compare_rules(found: Passage, rules: int) -> None:
    known = Rulebook.objects.filter(variant=found.case.variant, number=rules)
    found.rulebook = known.first()
    if rules and found.rulebook is None:
        found.refusals.append(_("There is no version %(number)s of the rules.") % {"number": rules})
        return
    before, after = _asked_by(found.case.rulebook), _asked_by(found.rulebook)
    found.appearing = [question for key, question in after.items() if key not in before]
    found.vanishing = [question for key, question in before.items() if key not in after]


def _asked_by(rulebook: Rulebook | None) -> dict[tuple, StepQuestion]:
    """The questions of a version; one that is worded otherwise is another."""
    rows = StepQuestion.objects.filter(rule__rulebook=rulebook).select_related("rule") if rulebook else []
    return {(row.rule.stage, row.rule.step, *row.said.values()): row for row in rows}


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


def migrate(
    case: Case,
    *,
    to: int,
    renamed: Mapping[str, str],
    reason: str,
    by: User | None = None,
    rules: int | None = None,
) -> Passage:
    """Moves one case with all its open work, and leaves one row in its history; or changes nothing at all."""
    with locked(case.pk) as fresh:
        found = passage(fresh, to, renamed, rules)
        is_there = fresh.flow_version == to and found.rulebook == fresh.rulebook
        if fresh.stage in FINAL_STAGES or (is_there and not found.refusals):
            raise CannotMigrate(_("The case runs on this version already, or is over."))
        if found.refusals:
            raise CannotMigrate(" ".join(found.refusals))
        before = fresh.flow_version
        for process, flow in found.flows:
            Process.objects.filter(pk=process.pk).update(flow_class=flow)
        for task, node in found.steps:
            Task.objects.filter(pk=task.pk).update(flow_task=node)
        said = f"{before} → {to}"
        if found.rulebook != fresh.rulebook:
            said += ", " + _("rules %(before)s → %(to)s") % {
                "before": _number(fresh.rulebook),
                "to": _number(found.rulebook),
            }
        fresh.flow_version, fresh.rulebook = to, found.rulebook
        lifecycle.write_move(fresh, "migrate", fresh.stage, by=by, reason=f"{said}: {reason}")
        return found


def _number(rulebook: Rulebook | None) -> int:
    return rulebook.number if rulebook else 0
