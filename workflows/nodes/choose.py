"""A gateway that goes the first way whose condition holds, and hands on what the step before it asked for."""

from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.switch import SwitchActivation

from workflows.nodes.automatic import AutomaticActivation


class ChooseActivation(AutomaticActivation, SwitchActivation):
    """Passes its own item, or `data["next"]` of the step before it, to the chosen step."""

    @Activation.status.super()
    def activate(self):
        for node, condition in self.flow_task._branches:
            if condition is None or condition(self):
                self.next_task = node
                return

    @Activation.status.super()
    def create_next(self):
        data = self.task.data
        if not data and (before := self.task.previous.last()):
            data = before.data.get("next")
        yield self.next_task._create(self, self.task.token, data=data)


class Choose(nodes.Switch):
    """viewflow's Switch with our activation; the last way must be the `Default`."""

    activation_class = ChooseActivation
