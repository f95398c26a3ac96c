"""The answer to a request about personal data as a task."""

from liap.enterprises.protection.actions import answer
from liap.enterprises.protection.forms import AnswerForm
from liap.people.models import User
from workflows.forms.work import Work


class Answer(AnswerForm, Work):
    """What was done and what was answered; the words stand with the request and not with the task."""

    def save(self, by: User) -> dict:
        answered = answer(self.task.process.data_request, by=by, **self.cleaned_data)
        return {"outcome": answered.outcome}
