"""One shape of a process, written with viewflow alone and with our nodes, to be measured side by side."""

from django.apps import AppConfig, apps
from django.urls import path
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.base import Flow
from viewflow.workflow.flow import FlowAppViewset, views

from liap.people.models import Role
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Begin, End, Gather, Split, Step

APP = "tests.benchmarks"
PERMISSION = "workflows.change_task"


def human() -> flow.View:
    """A step in viewflow's own view, open to those who have a permission."""
    return flow.View(views.UpdateProcessView.as_view(fields=[])).Permission(PERMISSION)


class StockFlow(Flow):
    """Start, two parallel steps, join, one step, end: viewflow's tables, lock and views."""

    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle().Next(this.fork)
    fork = flow.Split().Next(this.left).Next(this.right)
    left = human().Next(this.both)
    right = human().Next(this.both)
    both = flow.Join().Next(this.last)
    last = human().Next(this.end)
    end = flow.End()


def ours(title: str) -> Step:
    """A step of ours, open to the members of the working group."""
    return Step(title, who=Role.MEMBER, work="workflows.forms.work.Work", due=5)


class OurFlow(Flow):
    """The same with our tables, lock and nodes."""

    process_class, task_class, lock_impl = Process, Task, case_lock

    start = Begin().Next(this.fork)
    fork = Split().Next(this.left).Next(this.right)
    left = ours("Left").Next(this.both)
    right = ours("Right").Next(this.both)
    both = Gather().Next(this.last)
    last = ours("Last").Next(this.end)
    end = End()


urlpatterns = [path("stock/", FlowAppViewset(StockFlow).urls)]


def install(monkeypatch) -> None:
    """Makes viewflow find the flows of this module: it writes the label of the app into the rows."""
    monkeypatch.setitem(apps.app_configs, "benchmarks", AppConfig.create(APP))
