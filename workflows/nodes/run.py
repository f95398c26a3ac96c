"""A named consequence inside a stage, run in the same transaction as the step before it."""

from viewflow.workflow import nodes
from viewflow.workflow.nodes.func import FunctionActivation
from viewflow.workflow.status import STATUS

from workflows.nodes.automatic import AutomaticActivation


class RunActivation(AutomaticActivation, FunctionActivation):
    """Runs the function and lets its failure undo the whole act: a half-done consequence is never kept."""

    @FunctionActivation.status.transition(source=STATUS.NEW)
    def activate(self):
        self.flow_task._func(self)


class Run(nodes.Function):
    """`Run(func)`: calls `func(activation)`."""

    activation_class = RunActivation
