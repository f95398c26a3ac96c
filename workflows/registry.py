"""Which flow runs which stage, per variant and version; published versions stay as they are."""

from django.utils.module_loading import import_string
from viewflow.workflow.base import Flow

FLOWS: dict[tuple[str, int], dict[str, str]] = {
    ("lwg_led", 1): {
        "planning": "workflows.flows.lwg_led.PlanningFlow",
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


class UnknownFlow(Exception):
    """No flow is registered for this variant, version and stage."""


def flow_for(variant: str, version: int, stage: str) -> type[Flow]:
    """The Flow class of a stage."""
    try:
        return import_string(FLOWS[variant, version][stage])
    except KeyError:
        raise UnknownFlow(f"{variant} v{version}: {stage}") from None


def all_flows() -> list[type[Flow]]:
    """Every registered Flow class."""
    return [import_string(name) for stages in FLOWS.values() for name in stages.values()]
