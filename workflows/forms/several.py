"""Which tasks, and what is done with all of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.people.models import User

ACTS = [
    ("claim", _("take them")),
    ("finish", _("finish what is only to be taken note of")),
    ("hand_over", _("hand them over")),
]


class SeveralForm(forms.Form):
    tasks = forms.TypedMultipleChoiceField(
        label=_("Tasks"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one task.")},
    )
    act = forms.ChoiceField(label=_("What is done with them"), choices=ACTS, widget=forms.RadioSelect)
    to = forms.ModelChoiceField(User.objects.none(), label=_("To whom (only to hand over)"), required=False)
    reason = forms.CharField(label=_("Reason (only to hand over)"), max_length=500, required=False)

    def __init__(self, data=None, *, choices: list[tuple[int, str]], heirs):
        super().__init__(data)
        self.fields["tasks"].choices = choices
        self.fields["to"].queryset = heirs

    @property
    def parts(self) -> list:
        return [self]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("act") == "hand_over":
            if not cleaned.get("to"):
                self.add_error("to", _("Choose who gets the tasks."))
            if not cleaned.get("reason"):
                self.add_error("reason", _("Please say why the tasks are handed over."))
        return cleaned
