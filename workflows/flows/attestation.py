"""Beside the stages of both variants: the yearly word of the region, whatever became of its plans."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Begin, End, Step


class AttestationFlow(Flow):
    """One task a year for the head of the office."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Yearly word of the region")

    start = Begin().Next(this.say)
    say = Step(
        _("Say whether the model is still in use"),
        who=Role.OFFICE_HEAD,
        work="workflows.forms.attestation.Attestation",
        due=40,
    ).Next(this.end)
    end = End()
