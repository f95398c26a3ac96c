"""Releasing a paper: whoever does it says that he read what goes out."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReleaseForm(forms.Form):
    """The fingerprint of the text that was shown comes back, so that nothing else is released."""

    seen_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    has_read = forms.BooleanField(
        label=_("I have read these texts. They name no private person and no amount of a single SMI."),
        error_messages={"required": _("Read the texts below, then confirm it here.")},
    )
