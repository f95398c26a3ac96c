"""The codes of the activities of a plan, one part for each activity."""

from typing import Any

from django import forms

from liap.plans.codes.queries import CODES
from liap.plans.models import Activity, Plan


class CodeForm(forms.ModelForm):
    class Meta:
        model = Activity
        fields = CODES

    @property
    def legend(self) -> str:
        return str(self.instance)


class CodesForm:
    """All activities of a plan in one form."""

    def __init__(self, data: Any = None, *, plan: Plan):
        self.parts = [CodeForm(data, prefix=str(row.pk), instance=row) for row in plan.activities.order_by("number")]

    def is_valid(self) -> bool:
        # Every part is asked, so that all errors are shown at once.
        return sum(not part.is_valid() for part in self.parts) == 0

    @property
    def codes(self) -> dict[int, dict[str, str]]:
        return {part.instance.pk: {name: part.cleaned_data[name] for name in CODES} for part in self.parts}
