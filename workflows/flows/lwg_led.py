"""The process led by a Local Working Group, one flow per stage.

Source: technical guideline of the Ministry of Industry and JICA (2016), chapters 3.2 to 3.5. Deadlines are our own
proposals in working days. Columns of a step: what, who, where the work is done, due; then what comes next.
"""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows import effects
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.models.work import INSTITUTION
from workflows.nodes import Advance, Begin, Choose, End, ForEach, Gather, IssuePaper, Run, Split, Step


class PlanningFlow(Flow):
    """Diagnosis, drafting, review and the decision of the working group."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Planning")

    start = Begin().Next(this.what_for)
    what_for = Choose().Case(this.reopen, effects.is_revision).Default(this.open_diagnosis)

    open_diagnosis = Run(effects.open_diagnosis).Annotation(title=_("Open the diagnosis")).Next(this.each_member)
    each_member = ForEach(effects.diagnosis_shares).Do(this.diagnose).Otherwise(this.review_diagnosis)
    diagnose = Step(
        _("Diagnose the industry"), who=Role.MEMBER, work="workflows.forms.sections.SectionWork", due=15
    ).Next(this.diagnosed)
    diagnosed = Gather().Next(this.review_diagnosis)
    review_diagnosis = Step(
        _("Review the diagnosis"), who=Role.COORDINATOR, work="workflows.forms.reviews.DiagnosisReview", due=5
    ).Next(this.is_diagnosis_complete)
    is_diagnosis_complete = (
        Choose().Case(this.reopen_diagnosis, effects.has_returned_sections).Default(this.issue_diagnosis)
    )
    reopen_diagnosis = (
        Run(effects.open_returned).Annotation(title=_("Open the returned parts")).Next(this.each_diagnosis_part)
    )
    each_diagnosis_part = ForEach(effects.returned_parts).Do(this.complete_diagnosis).Otherwise(this.review_diagnosis)
    complete_diagnosis = Step(
        _("Complete the diagnosis"), who=Role.MEMBER, work="workflows.forms.sections.SectionWork", due=5
    ).Next(this.diagnosis_completed)
    diagnosis_completed = Gather().Next(this.review_diagnosis)
    issue_diagnosis = IssuePaper("D2", through=effects.issue, title=_("Diagnosis report (D2)")).Next(
        this.open_drafting
    )

    open_drafting = Run(effects.open_drafting).Annotation(title=_("Open the sections")).Next(this.each_section)
    each_section = ForEach(effects.drafting_sections).Do(this.draft).Otherwise(this.review)
    draft = Step(_("Draft a section"), who=Role.MEMBER, work="workflows.forms.sections.SectionWork", due=20).Next(
        this.drafted
    )
    drafted = Gather().Next(this.review)
    review = Step(
        _("Review the draft plan"), who=Role.COORDINATOR, work="workflows.forms.reviews.PlanReview", due=5
    ).Next(this.is_draft_complete)
    is_draft_complete = Choose().Case(this.reopen, effects.has_returned_sections).Default(this.decide)
    reopen = Run(effects.open_returned).Annotation(title=_("Open the returned sections")).Next(this.each_returned)
    each_returned = ForEach(effects.returned_parts).Do(this.redraft).Otherwise(this.review)
    redraft = Step(
        _("Revise a returned section"), who=Role.MEMBER, work="workflows.forms.sections.SectionWork", due=5
    ).Next(this.redrafted)
    redrafted = Gather().Next(this.review)

    decide = Step(
        _("Record the decision of the working group"),
        who=Role.COORDINATOR,
        work="workflows.forms.reviews.GroupDecision",
        due=10,
    ).Next(this.is_agreed)
    is_agreed = Choose().Case(this.reopen, effects.has_returned_sections).Default(this.submit)
    submit = Advance("submit", through=effects.advance, title=_("Submit for approval")).Next(this.end)
    end = End()


class ApprovalFlow(Flow):
    """Approval of the hash of one plan version; the ministry's comment is advice, its silence is recorded."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Approval")

    start = Begin().Next(this.ask)
    ask = (
        Split()
        .Next(this.head_decision)
        .Next(this.budget_check, case=effects.is_budget_asked)
        .Next(this.ministry_comment, case=effects.is_ministry_asked)
    )
    head_decision = Step(
        _("Decide on the plan"), who=Role.OFFICE_HEAD, work="workflows.forms.approvals.HeadDecision", due=10
    ).Next(this.judged)
    budget_check = Step(
        _("Check the budget"), who=Role.BUDGET_OFFICER, work="workflows.forms.approvals.BudgetCheck", due=10
    ).Next(this.judged)
    ministry_comment = Step(
        _("Comment on the plan (advice)"),
        who=Role.MINISTRY_REVIEWER,
        work="workflows.forms.approvals.MinistryComment",
        due=15,
    ).Next(this.judged)
    judged = Gather(continue_on_condition=effects.is_judged).Next(this.judgement)
    judgement = (
        Choose()
        .Case(this.issue_refusal, effects.is_rejected)
        .Case(this.send_back, effects.is_returned)
        .Default(this.issue_plan)
    )
    send_back = Advance("send_back", through=effects.advance, title=_("Return for revision")).Next(this.end)
    issue_refusal = IssuePaper("D4", through=effects.issue, title=_("Minutes (D4)")).Next(this.reject)
    reject = Advance("reject", through=effects.advance, title=_("Reject")).Next(this.end)
    issue_plan = IssuePaper("D3", through=effects.issue, title=_("Action plan (D3)")).Next(this.issue_minutes)
    issue_minutes = IssuePaper("D4", through=effects.issue, title=_("Minutes of approval (D4)")).Next(this.approve)
    approve = Advance("approve", through=effects.advance, title=_("Approve")).Next(this.end)
    end = End()


class ImplementationFlow(Flow):
    """Each support activity is asked of its institution, accepted or declined, run, and done or cancelled."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Implementation")

    start = Begin().Next(this.request)
    request = Run(effects.request_activities).Annotation(title=_("Request the activities")).Next(this.each_activity)
    each_activity = ForEach(effects.requested_activities).Do(this.is_running).Otherwise(this.finish)
    is_running = Choose().Case(this.carry_out, effects.is_running).Default(this.answer)
    answer = Step(
        _("Accept or decline an activity"), who=INSTITUTION, work="workflows.forms.activities.Answer", due=10
    ).Next(this.is_accepted)
    is_accepted = Choose().Case(this.carry_out, effects.is_accepted).Default(this.settle)
    settle = Step(
        _("Decide on a declined activity"), who=Role.COORDINATOR, work="workflows.forms.activities.Resolve", due=10
    ).Next(this.is_asked_again)
    is_asked_again = Choose().Case(this.answer, effects.is_asked_again).Default(this.over)
    carry_out = Step(
        _("Carry out an activity and report"), who=INSTITUTION, work="workflows.forms.activities.Report", due=20
    ).Next(this.over)
    over = Gather().Next(this.finish)
    finish = Step(
        _("Finish the implementation"), who=Role.COORDINATOR, work="workflows.forms.activities.Finish", due=10
    ).Next(this.begin_evaluation)
    begin_evaluation = Advance("begin_evaluation", through=effects.advance, title=_("Begin the evaluation")).Next(
        this.end
    )
    end = End()


class QuarterlyRoundFlow(Flow):
    """The data of a quarter, the review meeting, the quarterly report, and decisions as tasks."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Quarterly round")

    start = Begin().Next(this.ask)
    ask = Split().Next(this.report_indicators).Next(this.report_money)
    report_indicators = Step(
        _("Report the indicators"), who=Role.FACILITATOR, work="workflows.forms.rounds.Indicators", due=10
    ).Next(this.reported)
    report_money = Step(
        _("Report the money spent"), who=Role.BUDGET_OFFICER, work="workflows.forms.rounds.Money", due=10
    ).Next(this.reported)
    reported = Gather().Next(this.review_meeting)
    review_meeting = Step(
        _("Hold the review meeting"), who=Role.COORDINATOR, work="workflows.forms.rounds.ReviewMeeting", due=5
    ).Next(this.issue_report)
    issue_report = IssuePaper("D5", through=effects.issue, title=_("Quarterly report (D5)")).Next(this.each_decision)
    each_decision = ForEach(effects.corrective_tasks).Do(this.correct).Otherwise(this.end)
    correct = Step(
        _("Carry out a decision of the meeting"), who=Role.MEMBER, work="workflows.forms.rounds.Correction", due=20
    ).Next(this.corrected)
    corrected = Gather().Next(this.end)
    end = End()


class EvaluationFlow(Flow):
    """Verdicts with evidence, ratings by the tables, comments of the members, acceptance and closing."""

    process_class, task_class, lock_impl = Process, Task, case_lock
    process_title = _("Evaluation")

    start = Begin().Next(this.prepare)
    prepare = Run(effects.open_evaluation).Annotation(title=_("Prepare the evaluation")).Next(this.verdicts)
    verdicts = Step(
        _("Judge the indicators"), who=Role.EVALUATOR, work="workflows.forms.evaluation.Verdicts", due=20
    ).Next(this.ratings)
    ratings = Step(_("Rate the criteria"), who=Role.EVALUATOR, work="workflows.forms.evaluation.Ratings", due=10).Next(
        this.each_commenter
    )
    each_commenter = ForEach(effects.commenters).Do(this.comment).Otherwise(this.accept)
    comment = Step(
        _("Comment on the evaluation"), who=Role.MEMBER, work="workflows.forms.evaluation.Comment", due=10
    ).Next(this.commented)
    commented = Gather().Next(this.accept)
    accept = Step(
        _("Accept the evaluation"), who=Role.COORDINATOR, work="workflows.forms.evaluation.Acceptance", due=5
    ).Next(this.is_accepted)
    is_accepted = Choose().Case(this.verdicts, effects.is_evaluation_returned).Default(this.issue_evaluation)
    issue_evaluation = IssuePaper("D7", through=effects.issue, title=_("Evaluation report (D7)")).Next(this.close)
    close = Advance("close", through=effects.advance, title=_("Close")).Next(this.end)
    end = End()
