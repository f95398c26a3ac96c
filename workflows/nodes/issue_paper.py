"""The row of a flow's table in which a paper is issued: its facts are stored now, its pages are drawn later."""

from viewflow.workflow import nodes

from workflows.nodes.run import RunActivation


class IssuePaperActivation(RunActivation):
    """Stores the document's row in the running transaction and goes on; nobody waits for a PDF."""


class IssuePaper(nodes.Function):
    """`IssuePaper("D3")`: the paper of this kind for the case and round of the process."""

    activation_class = IssuePaperActivation
    bpmn_element = "serviceTask"

    def __init__(self, kind: str, *, through, title=""):
        super().__init__(lambda activation: through(activation, kind))
        self.kind = kind
        self.task_title = title
