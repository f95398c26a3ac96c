"""One small form per step: days, who is asked, and what has to be confirmed before it is finished."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.people.models import Role
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
        return Wish(
            stage=self.line.stage,
            step=self.line.step,
            due=self.cleaned_data["due"],
            who=self.cleaned_data.get("who") or self.line.who,
            is_asked=self.cleaned_data.get("is_asked", True),
            checklist=self.cleaned_data["checklist"],
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
        self.note = NoteForm(data, initial={"seen": seen, **months})
        self.steps = [StepForm(data, line=line) for line in lines]

    @property
    def parts(self) -> list[forms.Form]:
        return [self.note, *self.steps]

    def is_valid(self) -> bool:
        return all([*map(forms.Form.is_valid, self.parts)])


class ChecklistForm(forms.Form):
    """A box per line that the rules want confirmed; a task is finished with all of them ticked."""

    def __init__(self, data=None, *, lines: tuple[str, ...]):
        super().__init__(data, prefix="check")
        for number, line in enumerate(lines):
            self.fields[str(number)] = forms.BooleanField(
                label=line, error_messages={"required": _("Please confirm this before you finish the task.")}
            )

    @property
    def parts(self) -> list[forms.Form]:
        return [self]
