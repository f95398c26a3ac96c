"""The scan of a signed paper, and the number that stands on it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CopyForm(forms.Form):
    number = forms.CharField(
        label=_("Number on the paper"),
        max_length=160,
        help_text=_("Type it from the signed paper, so that no copy lands at another document."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Scan as PDF"),
        help_text=_("At most 10 MB. The issued file stays as it is; both are kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    @property
    def parts(self) -> list:
        return [self]
