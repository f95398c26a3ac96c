"""What every form of a task has in common."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.people.models import User
from liap.plans.models import Plan, Section
from workflows.models import Task


class Work(forms.Form):
    """A form of one task. `parts` are drawn by the page; `save(by)` does the work and returns the outcome.

    is_plain: the task is only to be taken note of, so that it may be finished together with others, without a word.
    """

    is_plain = False

    def __init__(self, data=None, files=None, *, task: Task, plan: Plan, user: User, **kwargs):
        self.task, self.plan, self.user = task, plan, user
        super().__init__(data, files, **kwargs)

    @property
    def parts(self) -> list:
        return [self]

    def save(self, by: User) -> dict:
        """The outcome: what was entered, as JSON."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class SectionChoice(forms.MultipleChoiceField):
    """Which sections are returned."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, sections=tuple(Section), **kwargs):
        choices = [(section.value, section.label) for section in sections]
        kwargs.setdefault("label", _("Sections to return"))
        super().__init__(choices=choices, required=False, **kwargs)


class ReturnableWork(Work):
    """A decision that either agrees or returns named sections with a reason."""

    AGREE = "agreed"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "returned":
            if not cleaned.get("sections"):
                self.add_error("sections", _("Choose at least one section to return."))
            if not cleaned.get("reason"):
                self.add_error("reason", _("Say what is to be changed; the members see it on top of their task."))
        elif cleaned.get("sections"):
            self.add_error("decision", _("You chose sections to return. Choose “return” or clear the sections."))
        return cleaned


def reason_field(label=None, **kwargs) -> forms.CharField:
    """A text of up to 2,000 characters; empty unless the decision needs it."""
    return forms.CharField(
        label=label or _("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs
    )
