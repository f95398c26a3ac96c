"""The forms of a questionnaire: wording it, naming respondents, answering, and noting who gave no answer."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.fields import PastDayField, PastDays, QuantityField
from liap.outcomes.questionnaires.lines import QuestionLine
from liap.outcomes.questionnaires.models import Medium, Question, Questionnaire, Reply, Respondent
from liap.outcomes.questionnaires.queries import enterprises_to_ask, institutions_to_ask
from liap.outcomes.questionnaires.wording import MOST, lines_of
from liap.parts import PartsForm, rebuilt_with_more_rows
from liap.people.forms import OnePart
from liap.places.models import Organisation
from liap.places.queries import today_in
from liap.plans.models import Criterion, Plan

INTERVIEW = [(one.value, one.label) for one in Medium if one != Medium.LINK]


class QuestionRow(forms.Form):
    """One question; a row without words is left out."""

    text_id = forms.CharField(label=_("Question in Indonesian"), max_length=300, required=False)
    text_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=Question.Kind.choices)
    criterion = forms.ChoiceField(label=_("Criterion"), choices=Criterion.choices)
    choices_id = forms.CharField(
        label=_("Choices in Indonesian, one to a line"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    choices_en = forms.CharField(
        label=_("Choices in English, one to a line"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("text_en") and not cleaned.get("text_id"):
            self.add_error("text_id", _("Write the question in Indonesian, too; empty both to leave it out."))
        return cleaned

    @property
    def line(self) -> QuestionLine | None:
        """The question; what can be chosen is kept only where one chooses."""
        said = self.cleaned_data
        if not said.get("text_id"):
            return None
        is_choice = said["kind"] == Question.Kind.CHOICE
        choices = {name: _lines(said[name]) if is_choice else "" for name in ("choices_id", "choices_en")}
        return QuestionLine(said["text_id"], said["text_en"], said["kind"], said["criterion"], **choices)


QuestionRows = formset_factory(QuestionRow, extra=2, max_num=MOST, validate_max=True)


class WordingForm(PartsForm):
    """All questions of a version."""

    def __init__(self, data: Any = None, *, questionnaire: Questionnaire):
        super().__init__(data)
        self.questionnaire = questionnaire
        initial = [vars(line) for line in lines_of(questionnaire)]
        self.rows = self.add(QuestionRows(data, initial=initial, prefix="questions"), legend=_("Questions"))

    def with_more_rows(self) -> "WordingForm":
        return rebuilt_with_more_rows(self, lambda data: WordingForm(data, questionnaire=self.questionnaire))

    @property
    def lines(self) -> list[QuestionLine]:
        return [row.line for row in self.rows.forms if row.line is not None]


class RespondentsForm(OnePart, forms.Form):
    """Who is asked, and how."""

    enterprises = forms.ModelMultipleChoiceField(
        Enterprise.objects.none(), label=_("Target SMIs"), required=False, widget=forms.CheckboxSelectMultiple
    )
    institutions = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Institutions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=_("Other institutions, one to a line"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Names of institutions, not of persons."),
    )  # fmt: skip
    medium = forms.ChoiceField(label=_("How they are asked"), choices=Medium.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["enterprises"].queryset = enterprises_to_ask(plan)
        self.fields["institutions"].queryset = institutions_to_ask(plan)
        for name in ("enterprises", "institutions"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]

    def clean_others(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["others"].splitlines() if name.strip()]
        if any(len(name) > 150 for name in names):
            raise forms.ValidationError(gettext("A name has at most 150 characters."))
        return names


class AnswersPart(forms.Form):
    """A field for each question; nothing is required, because no answer is an answer, too."""

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questionnaire.questions.all()}
        self.fields.update({name: _field(question) for name, question in self.questions.items()})

    @property
    def answers(self) -> dict[int, str | Decimal]:
        """What was said, by the number of the question."""
        said = {name: self.cleaned_data.get(name) for name in self.questions}
        return {self.questions[name].pk: value for name, value in said.items() if value not in (None, "")}


class PositionPart(forms.Form):
    answered_as = forms.CharField(
        label=_("Position of who answers"), max_length=100, required=False, help_text=_("for example: owner")
    )


class InterviewPart(PastDays, PositionPart):
    """How the answers came in."""

    medium = forms.ChoiceField(label=_("Asked through"), choices=INTERVIEW, widget=forms.RadioSelect)
    answered_on = PastDayField(
        label=_("Day of the interview or of the form"),
        future=_("The day of the answer lies in the future. Correct the date."),
    )

    field_order = ["medium", "answered_on", "answered_as"]


class AnswersForm(PartsForm):
    """What a respondent says himself by his link."""

    def __init__(self, data: Any = None, *, questionnaire: Questionnaire):
        super().__init__(data)
        self.questionnaire = questionnaire
        help = _("Leave empty what you cannot or do not want to answer.")
        self.said = self.add(AnswersPart(data, questionnaire=questionnaire, prefix="said"), help=help)
        self.position = self.add(self._source(data))

    def _source(self, data: Any) -> forms.Form:
        return PositionPart(data, prefix="source")

    @property
    def code(self) -> str:
        """Which words the person had before him."""
        return self.data["code"] if self.data and "code" in self.data else self.questionnaire.code

    def reply(self) -> dict[str, Any]:
        """What `record_reply` and `reply_by_link` take."""
        return {"code": self.code, "answers": self.said.answers, **self.position.cleaned_data}


class InterviewForm(AnswersForm):
    """What somebody writes down of a telephone interview, a paper form or a meeting."""

    part: type[InterviewPart] = InterviewPart

    def _source(self, data: Any) -> forms.Form:
        return self.part(data, prefix="source", today=today_in(self.questionnaire.plan.region))


class CorrectionPart(InterviewPart):
    """Why the answers are corrected."""

    reason = forms.CharField(
        label=_("Why the answers are corrected"), max_length=300,
        help_text=_("for example: the owner called and corrected the number"),
    )  # fmt: skip

    field_order = ["reason", "medium", "answered_on", "answered_as"]


class CorrectionForm(InterviewForm):
    """The answers as they are kept, to be corrected with a reason."""

    part = CorrectionPart

    def __init__(self, data: Any = None, *, reply: Reply):
        super().__init__(data, questionnaire=reply.questionnaire)
        lines = {line.question_id: line for line in reply.lines.all()}
        for name, question in self.said.questions.items():
            if line := lines.get(question.pk):
                self.said.initial[name] = line.number if line.number is not None else line.choice or line.text
        self.position.initial = {"answered_on": reply.answered_on, "answered_as": reply.answered_as}
        if reply.medium != Medium.LINK:
            self.position.initial["medium"] = reply.medium

    def correction(self) -> dict[str, Any]:
        """What `correct_reply` takes, but for what the person has read."""
        return {"answers": self.said.answers, **self.position.cleaned_data}


class AttemptForm(OnePart, forms.Form):
    """Who refused or was not reached, after how many attempts and why."""

    state = forms.ChoiceField(
        label=_("What came of it"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Respondent.State.UNREACHABLE, Respondent.State.REFUSED)],
    )  # fmt: skip
    medium = forms.ChoiceField(label=_("Asked through"), choices=Medium.choices)
    attempts = forms.IntegerField(label=_("Attempts in all"), min_value=1, max_value=99)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("for example: number no longer in use, moved away")
    )


def _field(question: Question) -> forms.Field:
    given = {"label": str(question), "required": False}
    if question.kind == Question.Kind.NUMBER:
        return QuantityField(min_value=0, max_digits=16, decimal_places=2, **given)
    if question.kind == Question.Kind.TEXT:
        return forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **given)
    return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **given)


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
