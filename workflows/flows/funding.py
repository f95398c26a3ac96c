"""Beside the stages of both variants: money is proposed in its window for what the plan cannot pay."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows import funding
from workflows.beside import is_led_by_facilitator
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Begin, Choose, End, ForEach, Gather, Step


class FundingFlow(Flow):
    """One task per activity that lacks money, due when the window of its source opens."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Proposing money")

    start = Begin().Next(this.each_gap)
    each_gap = ForEach(funding.gaps_of).Do(this.whose).Otherwise(this.end)
    whose = Choose().Case(this.propose_alone, is_led_by_facilitator).Default(this.propose)
    propose = Step(
        _("Propose money for an activity"), who=Role.COORDINATOR, work="workflows.forms.funding.Proposal", due=20
    ).Next(this.proposed)
    propose_alone = Step(
        _("Propose money for an activity"), who=Role.FACILITATOR, work="workflows.forms.funding.Proposal", due=20
    ).Next(this.proposed)
    proposed = Gather().Next(this.end)
    end = End()
