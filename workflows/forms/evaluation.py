"""The evaluation: verdicts, ratings, comments of the members and acceptance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.outcomes.actions import finish_evaluation
from liap.outcomes.forms import RatingsForm, VerdictsForm
from liap.people.models import User
from workflows.forms.work import Work, reason_field


class Verdicts(VerdictsForm):
    """A verdict per indicator; without evidence nothing is achieved."""


class Ratings(RatingsForm):
    """A rating per criterion, computed and given, and the overall grade."""


class Comment(Work):
    """A member's comment on the draft evaluation; empty means no objection."""

    is_plain = True
    comment = reason_field(_("Your comment (empty: no objection)"))


class Acceptance(Work):
    """The coordinator accepts the evaluation and closes the plan, or asks the evaluator to look again."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accepted", _("accept and close")), ("returned", _("return to the evaluator"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("What is to be changed"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "returned" and not cleaned.get("reason"):
            self.add_error("reason", _("Say what the evaluator should look at again."))
        return cleaned

    def save(self, by: User) -> dict:
        outcome = super().save(by)
        if outcome["decision"] == "returned":
            outcome["next"] = {"reason": outcome["reason"]}
        else:
            finish_evaluation(self.plan.evaluation, by=by)
        return outcome
