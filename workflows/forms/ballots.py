"""Deciding in writing: the coordinator chooses it, every member answers in one form."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.groups.ballots.actions import BallotIsClosed, cast
from liap.groups.ballots.models import Ballot
from liap.groups.ballots.models import Vote as Row
from liap.people.models import User
from workflows.assignment import local_today
from workflows.effects import refuse_without_decree
from workflows.forms import reviews
from workflows.forms.work import SectionChoice, Work, reason_field


class PlanReview(reviews.PlanReview):
    """Is the draft good enough to decide on, and does the group decide in a meeting or in writing?"""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("agreed", _("ready: the working group decides in a meeting")),
            ("in_writing", _("ready: the members vote in writing")),
            ("returned", _("return sections")),
        ],
        widget=forms.RadioSelect,
    )
    closes_on = DayField(
        label=_("Last day to answer in writing"),
        required=False,
        help_text=_("Only for votes in writing. Who does not answer by then counts as absent, not as agreeing."),
    )
    sections = SectionChoice()
    reason = reason_field(_("What is to be changed"))
    field_order = ["decision", "closes_on", "sections", "reason"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "in_writing":
            if not cleaned.get("closes_on"):
                self.add_error("closes_on", _("Choose the last day to answer."))
            elif cleaned["closes_on"] <= local_today(self.task.case):
                self.add_error("closes_on", _("Choose a day that is still to come."))
        return cleaned

    def save(self, by: User) -> dict:
        outcome = super().save(by)
        if outcome["decision"] != "in_writing":
            return {name: value for name, value in outcome.items() if name != "closes_on"}
        reviews.refuse_gaps(self.plan)
        refuse_without_decree(self.plan)
        return {**outcome, "closes_on": outcome["closes_on"].isoformat()}


class Vote(Work):
    """A member's answer; it is personal and given once."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=Row.Answer.choices, widget=forms.RadioSelect)
    reason = reason_field(_("Reason (needed when you do not agree)"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Row.Answer.DISAGREE and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why you do not agree; it is printed in the minutes."))
        return cleaned

    def save(self, by: User) -> dict:
        if self.task.due_on and self.task.due_on < local_today(self.task.case):
            raise BallotIsClosed(gettext("The last day to answer has passed. Nothing was recorded."))
        ballot = Ballot.objects.get(pk=self.task.data["ballot"])
        cast(ballot, seat=self.task.seat_id, by=by, **self.cleaned_data)
        return {"answer": self.cleaned_data["answer"]}
