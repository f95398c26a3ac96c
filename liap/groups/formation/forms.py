"""Inviting, naming, explaining the composition, recording a training."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.fields import PastDayField, PastDays
from liap.groups.forms import PresentField
from liap.groups.models import Seat
from liap.people.forms import OnePart
from liap.people.models import User

SEXES = [("", _("not recorded")), *User.Sex.choices]


class InviteForm(OnePart, forms.Form):
    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Seat"))
    email = forms.EmailField(label=_("E-mail of the institution"))

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats


class AnswerForm(OnePart, forms.Form):
    name = forms.CharField(label=_("Name of the person"), max_length=150)
    email = forms.EmailField(label=_("E-mail of the person"))
    sex = forms.ChoiceField(label=_("Woman or man"), choices=SEXES, required=False)


class WomenAndMenForm(OnePart, forms.Form):
    """One question per member of whom it is not known."""

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {f"person_{row.person_id}": row.person for row in members}
        for name, person in self.people.items():
            self.fields[name] = forms.ChoiceField(label=str(person), choices=SEXES, required=False)

    @property
    def answers(self) -> dict[User, str]:
        """What was said, without those of whom nothing was said."""
        return {person: sex for name, person in self.people.items() if (sex := self.cleaned_data[name])}


class ReasonForm(OnePart, forms.Form):
    reason = forms.CharField(label=_("Why the group goes on without them"), max_length=500)


class DecreeForm(OnePart, forms.Form):
    signer = forms.CharField(label=_("Who signs (post)"), max_length=120)
    about = forms.CharField(label=_("About (Tentang)"), max_length=300)
    considering = forms.CharField(
        label=_("Considering (Menimbang)"), widget=forms.Textarea(attrs={"rows": 5}), required=False, max_length=5000,
        help_text=_("One point per line; the letters are set when the paper is drawn."),
    )  # fmt: skip
    recalling = forms.CharField(
        label=_("Recalling (Mengingat)"), widget=forms.Textarea(attrs={"rows": 5}), required=False, max_length=5000,
        help_text=_("One law or decree per line."),
    )  # fmt: skip
    decisions = forms.CharField(
        label=_("Decisions (Menetapkan)"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000,
        help_text=_("One decision per line: KESATU, KEDUA and so on."),
    )  # fmt: skip


class TrainingForm(OnePart, PastDays, forms.Form):
    course = forms.CharField(label=_("Course"), max_length=200)
    held_on = PastDayField(
        label=_("Held on"), future=_("The training lies in the future. Record it after it was held.")
    )
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=500, required=False)
    members = PresentField(label=_("Who took part"))

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].initial = _("Kick-off training")
        self.fields["members"].queryset = members
