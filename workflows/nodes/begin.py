"""The beginning of a process, called by the engine with the case, the round and the acting person."""

from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.start import StartHandleActivation
from viewflow.workflow.status import STATUS

from workflows.models import Case, Process


class BeginActivation(StartHandleActivation):
    """Creates the process of a case; the caller holds the case lock, so none is taken here."""

    @Activation.status.transition(source=STATUS.NEW)
    def execute(self):
        self.process.save(force_insert=True)
        self.complete()
        self.activate_next()


class Begin(nodes.StartHandle):
    """Starts a flow for a case. `run` returns the saved process with its first tasks open."""

    activation_class = BeginActivation

    def run(self, *, case: Case, stage: str, round: int, data: dict | None = None, **about: object) -> Process:
        activation = self.activation_class.create(self, None, None)
        process = activation.process
        process.case, process.stage, process.round = case, stage, round
        process.data = data or {}
        for name, value in about.items():
            setattr(process, name, value)
        activation.task.case = case
        activation.execute()
        return process
