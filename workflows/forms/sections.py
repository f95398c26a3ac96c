"""Editing one section of the plan."""

from liap.people.models import User
from liap.plans.forms import section_form
from liap.plans.models import Plan
from workflows.models import Task


class SectionWork:
    """The section's own form of the plan; completing the task hands the section in."""

    def __init__(self, data=None, files=None, *, task: Task, plan: Plan, user: User):
        self.form = section_form(task.data["section"], data, files, plan=plan, user=user)

    def __getattr__(self, name):
        return getattr(self.form, name)

    def save(self, by: User) -> dict:
        self.form.save(by)
        return {}
