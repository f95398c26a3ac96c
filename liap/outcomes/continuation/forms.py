"""The one form of the check after closing."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.adoption.models import Attestation
from liap.outcomes.continuation.actions import check_continuation
from liap.outcomes.continuation.queries import activities_of, questions_for
from liap.outcomes.forms.monitoring import FILE_HELP
from liap.outcomes.success.models import Reconfirmation
from liap.parts import PartsForm
from liap.people.access import posts_label
from liap.people.models import User
from liap.plans.models import Activity, Plan


class UseForm(forms.Form):
    """Is the model still in use, and what continues."""

    is_in_use = forms.TypedChoiceField(
        label=_("Is the model still in use?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("If not: why"), choices=[("", "—"), *Attestation.Reason.choices], required=False
    )
    activities = forms.ModelMultipleChoiceField(
        Activity.objects.none(),
        label=_("Activities that continue"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    changed = forms.CharField(
        label=_("What has changed since"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = forms.CharField(label=_("Evidence (what proves it)"), max_length=300, required=False)
    file = forms.FileField(label=_("File or photo"), required=False, help_text=FILE_HELP)

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activities"].queryset = activities_of(plan)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_in_use") is True and cleaned.get("reason"):
            self.add_error("reason", _("A model in use needs no reason; one that is not in use needs one."))
        if cleaned.get("is_in_use") is False and not cleaned.get("reason"):
            self.add_error("reason", _("Choose why the model is no longer in use."))
        if cleaned.get("file") and not cleaned.get("evidence"):
            self.add_error("evidence", _("Write what the file shows."))
        return cleaned


class SuccessesForm(forms.Form):
    """The question of this year about each success; what is left open stays open for later."""

    def __init__(self, *args, questions: list[Reconfirmation], **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        answers = [(value, capfirst(str(label))) for value, label in Reconfirmation.Answer.choices]
        for one in questions:
            self.fields[str(one.pk)] = forms.ChoiceField(
                label=str(one.success_case), choices=[("", "—"), *answers], required=False
            )

    def answers(self) -> dict[Reconfirmation, str]:
        given = self.cleaned_data
        return {one: given[str(one.pk)] for one in self.questions if given[str(one.pk)]}


class ContinuationForm(PartsForm):
    """Use and activities, and the successes of which nobody has said this year whether they last."""

    def __init__(self, data=None, files=None, *, task, plan: Plan, user: User):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        self.use = self.add(UseForm(data, files, plan=plan, prefix="use"), legend=_("Three years after closing"))
        questions = questions_for(user, plan, timezone.localdate())
        self.successes = SuccessesForm(data, questions=questions, prefix="success")
        if questions:
            self.add(self.successes, legend=_("Does each success last?"), help=_("Leave open what nobody could say."))

    def save(self, by: User) -> dict:
        answers = self.successes.answers() if self.successes.questions else {}
        row = check_continuation(self.plan, by=by, held_as=posts_label(by), answers=answers, **self.use.cleaned_data)
        return {"check": row.pk, "is_in_use": row.is_in_use, "reason": row.reason}
