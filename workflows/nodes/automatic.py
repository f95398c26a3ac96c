"""Steps without a person: their row is written once, as done."""

from collections.abc import Iterable

from django.utils import timezone
from viewflow.workflow.activation import Activation
from viewflow.workflow.status import STATUS

from workflows.models import Task


class AutomaticActivation(Activation):
    """Stores the step as done when it opens: until the transaction ends nobody sees it, if it fails nobody will."""

    @classmethod
    def create(cls, flow_task, prev_activation, token, data=None, seed=None):
        task = done_task(flow_task, prev_activation.process, token, data)
        follow(task, [prev_activation.task.pk])
        task.status = STATUS.NEW
        return cls(task)

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.DONE)
    def complete(self):
        """Nothing is left to write."""


def done_task(flow_task, process, token, data=None) -> Task:
    """The stored row of a step that needs nobody."""
    task = Task(process=process, case=process.case, flow_task=flow_task, token=token, data=data or {})
    task.status, task.finished = STATUS.DONE, timezone.now()
    task.save(force_insert=True)
    return task


def follow(task: Task, previous: Iterable[int]) -> None:
    """Notes after which tasks this one came."""
    link = Task.previous.through
    link.objects.bulk_create(link(from_task_id=task.pk, to_task_id=pk) for pk in previous)
