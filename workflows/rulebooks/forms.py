"""One small form per step: days, who is asked, and what has to be confirmed before it is finished; and the questions
that steps ask besides."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField, QuantityField, RupiahField
from liap.parts import more_rows
from liap.people.models import Role
from workflows.models import StepQuestion
from workflows.rulebooks.actions import Wish
from workflows.rulebooks.queries import Line

LINES, LENGTH = 8, 200


class StepForm(forms.Form):
    due = forms.IntegerField(label=_("Working days"), min_value=1, max_value=250)
    who = forms.ChoiceField(label=_("Who"), required=False)
    is_asked = forms.BooleanField(label=_("is asked"), required=False)
    checklist = forms.CharField(
        label=_("To be confirmed before finishing, one line each"),
        required=False,
        max_length=LINES * LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data=None, *, line: Line):
        initial = {"due": line.due, "who": line.who, "is_asked": line.is_asked, "checklist": "\n".join(line.checklist)}
        super().__init__(data, prefix=line.key, initial=initial)
        self.line, self.legend = line, f"{line.stage_label}: {line.title}"
        if line.instead:
            self.fields["who"].choices = [(role, Role(role).label) for role in line.instead]
        else:
            del self.fields["who"], self.fields["is_asked"]

    def clean_checklist(self) -> tuple[str, ...]:
        rows = tuple(row.strip() for row in self.cleaned_data["checklist"].splitlines() if row.strip())
        if len(rows) > LINES or any(len(row) > LENGTH for row in rows):
            raise forms.ValidationError(_("At most 8 lines of 200 characters."))
        return rows

    def wish(self) -> Wish:
        return replace(
            Wish.keeping(self.line),
            due=self.cleaned_data["due"],
            who=self.cleaned_data.get("who") or self.line.who,
            is_asked=self.cleaned_data.get("is_asked", True),
            checklist=self.cleaned_data["checklist"],
        )


class QuestionForm(forms.ModelForm):
    """One additional question and the step that asks it; an empty row asks nothing."""

    step = forms.ChoiceField(label=_("Task"))

    class Meta:
        model = StepQuestion
        fields = ["step", *StepQuestion.SAID]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("options", "options_en")}

    def __init__(self, *args, steps: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", "---------"), *steps]


class BaseQuestionRows(forms.BaseFormSet):
    """All additional questions of a process; the row of one that is asked already stands for it."""

    legend = _("Additional questions of a task")
    help = _("They are asked on the page of the task, kept with it and printed in the paper of the stage.")

    def __init__(self, data=None, *, lines: list[Line]):
        self.asked = [(line.key, question) for line in lines for question in line.questions]
        self.steps = [(line.key, f"{line.stage_label}: {line.title}") for line in lines]
        super().__init__(data, prefix="questions", initial=[{"step": key} for key, _question in self.asked])

    def get_form_kwargs(self, index):
        known = index is not None and index < len(self.asked)
        return {"steps": self.steps, "instance": copy(self.asked[index][1]) if known else None}

    def questions_of(self, line: Line) -> tuple[StepQuestion, ...]:
        """What the step asks from now on."""
        live = [row for row in self.forms if row.has_changed() or row.instance.pk]
        kept = [row for row in live if not self._should_delete_form(row)]
        return tuple(row.instance for row in kept if row.cleaned_data["step"] == line.key)

    def clean(self):
        seen: set[tuple[str, str]] = set()
        for row in self.forms:
            key = (row.cleaned_data.get("step", ""), row.cleaned_data.get("code", "")) if row.is_valid() else ("", "")
            if all(key) and not self._should_delete_form(row):
                if key in seen:
                    row.add_error("code", _("This task has another question with the same code."))
                seen.add(key)


QuestionRows = forms.formset_factory(
    QuestionForm, formset=BaseQuestionRows, extra=1, max_num=60, validate_max=True, can_delete=True
)


class NoteForm(forms.Form):
    note = forms.CharField(label=_("What changes and why"), max_length=500)
    gap_months = forms.IntegerField(
        label=_("Months before the planned end in which missing evidence is listed"),
        help_text=_("Empty: six, as delivered."),
        min_value=1,
        max_value=24,
        required=False,
    )
    continuation_months = forms.IntegerField(
        label=_("Months after closing in which it is asked what became of the plan"),
        help_text=_("Empty: 36, as delivered."),
        min_value=6,
        max_value=120,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class RulesForm:
    """The whole form; the page draws its parts one after the other."""

    def __init__(self, data=None, *, lines: list[Line], seen: int, **months: int | None):
        self.data, self.lines, self.initial = data, lines, {"seen": seen, **months}
        self.note = NoteForm(data, initial=self.initial)
        self.steps = [StepForm(data, line=line) for line in lines]
        self.questions = QuestionRows(data, lines=lines)

    @property
    def parts(self) -> list[forms.Form | forms.BaseFormSet]:
        return [self.note, *self.steps, self.questions]

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in self.parts])  # noqa: C419 -- shows all errors

    def with_more_rows(self) -> "RulesForm":
        """The same form with more empty rows for questions."""
        return RulesForm(more_rows(self.data, [self.questions.prefix]), lines=self.lines, **self.initial)

    def wishes(self) -> list[Wish]:
        """What is wanted of every step."""
        return [replace(step.wish(), questions=self.questions.questions_of(step.line)) for step in self.steps]


def _yes_or_no(question: StepQuestion, **words: Any) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[*_unsaid(question), ("yes", _("yes")), ("no", _("no"))], coerce=lambda said: said == "yes",
        empty_value=None, widget=forms.RadioSelect, **words,
    )  # fmt: skip


def _one_of(question: StepQuestion, **words: Any) -> forms.Field:
    return forms.ChoiceField(choices=[*_unsaid(question), *question.choices], widget=forms.RadioSelect, **words)


def _unsaid(question: StepQuestion) -> list[tuple[str, Any]]:
    return [] if question.is_needed else [("", _("no answer"))]


def _whole(question: StepQuestion, **words: Any) -> forms.Field:
    return QuantityField(min_value=0, max_digits=12, decimal_places=0, **words)


Kind = StepQuestion.Kind
FIELDS: dict[str, Callable[..., forms.Field]] = {
    Kind.TEXT: lambda _question, **words: forms.CharField(max_length=300, **words),
    Kind.NUMBER: _whole,
    Kind.MONEY: lambda _question, **words: RupiahField(**words),
    Kind.DATE: lambda _question, **words: DayField(**words),
    Kind.YES_NO: _yes_or_no,
    Kind.CHOICE: _one_of,
}


class BesidesForm(forms.Form):
    """What the rules of a case ask besides the form of a step: their questions, and a box per line to be confirmed; a
    task is finished with all boxes ticked."""

    def __init__(self, data=None, *, questions: Sequence[StepQuestion], lines: tuple[str, ...]):
        super().__init__(data, prefix="check")
        self.codes = [question.code for question in questions]
        for one in questions:
            words = {"label": one.wording, "help_text": one.helping, "required": one.is_needed}
            self.fields[f"ask_{one.code}"] = FIELDS[one.kind](one, **words)
        for number, line in enumerate(lines):
            self.fields[str(number)] = forms.BooleanField(
                label=line, error_messages={"required": _("Please confirm this before you finish the task.")}
            )

    @property
    def parts(self) -> list[forms.Form]:
        return [self]

    def answers(self) -> dict[str, Any]:
        """What was answered, by the code of the question; nothing where the answer was left out."""
        said = {code: self.cleaned_data[f"ask_{code}"] for code in self.codes}
        return {code: value for code, value in said.items() if value not in ("", None)}
