"""Why a paper is taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevocationForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record and is shown to those who may read the document, not on the public page."),
    )
    is_sure = forms.BooleanField(
        label=_("I revoke this document for good."),
        error_messages={"required": _("Confirm that you revoke it: this cannot be undone.")},
    )

    @property
    def parts(self) -> list:
        return [self]
