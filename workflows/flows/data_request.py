"""Beside the stages of both variants: what somebody asks about his data is answered in time."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Begin, End, Step


class DataRequestFlow(Flow):
    """One task per request. Its hour is that of the request, 72 hours of the clock, not the days below."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Request about personal data")

    start = Begin().Next(this.answer)
    answer = Step(
        _("Answer a request about personal data"),
        who=Role.COORDINATOR,
        work="workflows.forms.data_requests.Answer",
        due=3,
    ).Next(this.end)
    end = End()
