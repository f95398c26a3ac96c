"""Beside the stages of both variants: the gaps of evidence are gone through before the evaluation."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows.beside import is_led_by_facilitator
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Begin, Choose, End, Step


class EvidenceGapsFlow(Flow):
    """One task per plan: what becomes of each gap that is still open."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Gaps of evidence")

    start = Begin().Next(this.whose)
    whose = Choose().Case(this.close_gaps_alone, is_led_by_facilitator).Default(this.close_gaps)
    close_gaps = Step(
        _("Go through the missing evidence"), who=Role.COORDINATOR, work="workflows.forms.gaps.Gaps", due=20
    ).Next(this.end)
    close_gaps_alone = Step(
        _("Go through the missing evidence"), who=Role.FACILITATOR, work="workflows.forms.gaps.Gaps", due=20
    ).Next(this.end)
    end = End()
