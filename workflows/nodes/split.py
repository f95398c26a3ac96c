"""Opens parallel branches that the flow's table names."""

from viewflow.workflow import nodes
from viewflow.workflow.nodes.split import SplitActivation

from workflows.nodes.automatic import AutomaticActivation


class SplitIntoActivation(AutomaticActivation, SplitActivation):
    """A fork whose row is written once."""


class Split(nodes.Split):
    """viewflow's Split with our activation."""

    activation_class = SplitIntoActivation
