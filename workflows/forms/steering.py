"""What the coordinator says when a LIAP is stopped, resumed, given up or opened again, and who gets a task."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liap.groups.models import WorkingGroup
from liap.people.models import User
from liap.plans.forms import LetterForm
from liap.plans.models import Section
from workflows.assignment import candidates
from workflows.models import Case, Task
from workflows.variants import downgrade, groups_for, upgrade


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record and is shown in the history."),
    )

    @property
    def parts(self) -> list:
        return [self]


class AmendForm(ReasonForm):
    sections = forms.MultipleChoiceField(
        label=_("Sections to open"), choices=Section.choices, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["sections", "reason"]


class UpgradeForm(ReasonForm):
    """Which working group takes the plan over."""

    group = forms.ModelChoiceField(WorkingGroup.objects.none(), label=_("Working group"))
    field_order = ["group", "reason"]

    def __init__(self, *args, case: Case, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_for(case.plan)
        if len(found := list(groups_for(case.plan)[:2])) == 1:
            self.fields["group"].initial = found[0]

    def act(self, case: Case, *, by: User) -> None:
        upgrade(case, by=by, **self.cleaned_data)


class DowngradeForm(LetterForm):
    """The letter of the facilitator who takes the plan over, and why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record and is shown in the history."),
    )

    def __init__(self, *args, case: Case, user: User, **kwargs):
        super().__init__(*args, user=user, **kwargs)

    def act(self, case: Case, *, by: User) -> None:
        with transaction.atomic():
            downgrade(case, group=self.put_on_record(by), by=by, reason=self.cleaned_data["reason"])


class HandOverForm(ReasonForm):
    to = forms.ModelChoiceField(User.objects.none(), label=_("To whom"))
    field_order = ["to", "reason"]

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = candidates(task).exclude(pk=task.owner_id)


class MinutesForm(forms.Form):
    """How long the task took; nobody has to say."""

    minutes = forms.IntegerField(
        label=_("Minutes spent"),
        required=False,
        min_value=0,
        max_value=10000,
        help_text=_("Helps to see how much work the stages take."),
    )

    @property
    def parts(self) -> list:
        return [self]
