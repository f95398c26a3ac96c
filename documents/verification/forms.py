"""What a person sends to the public page: a code, or a file to compare."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.verification.codes import as_stored
from documents.verification.uploads import Measured


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Verification code"),
        max_length=80,
        help_text=_("26 letters and digits at the end of the document; hyphens and capitals do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        if code := as_stored(self.cleaned_data["code"]):
            return code
        raise ValidationError(_("A code has 26 letters and digits. Compare what you typed with the document."))

    @property
    def parts(self) -> list:
        return [self]


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("PDF file, or photo of the last page"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        help_text=_("The file is compared and not kept; at most 25 MB."),
    )

    def clean_file(self) -> Measured:
        file = self.cleaned_data["file"]
        if file.sha256:
            return file
        raise ValidationError(_("The file is larger than any document that is issued here, so it is none of them."))

    @property
    def parts(self) -> list:
        return [self]
