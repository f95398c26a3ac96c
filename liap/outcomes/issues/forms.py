"""An issue with its owner, and how it ended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.outcomes.issues.models import Issue
from liap.outcomes.issues.queries import Owner, owners_for
from liap.people.forms import OnePart
from liap.plans.models import Plan


class PassForm(OnePart, forms.Form):
    """Who looks after it, and until when."""

    owner = forms.ChoiceField(label=_("Who looks after it"))
    due_on = DayField(label=_("By when"), required=False)

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.owners = owners_for(plan)
        self.fields["owner"].choices = [("", "—"), *((key, str(one)) for key, one in self.owners.items())]

    def clean_owner(self) -> Owner:
        return self.owners[self.cleaned_data["owner"]]


class IssueForm(PassForm):
    """A new entry of the register."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Issue.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ["kind", "text", "owner", "due_on"]

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, plan=plan, **kwargs)
        self.initial.setdefault("kind", Issue.Kind.ISSUE)


class CloseForm(OnePart, forms.Form):
    """How the issue ended."""

    how = forms.CharField(label=_("How it was closed"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
