"""One parallel branch per item, for example one task per member; viewflow's open package has no such node."""

from viewflow import this
from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.token import Token

from workflows.nodes.automatic import AutomaticActivation


class ForEachActivation(AutomaticActivation, SplitActivation):
    """Opens the branch once per item with the item as the task's data; with no item it goes straight on."""

    @Activation.status.super()
    def activate(self):
        self.next_tasks = list(self.flow_task._items(self))

    @Activation.status.super()
    def create_next(self):
        if not self.next_tasks:
            yield self.flow_task._otherwise._create(self, self.task.token)
            return
        tokens = Token.split_token_source(self.task.token, self.task.pk)
        for item in self.next_tasks:
            yield self.flow_task._branch._create(self, next(tokens), data=item)


class ForEach(nodes.Split):
    """`ForEach(items).Do(node).Otherwise(node)`: `items(activation)` yields JSON objects, one per branch."""

    activation_class = ForEachActivation

    def __init__(self, items, **kwargs):
        super().__init__(**kwargs)
        self._items = items
        self._branch = self._otherwise = None

    def Do(self, node):  # noqa: N802 -- the fluent style of viewflow's nodes
        self._branch = node
        return self

    def Otherwise(self, node):  # noqa: N802
        self._otherwise = node
        return self

    def _resolve(self, instance):
        super()._resolve(instance)
        self._items = this.resolve(instance, self._items)
        self._branch = this.resolve(instance, self._branch)
        self._otherwise = this.resolve(instance, self._otherwise)

    @property
    def _branches(self):
        return []

    def _outgoing(self):
        yield Edge(src=self, dst=self._branch, edge_class="next", label="")
        if self._otherwise:
            yield Edge(src=self, dst=self._otherwise, edge_class="default", label="")
