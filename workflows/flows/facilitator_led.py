"""The process led by a single facilitator (TPL-IKM), one flow per stage, for a region that cannot carry a group.

Source: a proposal of ours after the evaluation of 2021, which found that working groups cost too much time. Same case,
same content, same approval of a hash; three people: facilitator, head of the office, and somebody of the ministry.
"""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows import effects, facilitation
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Advance, Begin, Choose, End, ForEach, Gather, IssuePaper, Run, Step


class PlanningFlow(Flow):
    """The letter is confirmed, visits make a quick diagnosis, the head reads it, and the short plan is written."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Planning")

    start = Begin().Next(this.what_for)
    what_for = (
        Choose()
        .Case(this.reopen, effects.is_revision)
        .Case(this.issue_letter, facilitation.is_confirmed)
        .Default(this.assign)
    )
    assign = Step(
        _("Confirm the assignment letter"), who=Role.OFFICE_HEAD, work="workflows.forms.facilitator.Assign", due=5
    ).Next(this.is_assigned)
    is_assigned = Choose().Case(this.give_up, facilitation.is_declined).Default(this.issue_letter)
    give_up = Advance("withdraw", through=effects.advance, title=_("Decline the request")).Next(this.end)
    issue_letter = IssuePaper("D1f", through=effects.issue, title=_("Assignment letter (D1f)")).Next(
        this.open_diagnosis
    )

    open_diagnosis = Run(facilitation.open_diagnosis).Annotation(title=_("Open the diagnosis")).Next(this.diagnose)
    diagnose = Step(
        _("Write the quick diagnosis"),
        who=Role.FACILITATOR,
        work="workflows.forms.facilitator.QuickDiagnosis",
        due=15,
    ).Next(this.baseline)
    baseline = Step(
        _("Ask the SMIs three questions"), who=Role.FACILITATOR, work="workflows.forms.facilitator.Baseline", due=5
    ).Next(this.read_diagnosis)
    read_diagnosis = Step(
        _("Read the quick diagnosis"), who=Role.OFFICE_HEAD, work="workflows.forms.facilitator.ReadDiagnosis", due=5
    ).Next(this.is_diagnosis_complete)
    is_diagnosis_complete = (
        Choose().Case(this.visit_again, facilitation.is_visited_again).Default(this.issue_diagnosis)
    )
    visit_again = Step(
        _("Visit once more and complete the diagnosis"),
        who=Role.FACILITATOR,
        work="workflows.forms.facilitator.QuickDiagnosis",
        due=10,
    ).Next(this.read_diagnosis)
    issue_diagnosis = IssuePaper("D2f", through=effects.issue, title=_("Quick diagnosis (D2f)")).Next(
        this.open_drafting
    )

    open_drafting = Run(facilitation.open_drafting).Annotation(title=_("Open the sections")).Next(this.draft)
    draft = Step(
        _("Write the short plan"), who=Role.FACILITATOR, work="workflows.forms.facilitator.ShortPlan", due=10
    ).Next(this.submit)
    reopen = Run(effects.open_returned).Annotation(title=_("Open the returned sections")).Next(this.each_return)
    each_return = ForEach(facilitation.return_of_sections).Do(this.redraft).Otherwise(this.redraft)
    redraft = Step(
        _("Revise the short plan"), who=Role.FACILITATOR, work="workflows.forms.facilitator.ShortPlan", due=5
    ).Next(this.submit)
    submit = Advance("submit", through=effects.advance, title=_("Submit for approval")).Next(this.end)
    end = End()


class ApprovalFlow(Flow):
    """The head of the office approves the hash of one version; the ministry is told by the paper."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Approval")

    start = Begin().Next(this.head_decision)
    head_decision = Step(
        _("Decide on the plan"), who=Role.OFFICE_HEAD, work="workflows.forms.approvals.HeadDecision", due=5
    ).Next(this.judgement)
    judgement = (
        Choose()
        .Case(this.issue_refusal, effects.is_rejected)
        .Case(this.send_back, effects.is_returned)
        .Default(this.issue_plan)
    )
    send_back = Advance("send_back", through=effects.advance, title=_("Return for revision")).Next(this.end)
    issue_refusal = IssuePaper("D4f", through=effects.issue, title=_("Decision sheet (D4f)")).Next(this.reject)
    reject = Advance("reject", through=effects.advance, title=_("Reject")).Next(this.end)
    issue_plan = IssuePaper("D3f", through=effects.issue, title=_("Short plan (D3f)")).Next(this.issue_sheet)
    issue_sheet = IssuePaper("D4f", through=effects.issue, title=_("Decision sheet (D4f)")).Next(this.approve)
    approve = Advance("approve", through=effects.advance, title=_("Approve")).Next(this.end)
    end = End()


class ImplementationFlow(Flow):
    """The activities run; visits and months go on beside, until the facilitator closes the work."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Implementation")

    start = Begin().Next(this.begin)
    begin = Run(facilitation.begin_activities).Annotation(title=_("Let the activities run")).Next(this.until_the_end)
    until_the_end = ForEach(facilitation.whole_work).Do(this.finish).Otherwise(this.finish)
    finish = Step(
        _("Finish the implementation"), who=Role.FACILITATOR, work="workflows.forms.facilitator.FinishWork", due=10
    ).Next(this.begin_evaluation)
    begin_evaluation = Advance("begin_evaluation", through=effects.advance, title=_("Begin the evaluation")).Next(
        this.end
    )
    end = End()


class VisitFlow(Flow):
    """Every next step of a visit is a task with the date that was agreed there."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Next steps of a visit")

    start = Begin().Next(this.each_step)
    each_step = ForEach(facilitation.next_steps).Do(this.whose).Otherwise(this.end)
    whose = Choose().Case(this.step_of_the_head, facilitation.is_for_the_head).Default(this.next_step)
    next_step = Step(
        _("Carry out a next step"), who=Role.FACILITATOR, work="workflows.forms.facilitator.NextStep", due=10
    ).Next(this.carried_out)
    step_of_the_head = Step(
        _("Carry out a next step"), who=Role.OFFICE_HEAD, work="workflows.forms.facilitator.NextStep", due=10
    ).Next(this.carried_out)
    carried_out = Gather().Next(this.end)
    end = End()


class MonthFlow(Flow):
    """The month's report is made from the visit log; at the end of a quarter the SMIs are asked three questions."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Monthly report")

    start = Begin().Next(this.is_quarter)
    is_quarter = Choose().Case(this.check, facilitation.is_end_of_quarter).Default(this.report)
    check = Step(
        _("Ask the SMIs three questions"), who=Role.FACILITATOR, work="workflows.forms.facilitator.QuarterCheck", due=5
    ).Next(this.report)
    report = Step(
        _("Read and send the monthly report"),
        who=Role.FACILITATOR,
        work="workflows.forms.facilitator.MonthReport",
        due=5,
    ).Next(this.issue_report)
    issue_report = IssuePaper("D5f", through=effects.issue, title=_("Monthly report (D5f)")).Next(this.end)
    end = End()


class EvaluationFlow(Flow):
    """Three questions once more, then somebody of the ministry judges and the head of the office accepts."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Evaluation")

    start = Begin().Next(this.prepare)
    prepare = Run(effects.open_evaluation).Annotation(title=_("Prepare the evaluation")).Next(this.check)
    check = Step(
        _("Ask the SMIs three questions"), who=Role.FACILITATOR, work="workflows.forms.facilitator.LastCheck", due=5
    ).Next(this.judge)
    judge = Step(
        _("Judge the short plan"), who=Role.MINISTRY_REVIEWER, work="workflows.forms.facilitator.Judgement", due=10
    ).Next(this.accept)
    accept = Step(
        _("Accept the evaluation"), who=Role.OFFICE_HEAD, work="workflows.forms.evaluation.Acceptance", due=5
    ).Next(this.is_accepted)
    is_accepted = Choose().Case(this.judge, effects.is_evaluation_returned).Default(this.issue_evaluation)
    issue_evaluation = IssuePaper("D7f", through=effects.issue, title=_("Short evaluation (D7f)")).Next(this.close)
    close = Advance("close", through=effects.advance, title=_("Close")).Next(this.end)
    end = End()
