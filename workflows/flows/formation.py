"""What a working group still lacks while its plan is being made: tasks of the coordinator beside the stage."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows import effects
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Begin, Choose, End, ForEach, Gather, Step


class FormationFlow(Flow):
    """The signed decree is put on file, and every seat that stayed empty is settled."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Formation of the working group")

    start = Begin().Next(this.each_piece)
    each_piece = ForEach(effects.pieces).Do(this.which).Otherwise(this.end)
    which = Choose().Case(this.file_decree, effects.is_decree).Default(this.settle_seat)
    file_decree = Step(
        _("Put the signed decree on file"), who=Role.COORDINATOR, work="workflows.formation.forms.DecreeWork", due=15
    ).Next(this.settled)
    settle_seat = Step(
        _("Settle a vacant seat"), who=Role.COORDINATOR, work="workflows.formation.forms.SeatWork", due=10
    ).Next(this.settled)
    settled = Gather().Next(this.end)
    end = End()
