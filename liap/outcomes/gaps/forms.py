"""One form for the whole list: each gap that is still open gets an answer."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.outcomes.gaps.actions import AnswerLine, answer_gaps, is_over
from liap.outcomes.gaps.models import GapAnswer
from liap.outcomes.gaps.queries import Question, answers_of, gaps_of, questions
from liap.parts import PartsForm
from liap.people.access import posts_label
from liap.people.models import User
from liap.plans.models import Plan

SHOWN = 12


class GapForm(forms.Form):
    """What becomes of one gap."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[(value, capfirst(str(label))) for value, label in GapAnswer.Answer.choices],
        widget=forms.RadioSelect,
    )
    post = forms.CharField(label=_("Who collects it (post)"), max_length=150, required=False)
    due_on = DayField(label=_("By when"), required=False)
    reason = forms.CharField(label=_("Why it stays unverified, or a remark"), max_length=300, required=False)

    def __init__(self, *args, question: Question, said: GapAnswer | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.question, self.said = question, said
        self.initial = {"post": question.gaps[0].who}
        if said is not None:
            self.initial = {name: getattr(said, name) for name in ("answer", "post", "due_on", "reason")}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == GapAnswer.Answer.COLLECTED:
            if not cleaned.get("post"):
                self.add_error("post", _("Write which post collects it."))
            if not cleaned.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("Write by when it will be collected."))
            elif cleaned.get("due_on") and is_over(cleaned["due_on"], self.said):
                self.add_error("due_on", _("The day by which it will be collected is over. Correct the date."))
        if cleaned.get("answer") == GapAnswer.Answer.UNVERIFIED and not cleaned.get("reason"):
            self.add_error("reason", _("Write why it stays unverified."))
        return cleaned

    def line(self) -> AnswerLine:
        return AnswerLine(topic=self.question.topic.value, indicator=self.question.indicator, **self.cleaned_data)


class GapsForm(PartsForm):
    """A part per indicator with a gap, and one for each kind of gap of SMIs and rungs."""

    def __init__(self, data=None, files=None, *, plan: Plan, user: User, task=None):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        held = answers_of(plan)
        for question in questions(gaps_of(plan)):
            said = held.get((question.topic.value, question.indicator.pk if question.indicator else None))
            form = GapForm(data, question=question, said=said, prefix=question.key)
            self.add(form, legend=question.legend, help=told(question))

    def save(self, by: User) -> dict:
        lines = [form.line() for form in self.parts]
        rows = answer_gaps(self.plan, by=by, held_as=posts_label(by), lines=lines)
        return {"answered": len(rows)}


def told(question: Question) -> str:
    """What is missing and what closes it, the SMIs by name; of a long list the first."""
    if question.indicator:
        return " ".join(f"{capfirst(str(gap.what))}: {gap.todo}" for gap in question.gaps)
    names = "; ".join(f"{gap.subject} ({gap.what})" for gap in question.gaps[:SHOWN])
    more = f" … +{len(question.gaps) - SHOWN}" if len(question.gaps) > SHOWN else ""
    return f"{names}{more}. {question.gaps[0].todo}"
