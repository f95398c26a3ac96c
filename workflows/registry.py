"""Which flow runs which stage, per variant and version; published versions stay as they are."""

import hashlib
import json

from django.utils.module_loading import import_string
from viewflow.workflow.base import Flow

FLOWS: dict[tuple[str, int], dict[str, str]] = {
    ("lwg_led", 1): {
        "formation": "workflows.flows.formation.FormationFlow",
        "planning": "workflows.flows.lwg_led.PlanningFlow",
        "approval": "workflows.flows.lwg_led.ApprovalFlow",
        "implementation": "workflows.flows.lwg_led.ImplementationFlow",
        "round": "workflows.flows.lwg_led.QuarterlyRoundFlow",
        "evaluation": "workflows.flows.lwg_led.EvaluationFlow",
    },
    ("lwg_led", 2): {
        "formation": "workflows.flows.formation.FormationFlow",
        "planning": "workflows.flows.lwg_led_2.PlanningFlow",
        "approval": "workflows.flows.lwg_led.ApprovalFlow",
        "implementation": "workflows.flows.lwg_led.ImplementationFlow",
        "round": "workflows.flows.lwg_led.QuarterlyRoundFlow",
        "evaluation": "workflows.flows.lwg_led.EvaluationFlow",
    },
    ("facilitator_led", 1): {
        "planning": "workflows.flows.facilitator_led.PlanningFlow",
        "approval": "workflows.flows.facilitator_led.ApprovalFlow",
        "implementation": "workflows.flows.facilitator_led.ImplementationFlow",
        "round": "workflows.flows.facilitator_led.MonthFlow",
        "visit": "workflows.flows.facilitator_led.VisitFlow",
        "evaluation": "workflows.flows.facilitator_led.EvaluationFlow",
    },
}


# What runs beside the stages of every variant and version, so that cases that began before have it as well.
BESIDE = {
    "funding": "workflows.flows.funding.FundingFlow",
    "contract": "workflows.flows.contract.ContractFlow",
    "continuation": "workflows.flows.continuation.ContinuationFlow",
    "attestation": "workflows.flows.attestation.AttestationFlow",
    "data_request": "workflows.flows.data_request.DataRequestFlow",
    "gaps": "workflows.flows.gaps.EvidenceGapsFlow",
}


class UnknownFlow(Exception):
    """No flow is registered for this variant, version and stage."""


def flow_for(variant: str, version: int, stage: str) -> type[Flow]:
    """The Flow class of a stage."""
    try:
        return import_string({**BESIDE, **FLOWS[variant, version]}[stage])
    except KeyError:
        raise UnknownFlow(f"{variant} v{version}: {stage}") from None


def newest_version(variant: str) -> int:
    """The version with which new cases begin."""
    return max(version for known, version in FLOWS if known == variant)


def flows_of(variant: str, stage: str) -> list[type[Flow]]:
    """The Flow classes of a stage in every version of a variant."""
    return [import_string(stages[stage]) for (known, _), stages in FLOWS.items() if known == variant]


def all_flows() -> list[type[Flow]]:
    """Every registered Flow class."""
    return [import_string(name) for stages in (*FLOWS.values(), BESIDE) for name in stages.values()]


def nodes_in_order(flow: type[Flow]) -> list:
    """The nodes of a flow in the order of its table; viewflow itself names them by the alphabet."""
    order = list(vars(flow))
    return sorted(flow.instance.nodes(), key=lambda node: order.index(node.name) if node.name in order else len(order))


def fingerprint(flow: type[Flow]) -> str:
    """A short hash of what running cases rely on: the nodes, what leads where, and who does a step by when."""
    rows = []
    for node in sorted(flow.instance.nodes(), key=lambda node: node.name):
        columns = [str(getattr(node, name, "")) for name in ("who", "work", "due", "move", "kind")]
        ways = sorted(f"{edge.dst.name}:{edge.edge_class}" for edge in node._outgoing())
        rows.append([node.name, type(node).__name__, *columns, ways])
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]
