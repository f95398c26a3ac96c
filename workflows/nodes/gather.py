"""Waits for parallel branches; all of them, or until a condition lets it go on without the rest."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from viewflow import this
from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.join import JoinActivation
from viewflow.workflow.status import STATUS
from viewflow.workflow.token import Token

from liap.prepared import Later, Prepared
from workflows.models import Task
from workflows.models.work import OPEN
from workflows.nodes.automatic import done_task, follow

BRANCHES = Prepared(
    lambda: (
        Task.objects.filter(process=Later("process"), token__contains="/")  # noqa: S106 -- not a secret
        .order_by()
        .values_list("pk", "status", "token", Exists(Task.previous.through.objects.filter(to_task=OuterRef("pk"))))
    )
)


class GatherActivation(JoinActivation):
    """A join that leaves no row until it goes on: the tasks of the branches say by themselves who has arrived.

    Branches are told by their token, "start/7_2" for the second branch of the split with number 7. All is decided
    under the case lock, so two branches that arrive at once are seen one after the other.
    """

    @classmethod
    def create(cls, flow_task, prev_activation, token, data=None, seed=None):
        process = prev_activation.process
        task = Task(process=process, case=process.case, flow_task=flow_task, token=token.get_base_split_token())
        activation = cls(task)
        activation.prefix = token.get_common_split_prefix(task.token, prev_activation.task.pk)
        return activation

    def __eq__(self, other):
        return type(other) is type(self) and self._place() == other._place()

    def __hash__(self):
        return hash(self._place())

    def _place(self):
        return self.process.pk, self.flow_task.name, self.prefix

    @Activation.status.transition(source=STATUS.NEW)
    def activate(self):
        """Looks who has arrived and who is still on the way."""
        rows = [row for row in BRANCHES(process=self.process.pk) if row[2].startswith(self.prefix)]
        self.on_the_way = [pk for pk, status, _token, _passed in rows if status in OPEN]
        ends = [(pk, Token(token)) for pk, status, token, passed in rows if status == STATUS.DONE and not passed]
        self.arrived = [pk for pk, token in ends if token.get_base_split_token() == self.task.token]
        # A branch within a branch that has not come out of its own join yet.
        self.on_the_way += [pk for pk, _token in ends if pk not in self.arrived]

    def is_done(self) -> bool:
        if not self.on_the_way:
            return True
        condition = self.flow_task._continue_on_condition
        return bool(condition and condition(self, self.on_the_way))

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.DONE, conditions=[this.is_done])
    def complete(self):
        """Cancels those who are no longer waited for, and notes the join after all who arrived."""
        if self.on_the_way:
            late = self.process.task_set.filter(pk__in=self.on_the_way, status__in=OPEN)
            late.update(status=STATUS.CANCELED, finished=timezone.now())
        self.task = done_task(self.flow_task, self.process, self.task.token)
        follow(self.task, self.arrived)


class Gather(nodes.Join):
    """viewflow's Join with our activation."""

    activation_class = GatherActivation
