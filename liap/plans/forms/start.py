"""The one page that starts a plan."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.groups.models import WorkingGroup
from liap.groups.queries import groups_coordinated_by
from liap.people.models import User
from liap.plans.actions import start_plan
from liap.plans.models import Industry, Plan


class StartPlanForm(forms.Form):
    """Five answers; everything else is written later, section by section."""

    working_group = forms.ModelChoiceField(WorkingGroup.objects.none(), label=_("Working group"))
    industry = forms.ModelChoiceField(Industry.objects.all(), label=_("Industry"))
    title = forms.CharField(label=_("Title"), max_length=200)
    starts_on = DayField(label=_("Starts on"))
    ends_on = DayField(label=_("Ends on"))

    def __init__(self, data=None, files=None, *, user: User):
        super().__init__(data, files)
        groups = groups_coordinated_by(user)
        self.fields["working_group"].queryset = groups
        if len(groups) == 1:
            self.fields["working_group"].initial = groups[0]
        self.fields["starts_on"].initial = timezone.localdate()

    @property
    def parts(self) -> list[forms.Form]:
        return [self]

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The plan must end after it starts. Choose a later day."))
        return cleaned

    def save(self, by: User) -> Plan:
        answers = dict(self.cleaned_data)
        return start_plan(answers.pop("working_group"), by=by, **answers)
