"""A task in words: its title, and what it is about."""

from django.utils.text import capfirst

from liap.plans.models import Activity, Section
from workflows.models import Task


def named(task: Task) -> str:
    """The task with what it is about: of several sections or activities each is told apart."""
    number = task.data.get("activity")
    subject = subject_of(task, Activity.objects.in_bulk([number]) if number else {})
    return joined(str(task.title), subject)


def joined(title: str, subject: str) -> str:
    """A title with what it is about, where there is anything to tell it apart."""
    return f"{title}: {subject}" if subject else title


def subject_of(task: Task, activities: dict[int, Activity]) -> str:
    """What the task is about: a section, an activity out of these, or what was agreed; empty if its title says all."""
    if request := task.process.data_request if task.process.data_request_id else None:
        return capfirst(request.get_kind_display())
    if section := task.data.get("section"):
        return capfirst(Section(section).label)
    if activity := activities.get(task.data.get("activity")):
        return str(activity)
    return str(task.data.get("title") or "")
