"""Reporting a success and answering the yearly question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.outcomes.success.models import Reconfirmation
from liap.outcomes.success.queries import enterprises_of
from liap.people.forms import OnePart
from liap.plans.models import Goal, Plan


class SuccessForm(OnePart, forms.Form):
    enterprise = forms.ModelChoiceField(None, label=_("SMI"))
    rung = forms.ChoiceField(label=_("Rung"), choices=Goal.Rung.choices)
    reached_on = DayField(label=_("Reached on"))
    certificate_number = forms.CharField(
        label=_("Certificate number"),
        max_length=100,
        required=False,
        help_text=_("Only for the rung “certificate”."),
    )
    description = forms.CharField(
        label=_("What proves it"),
        max_length=300,
        help_text=_("For example the number of an order, an invoice or a report of inspection."),
    )
    file = forms.FileField(label=_("File with the proof"), required=False)

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises_of(plan)


class AnswerForm(OnePart, forms.Form):
    answer = forms.ChoiceField(
        label=_("Is it still so?"), choices=Reconfirmation.Answer.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)
