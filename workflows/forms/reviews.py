"""The coordinator's reviews and the decision of the working group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.people.models import User
from liap.plans.forms import MeetingForm
from liap.plans.models import Section
from liap.plans.queries import gaps
from liap.refusals import Refusal
from workflows.effects import refuse_without_decree
from workflows.forms.work import ReturnableWork, SectionChoice, reason_field
from workflows.selections import refuse_open_selection

DIAGNOSIS = (Section.STAKEHOLDERS, Section.SUPPLY_CHAIN, Section.PROBLEMS)
DRAFTING = tuple(section for section in Section if section not in DIAGNOSIS)


class PlanIsIncomplete(Refusal):
    """The plan still has gaps that keep it from being decided on."""


class DiagnosisReview(ReturnableWork):
    """Is the diagnosis good enough to plan on?"""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("agreed", _("the diagnosis is complete")), ("returned", _("return parts"))],
        widget=forms.RadioSelect,
    )
    sections = SectionChoice(DIAGNOSIS)
    reason = reason_field(_("What is missing, or with which gap you go on"))

    def save(self, by: User) -> dict:
        if self.cleaned_data["decision"] == "agreed":
            refuse_open_selection(self.plan)
        return super().save(by)


class PlanReview(ReturnableWork):
    """Is the draft good enough for the working group to decide on?"""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("agreed", _("ready for the working group")), ("returned", _("return sections"))],
        widget=forms.RadioSelect,
    )
    sections = SectionChoice()
    reason = reason_field(_("What is to be changed"))

    def save(self, by: User) -> dict:
        if self.cleaned_data["decision"] == "agreed":
            refuse_gaps(self.plan)
            refuse_without_decree(self.plan)
        return super().save(by)


class GroupDecision(MeetingForm):
    """The minutes of the meeting in which the working group decided."""

    def save(self, by: User) -> dict:
        if self.cleaned_data["decision"] == "agreed":
            refuse_gaps(self.plan)
        return super().save(by)


def refuse_gaps(plan) -> None:
    """Raises PlanIsIncomplete with every gap in a sentence, so that the coordinator knows whom to ask."""
    if found := gaps(plan):
        raise PlanIsIncomplete(" ".join(str(gap) for gap in found))
