"""The end of a process, when no parallel branch is still open."""

from django.utils import timezone
from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.status import PROCESS

from workflows.nodes.automatic import AutomaticActivation


class LastActivation(AutomaticActivation, EndActivation):
    """Finishes the process in the transaction of the act; what fails here undoes the act."""

    @Activation.status.super()
    def activate(self):
        if self.process.task_set.filter(finished__isnull=True).exists():
            return
        self.process.status, self.process.finished = PROCESS.DONE, timezone.now()
        self.process.save(update_fields=["status", "finished"])


class End(nodes.End):
    """viewflow's End with our activation."""

    activation_class = LastActivation
