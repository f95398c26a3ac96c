"""The yearly word of the region as a task."""

from liap.adoption.actions import attest
from liap.adoption.forms import WordForm
from liap.people.models import User
from workflows.forms.work import Work


class Attestation(WordForm, Work):
    """Whether the model is still in use, for the year and the region of the task."""

    def save(self, by: User) -> dict:
        word = attest(self.plan.region, year=self.task.process.opened_for.year, by=by, **self.cleaned_data)
        return {"attestation": word.pk}
