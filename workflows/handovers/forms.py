"""Choosing who takes over, the notes, and the superior's confirmation."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.people.models import Appointment, User
from workflows.handovers.queries import Place


class OnePart(forms.Form):
    """A form that the page draws in one part."""

    @property
    def parts(self) -> list:
        return [self]


class BeginForm(OnePart):
    place = forms.ChoiceField(label=_("Post or seat"))
    to = forms.ModelChoiceField(User.objects.none(), label=_("Who takes over"))
    since = DayField(label=_("Takes over on"))
    decree = forms.CharField(label=_("Decree number"), max_length=100, required=False)

    def __init__(self, *args, places: list[Place], people, **kwargs):
        super().__init__(*args, **kwargs)
        vacant = _("vacant")
        self.fields["place"].choices = [(one.key, f"{one.label}: {one.holder or vacant}") for one in places]
        self.fields["to"].queryset = people
        self.fields["since"].initial = timezone.localdate()


class NotesForm(OnePart):
    notes = forms.CharField(
        label=_("Notes for the successor"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    promises = forms.CharField(
        label=_("Pending promises"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    risks = forms.CharField(
        label=_("Known risks"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SignForm(OnePart):
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Asked once more, so that nobody signs at a screen that you left open."),
    )


class ConfirmForm(SignForm):
    reason = forms.CharField(
        label=_("Why a signature is missing"),
        required=False,
        max_length=300,
        help_text=_("Only needed when one of the two could not sign, for example after a sudden transfer."),
    )
    field_order = ["reason", "password"]


class ActingForm(OnePart):
    post = forms.ChoiceField(label=_("Post"))
    person = forms.ModelChoiceField(User.objects.none(), label=_("Acting officer"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in (Appointment.Kind.ACTING, Appointment.Kind.DAILY_ACTING)],
    )
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    decree = forms.CharField(label=_("Number of the letter"), max_length=100)

    def __init__(self, *args, places: list[Place], people, **kwargs):
        super().__init__(*args, **kwargs)
        posts = [one for one in places if one.key.startswith("post-")]
        self.fields["post"].choices = [(one.key, one.label) for one in posts]
        self.fields["person"].queryset = people

    def clean(self):
        return _in_order(self, super().clean())


class AbsenceForm(OnePart):
    substitute = forms.ModelChoiceField(User.objects.none(), label=_("Substitute"))
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["substitute"].queryset = people

    def clean(self):
        return _in_order(self, super().clean())


def _in_order(form: forms.Form, cleaned: dict) -> dict:
    if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
        form.add_error("until", _("The last day lies before the first."))
    return cleaned
