"""Rows of recommendations for the evaluator, and the answer of the addressee."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from liap.outcomes.models import Evaluation
from liap.outcomes.recommendations.actions import RecommendationLine
from liap.outcomes.recommendations.models import Lesson, Recommendation

MOST = 30


class RecommendationRow(forms.Form):
    """One recommendation; an empty row is none."""

    statement = forms.CharField(label=_("Recommendation"), max_length=500, required=False)
    addressee = forms.ChoiceField(
        label=_("To"),
        choices=Recommendation.Addressee.choices,
        initial=Recommendation.Addressee.OFFICE,
        required=False,
    )
    due_on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    @property
    def line(self) -> RecommendationLine | None:
        """What the row says; None when it is empty."""
        said = self.cleaned_data
        if not said.get("statement"):
            return None
        addressee = said["addressee"] or Recommendation.Addressee.OFFICE
        return RecommendationLine(said["statement"], addressee=addressee, due_on=said["due_on"])


class RecommendationRows(formset_factory(RecommendationRow, extra=2, max_num=MOST, validate_max=True)):
    """What the evaluation recommends; rows that were answered already are not shown, they stay."""

    def __init__(self, data=None, files=None, *, evaluation: Evaluation, **kwargs):
        names = ("statement", "addressee", "due_on")
        held = evaluation.recommendations.filter(state=Recommendation.State.OPEN) if evaluation.pk else ()
        initial = [{name: getattr(row, name) for name in names} for row in held]
        super().__init__(data, files, initial=initial, **kwargs)

    @property
    def lines(self) -> list[RecommendationLine]:
        return [row.line for row in self.forms if row.line]


class LessonsForm(forms.Form):
    """What the next plan should know, one lesson a line."""

    lessons = forms.CharField(
        label=_("Lessons"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One lesson a line."),
    )

    def __init__(self, data=None, *, evaluation: Evaluation, **kwargs):
        held = evaluation.lessons.values_list("statement", flat=True) if evaluation.pk else ()
        super().__init__(data, initial={"lessons": "\n".join(held)}, **kwargs)

    def clean_lessons(self) -> list[str]:
        lines = [line.strip().lstrip("-•").strip() for line in self.cleaned_data["lessons"].splitlines()]
        longest = Lesson._meta.get_field("statement").max_length
        if any(len(line) > longest for line in lines):
            text = _("Divide a lesson of more than %(longest)s letters into several lines.")
            raise forms.ValidationError(text % {"longest": longest})
        return [line for line in lines if line]


class AnswerForm(forms.Form):
    """What the addressee says."""

    state = forms.ChoiceField(
        label=_("Answer"),
        choices=[choice for choice in Recommendation.State.choices if choice[0] != Recommendation.State.OPEN],
        widget=forms.RadioSelect,
    )
    response = forms.CharField(
        label=_("What was or will be done, or why not"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
