"""Start-up checks: a flow that names something unknown, can be done by nobody or lacks the case lock is refused."""

from django.core.checks import Error, register
from django.utils.module_loading import import_string
from viewflow.workflow.nodes import View

from workflows.effects import CONSEQUENCES
from workflows.flows.published import PUBLISHED
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.models.case import Case
from workflows.models.work import ROLES_OF_TASKS
from workflows.nodes import Advance, IssuePaper, Step
from workflows.papers import KINDS
from workflows.registry import FLOWS, all_flows, fingerprint, flow_for


@register()
def check_flows(app_configs=None, **kwargs) -> list[Error]:
    """Every registered flow keeps the rules of this house."""
    return [error for flow in all_flows() for error in faults_of(flow)] + changed_graphs()


def changed_graphs() -> list[Error]:
    """The published flows whose graph is no longer what running cases rely on."""
    hint = (
        "Put the change into a new version beside this one. Only if no case has ever run on it, note the new "
        "fingerprint in workflows/flows/published.py."
    )
    found = []
    for (variant, version), stages in FLOWS.items():
        for stage in stages:
            now = fingerprint(flow_for(variant, version, stage))
            if now != (published := PUBLISHED.get((variant, version), {}).get(stage)):
                text = f"{variant} {version}, {stage}: the graph is {now}, published was {published}."
                found.append(Error(text, hint=hint, id="workflows.E008"))
    return found


def faults_of(flow) -> list[Error]:
    """What is wrong with one flow; empty when it may be used."""
    found = []
    if flow.lock_impl is not case_lock:
        found.append(Error("The flow lacks the case lock.", obj=flow, id="workflows.E001"))
    if (flow.process_class, flow.task_class) != (Process, Task):
        found.append(Error("The flow does not use our process and task tables.", obj=flow, id="workflows.E002"))
    for node in flow.instance.nodes():
        found += _faults_of_node(flow, node)
    return found


def _faults_of_node(flow, node) -> list[Error]:
    if isinstance(node, View) and not isinstance(node, Step):
        return [Error(f"{node.name}: a person's step must be a Step with a doer.", obj=flow, id="workflows.E003")]
    if isinstance(node, Step):
        return _faults_of_step(flow, node)
    if isinstance(node, Advance) and not (node.move in CONSEQUENCES and hasattr(Case, node.move)):
        return [Error(f"{node.name}: no such move: {node.move}", obj=flow, id="workflows.E006")]
    if isinstance(node, IssuePaper) and node.kind not in KINDS:
        return [Error(f"{node.name}: no such kind of paper: {node.kind}", obj=flow, id="workflows.E007")]
    return []


def _faults_of_step(flow, node) -> list[Error]:
    if node.who not in ROLES_OF_TASKS:
        return [Error(f"{node.name}: unknown role {node.who!r}.", obj=flow, id="workflows.E004")]
    try:
        import_string(node.work)
    except ImportError:
        return [Error(f"{node.name}: no form {node.work}.", obj=flow, id="workflows.E005")]
    return []
