"""A step of a person: who does it, where the work is done and by when are columns of the flow's table."""

from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import STATUS

from workflows.assignment import due_on, only_candidate
from workflows.models import Task
from workflows.nodes.automatic import follow
from workflows.rules import terms


class StepActivation(ViewActivation):
    """Opens the task of a person with its due date, and assigns it when exactly one person can do it."""

    @classmethod
    def create(cls, flow_task, prev_activation, token, data=None, seed=None):
        process = prev_activation.process
        item = dict(data or {})
        holds = terms(process.case, process.stage, flow_task)
        task = Task(
            process=process,
            case=process.case,
            flow_task=flow_task,
            token=token,
            role=holds.who,
            seat_id=item.get("seat"),
            organisation_id=item.get("organisation"),
            data=item,
        )
        task.due_on = due_on(task, item.get("due_on"), holds.due)
        if owner := only_candidate(task):
            task.owner_id, task.status = owner, STATUS.ASSIGNED
        task.save(force_insert=True)
        follow(task, [prev_activation.task.pk])
        return cls(task)

    @Activation.status.transition(source=STATUS.ASSIGNED, target=STATUS.DONE)
    def finish(self):
        """Completes the task that its owner holds; unlike viewflow's own two steps, one write."""
        self.complete_task()

    def pass_by(self):
        """Goes on without the person; the task was cancelled because its time was over."""
        self._activate_next({self.flow_task._next._create(self, self.task.token)})

    def complete_task(self):
        self.task.save(
            update_fields=[
                "status", "finished", "data", "draft", "minutes", "held_as", "role", "seat", "organisation", "owner"
            ]
        )  # fmt: skip


class Step(nodes.View):
    """One row of a flow's table.

    title: what is to be done (translatable); who: a role or "institution"; work: dotted name of the form class in
    which it is done; due: working days from opening to the due date.
    """

    activation_class = StepActivation

    def __init__(self, title, *, who: str, work: str, due: int):
        super().__init__(view=None)
        self.task_title = title
        self.who, self.work, self.due = str(who), work, due
