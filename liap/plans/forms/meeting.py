"""The minutes of the meeting in which the working group decides on a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.fields import PastDayField
from liap.groups.actions import record_meeting
from liap.groups.forms import PresentField
from liap.groups.models import Meeting
from liap.groups.queries import members_on
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans.models import Plan, Section


class MeetingForm(forms.Form):
    """Who was there, who had a conflict of interest, and what was decided."""

    held_on = PastDayField(
        label=_("Held on"), future=_("The meeting lies in the future. Record it after it was held.")
    )
    place = forms.CharField(label=_("Place or medium"), max_length=150)
    present = PresentField(label=_("Present"))
    conflicted = PresentField(
        label=_("Conflict of interest"),
        help_text=_("For example an owner of a target SMI. These members are not counted for the quorum."),
    )
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Meeting.Decision.AGREED.value, _("the working group agrees to the plan")),
            (Meeting.Decision.RETURNED.value, _("return sections for revision")),
        ],
        widget=forms.RadioSelect,
    )
    sections = forms.MultipleChoiceField(
        label=_("Sections to return"), choices=Section.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("What is to be changed"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    conditions = forms.CharField(
        label=_("Conditions"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    dissent = forms.CharField(
        label=_("Dissent"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data=None, files=None, *, task, plan: Plan, user: User):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        self.fields["held_on"].initial = self.fields["held_on"].today = today_in(plan.region)
        for name in ("present", "conflicted"):
            self.fields[name].queryset = members_on(plan.working_group)

    @property
    def parts(self) -> list[forms.Form]:
        return [self]

    as_sections = parts

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == Meeting.Decision.RETURNED:
            if not cleaned.get("sections"):
                self.add_error("sections", _("Choose at least one section to return."))
            if not cleaned.get("reason"):
                self.add_error("reason", _("Say what is to be changed; the members see it on top of their task."))
        elif cleaned.get("sections"):
            self.add_error("decision", _("You chose sections to return. Choose “return” or clear the sections."))
        return cleaned

    def save(self, by: User) -> dict:
        answers = self.cleaned_data
        present, conflicted = set(answers["present"]), set(answers["conflicted"])
        members = self.fields["present"].queryset
        meeting = record_meeting(
            self.plan,
            purpose=Meeting.Purpose.APPROVAL,
            held_on=answers["held_on"],
            place=answers["place"],
            attendances=[(member, member in present, member in conflicted) for member in members],
            decision=answers["decision"],
            conditions=answers["conditions"],
            dissent=answers["dissent"],
            by=by,
        )
        return {
            "meeting": meeting.pk,
            "decision": answers["decision"],
            "sections": answers["sections"],
            "reason": answers["reason"],
        }
