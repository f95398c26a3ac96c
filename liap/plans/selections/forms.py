"""What is scored, the scores of one member on a phone, and the end of a selection."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.parts import PartsForm, rebuilt_with_more_rows
from liap.people.models import User
from liap.plans.forms.rows import folded, refuse_twice
from liap.plans.models import Industry, Plan
from liap.plans.selections.models import HEAVIEST, HIGHEST, LOWEST, Candidate, Selection
from liap.plans.selections.queries import Place, candidates_of, first_of, scores_by

MOST_ROWS = 12
NO_SCORE = "none"
# Proposals of ours, from what the ministry and regions named when they chose industries; every group may change them.
USUAL = (
    (_("Number of SMIs and workers"), 25),
    (_("Demand of the market"), 25),
    (_("Raw material in the region"), 20),
    (_("Fits the plans of the region and support in sight"), 20),
    (_("Work for women and poor households"), 10),
)


class CriterionRow(forms.Form):
    name = forms.CharField(label=_("Criterion"), max_length=150, required=False)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=HEAVIEST, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("name") and not cleaned.get("weight") and "weight" not in self.errors:
            self.add_error("weight", gettext("Give this criterion a weight from 1 to 100."))
        return cleaned


class IndustryRow(forms.Form):
    industry = forms.ModelChoiceField(Industry.objects.all(), label=_("Industry"), required=False)


class Distinct(forms.BaseFormSet):
    """Rows of which none stands twice; a row with an empty name is left out."""

    name = ""

    @property
    def named(self) -> list[dict[str, Any]]:
        """What was written, row by row."""
        return [row.cleaned_data for row in self.forms if row.cleaned_data.get(self.name)]

    def clean(self):
        written = [(row, folded(row.cleaned_data.get(self.name))) for row in self.forms if row.is_valid()]
        refuse_twice(((row, key) for row, key in written if key), self.name)


class DistinctCriteria(Distinct):
    name = "name"


class DistinctIndustries(Distinct):
    name = "industry"


CriterionRows = formset_factory(CriterionRow, formset=DistinctCriteria, extra=1, max_num=MOST_ROWS, validate_max=True)
IndustryRows = formset_factory(IndustryRow, formset=DistinctIndustries, extra=3, max_num=MOST_ROWS, validate_max=True)


class SeenVersion(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SetOutForm(PartsForm):
    """The criteria with their weights, and the industries to choose from."""

    def __init__(self, data=None, *, plan: Plan, selection: Selection | None):
        super().__init__(data)
        self.plan, self.selection = plan, selection
        version = selection.version if selection else 0
        self.seen = self.add(SeenVersion(data, prefix="seen", initial={"version": version}))
        # What was sent is judged by itself: a row that still reads as it was proposed is no empty row.
        criteria, industries = (None, None) if self.is_bound else self._proposed()
        help = _("A weight counts against the sum of all weights. Leave the name empty to drop a row.")
        self.criteria = self.add(
            CriterionRows(data, prefix="criteria", initial=criteria), legend=_("Criteria"), help=help
        )
        self.industries = self.add(
            IndustryRows(data, prefix="industries", initial=industries), legend=_("Industries to choose from")
        )

    def _proposed(self) -> tuple[list[dict], list[dict]]:
        if self.selection is None:
            return [{"name": name, "weight": weight} for name, weight in USUAL], [{"industry": self.plan.industry_id}]
        industries = [{"industry": one.industry_id} for one in candidates_of(self.selection)]
        return list(self.selection.criteria.values("name", "weight")), industries

    def with_more_rows(self) -> PartsForm:
        return rebuilt_with_more_rows(self, lambda data: type(self)(data, plan=self.plan, selection=self.selection))

    def answers(self) -> dict[str, Any]:
        """What `set_out` takes."""
        return {
            "criteria": [(row["name"], row["weight"]) for row in self.criteria.named],
            "industries": [row["industry"] for row in self.industries.named],
            "seen_version": self.seen.cleaned_data["version"],
        }


def _as_score(value: str) -> int | None:
    return None if value == NO_SCORE else int(value)


class CandidateScores(forms.Form):
    """One industry by every criterion. No score is a choice of its own, so that one can be taken back."""

    def __init__(self, data=None, *, candidate: Candidate, criteria: Sequence, held: dict[int, int], **kwargs):
        super().__init__(data, **kwargs)
        self.candidate = candidate
        choices = [*((n, n) for n in range(LOWEST, HIGHEST + 1)), (NO_SCORE, "–")]
        for criterion in criteria:
            self.fields[str(criterion.pk)] = forms.TypedChoiceField(
                label=criterion.name,
                choices=choices,
                coerce=_as_score,
                widget=forms.RadioSelect,
                initial=held.get(criterion.pk, NO_SCORE),
            )


class ScoresForm(PartsForm):
    """Everything that one member scores."""

    def __init__(self, data=None, *, selection: Selection, user: User):
        super().__init__(data)
        self.seen = self.add(SeenVersion(data, prefix="seen", initial={"version": selection.version}))
        criteria, held = list(selection.criteria.all()), scores_by(selection, user)
        self.candidates = [
            self.add(
                CandidateScores(
                    data,
                    candidate=row,
                    criteria=criteria,
                    held={criterion: value for (candidate, criterion), value in held.items() if candidate == row.pk},
                    prefix=f"candidate-{row.pk}",
                ),
                legend=row.industry,
            )
            for row in candidates_of(selection)
        ]

    def answers(self) -> dict[str, Any]:
        """What `score` takes."""
        scores = {
            (form.candidate.pk, int(criterion)): value
            for form in self.candidates
            for criterion, value in form.cleaned_data.items()
        }
        return {"scores": scores, "seen_version": self.seen.cleaned_data["version"]}


class CloseForm(forms.Form):
    """Which industry the plan is for."""

    chosen = forms.ModelChoiceField(
        Industry.objects.none(), label=_("Chosen industry"), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where you do not choose the first in rank. It is printed in the report."),
    )
    title = forms.CharField(
        label=_("New title of the plan"),
        required=False,
        max_length=200,
        help_text=_("Needed where the plan was begun for another industry."),
    )

    def __init__(self, data=None, *, places: Sequence[Place], **kwargs):
        super().__init__(data, **kwargs)
        scored = [place.industry.pk for place in places if place.standing.rank]
        self.fields["chosen"].queryset = Industry.objects.filter(pk__in=scored)
        first = first_of(places)
        self.initial = {"chosen": first[0].pk if len(first) == 1 else None}

    @property
    def parts(self) -> list[forms.Form]:
        return [self]
