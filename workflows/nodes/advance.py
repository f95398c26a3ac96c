"""The row of a flow's table in which the case itself moves to another stage."""

from viewflow.workflow import nodes

from workflows.nodes.run import RunActivation


class AdvanceActivation(RunActivation):
    """Calls the door of the lifecycle."""


class Advance(nodes.Function):
    """`Advance("submit")`: the case makes this move, through `workflows.lifecycle.advance`."""

    activation_class = AdvanceActivation

    def __init__(self, move: str, *, through, title=""):
        super().__init__(lambda activation: through(activation, move))
        self.move = move
        self.task_title = title
