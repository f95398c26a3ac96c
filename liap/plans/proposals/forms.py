"""One choice per proposed row: take it over, drop it, or leave it for later."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.plans.proposals.queries import Candidate

CHOICES = [("later", _("later")), ("accept", _("take over")), ("drop", _("drop"))]


class ProposalsForm(forms.Form):
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data=None, *, rows: list[Candidate], version: int):
        super().__init__(data, initial={"seen_version": version})
        self.rows = rows
        for number, row in enumerate(rows):
            origin = (
                _("from “%(plan)s”, %(region)s") % {"plan": row.origin, "region": row.origin.region}
                if row.origin
                else _("from the data of the region")
            )
            self.fields[f"row-{number}"] = forms.ChoiceField(
                label=row.text, help_text=origin, choices=CHOICES, initial="later", widget=forms.RadioSelect
            )
            self.fields[f"text-{number}"] = forms.CharField(widget=forms.HiddenInput, initial=row.text, max_length=300)

    @property
    def parts(self) -> list:
        return [self]

    def chosen(self, what: str) -> list[str]:
        """The texts of the rows with this choice, as they stood on the page."""
        numbers = range(len(self.rows))
        return [self.cleaned_data[f"text-{n}"] for n in numbers if self.cleaned_data[f"row-{n}"] == what]
