"""The evaluator's fields for aspects of a criterion and for the photos of the report."""

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from liap.outcomes.aspects.actions import MOST_PHOTOS, TooManyPhotos, refuse_too_many
from liap.outcomes.aspects.models import ASPECTS, Aspect
from liap.outcomes.aspects.queries import pictures
from liap.outcomes.models import Evaluation, Evidence
from liap.plans.models import Criterion


class AspectsForm(forms.Form):
    """A finding and its evidence for each aspect of a criterion; all may stay empty."""

    def __init__(self, data=None, *, evaluation: Evaluation, criterion: Criterion, **kwargs):
        super().__init__(data, **kwargs)
        self.aspects = ASPECTS[criterion]
        held = {row.aspect: row for row in evaluation.aspect_findings.all()} if evaluation.pk else {}
        for aspect in self.aspects:
            known = held.get(aspect.value)
            self.fields[aspect.value] = forms.CharField(
                label=capfirst(aspect.label),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=known.finding if known else "",
            )
            self.fields[_proof(aspect)] = forms.ModelChoiceField(
                evaluation.plan.evidence.all(),
                label=_("Evidence on file"),
                required=False,
                initial=known.evidence_id if known else None,
            )

    def clean(self):
        cleaned = super().clean()
        for aspect in self.aspects:
            if cleaned.get(_proof(aspect)) and not cleaned.get(aspect.value):
                self.add_error(aspect.value, _("Write what the evidence shows."))
        return cleaned

    @property
    def found(self) -> dict[str, tuple[str, Evidence | None]]:
        """What was written on each aspect, with its evidence."""
        said = self.cleaned_data
        return {aspect.value: (said[aspect.value], said[_proof(aspect)]) for aspect in self.aspects}


def _proof(aspect: Aspect) -> str:
    return f"{aspect.value}_evidence"


class PhotosForm(forms.Form):
    """Which pictures among the evidence the report shows."""

    photos = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        label=_("Photos"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=format_lazy(
            _(
                "At most {most}. They are printed small, with their description, and are left out of the public "
                "version. Choose none in which a person can be recognised who has not agreed."
            ),
            most=MOST_PHOTOS,
        ),
    )

    def __init__(self, data=None, *, evaluation: Evaluation, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["photos"].queryset = pictures(evaluation.plan)
        self.initial = {"photos": evaluation.photos.all() if evaluation.pk else []}

    def clean_photos(self):
        chosen = self.cleaned_data["photos"]
        try:
            refuse_too_many(len(chosen))
        except TooManyPhotos as reason:
            raise forms.ValidationError(str(reason)) from reason
        return chosen
