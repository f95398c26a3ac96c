"""Beside the stages of both variants: a facilitator's work is handed over before his contract ends."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows import contracts
from workflows.beside import is_led_by_facilitator
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Begin, Choose, End, ForEach, Gather, Step


class ContractFlow(Flow):
    """One task for the superior per end of a contract, due on that day."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("End of a facilitator's contract")

    start = Begin().Next(this.each_contract)
    each_contract = ForEach(contracts.contracts_of).Do(this.whose).Otherwise(this.end)
    whose = Choose().Case(this.hand_over_alone, is_led_by_facilitator).Default(this.hand_over)
    hand_over = Step(
        _("Hand over before the contract ends"),
        who=Role.COORDINATOR,
        work="workflows.forms.contract.ContractEnd",
        due=20,
    ).Next(this.settled)
    hand_over_alone = Step(
        _("Hand over before the contract ends"),
        who=Role.OFFICE_HEAD,
        work="workflows.forms.contract.ContractEnd",
        due=20,
    ).Next(this.settled)
    settled = Gather().Next(this.end)
    end = End()
