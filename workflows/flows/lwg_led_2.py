"""Version 2 of the process led by a Local Working Group: the group decides in a meeting or in writing.

Everything before and after the decision is as in version 1, which stands beside it for the cases that began with it.
"""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow

from liap.people.models import Role
from workflows import effects
from workflows.lock import case_lock
from workflows.models import Process, Task
from workflows.nodes import Advance, Begin, Choose, End, ForEach, Gather, IssuePaper, Run, Step


class PlanningFlow(Flow):
    """Diagnosis, drafting, review and the decision of the working group, in a meeting or by votes in writing."""

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
        _("Review the draft plan"), who=Role.COORDINATOR, work="workflows.forms.ballots.PlanReview", due=5
    ).Next(this.is_draft_complete)
    is_draft_complete = (
        Choose()
        .Case(this.reopen, effects.has_returned_sections)
        .Case(this.open_ballot, effects.is_in_writing)
        .Default(this.decide)
    )
    reopen = Run(effects.open_returned).Annotation(title=_("Open the returned sections")).Next(this.each_returned)
    each_returned = ForEach(effects.returned_parts).Do(this.redraft).Otherwise(this.review)
    redraft = Step(
        _("Revise a returned section"), who=Role.MEMBER, work="workflows.forms.sections.SectionWork", due=5
    ).Next(this.redrafted)
    redrafted = Gather().Next(this.review)

    open_ballot = Run(effects.open_ballot).Annotation(title=_("Ask the members in writing")).Next(this.each_voter)
    each_voter = ForEach(effects.voters).Do(this.vote).Otherwise(this.count_votes)
    vote = Step(_("Vote on the plan in writing"), who=Role.MEMBER, work="workflows.forms.ballots.Vote", due=5).Next(
        this.voted
    )
    voted = Gather().Next(this.count_votes)
    count_votes = Run(effects.count_votes).Annotation(title=_("Count the votes")).Next(this.is_carried)
    is_carried = Choose().Case(this.submit, effects.is_carried).Default(this.review)

    decide = Step(
        _("Record the decision of the working group"),
        who=Role.COORDINATOR,
        work="workflows.forms.reviews.GroupDecision",
        due=10,
    ).Next(this.is_agreed)
    is_agreed = Choose().Case(this.reopen, effects.has_returned_sections).Default(this.submit)
    submit = Advance("submit", through=effects.advance, title=_("Submit for approval")).Next(this.end)
    end = End()
