"""Waits for parallel branches; all of them, or until a condition lets it go on without the rest."""

from viewflow.workflow import nodes
from viewflow.workflow.nodes.join import JoinActivation


class GatherActivation(JoinActivation):
    """A join that keeps the process object of the branch which arrived, so that nothing is loaded twice."""

    @classmethod
    def create(cls, flow_task, prev_activation, token, data=None, seed=None):
        activation = super().create(flow_task, prev_activation, token, data=data, seed=seed)
        activation.task.process = activation.process = prev_activation.process
        return activation


class Gather(nodes.Join):
    """viewflow's Join with our activation."""

    activation_class = GatherActivation
