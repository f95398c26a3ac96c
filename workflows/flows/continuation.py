"""After the last stage of both variants: what became of the plan, three years later."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows.beside import is_led_by_facilitator
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Begin, Choose, End, Step


class ContinuationFlow(Flow):
    """One task for the post that is responsible then, whoever holds it."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Three years after closing")

    start = Begin().Next(this.whose)
    whose = Choose().Case(this.look_back_alone, is_led_by_facilitator).Default(this.look_back)
    look_back = Step(
        _("Say what became of the closed plan"),
        who=Role.COORDINATOR,
        work="workflows.forms.continuation.Continuation",
        due=20,
    ).Next(this.end)
    look_back_alone = Step(
        _("Say what became of the closed plan"),
        who=Role.FACILITATOR,
        work="workflows.forms.continuation.Continuation",
        due=20,
    ).Next(this.end)
    end = End()
