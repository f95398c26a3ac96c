"""The form by which a file is uploaded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.exchange.importers.registry import importers_of
from liap.people.forms import OnePart
from liap.people.models import User


class UploadForm(OnePart, forms.Form):
    kind = forms.ChoiceField(label=_("What is in the file"))
    file = forms.FileField(
        label=_("File (.xlsx or .csv)"),
        help_text=_("At most 10 MB and 50,000 rows. Nothing is taken over before you have seen what would change."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.code, one.title) for one in importers_of(user)]
