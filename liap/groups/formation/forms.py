"""Inviting, naming, explaining the composition, recording a training."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.groups.forms import PresentField
from liap.groups.models import Seat
from liap.people.forms import OnePart


class InviteForm(OnePart, forms.Form):
    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Seat"))
    email = forms.EmailField(label=_("E-mail of the institution"))

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats


class AnswerForm(OnePart, forms.Form):
    name = forms.CharField(label=_("Name of the person"), max_length=150)
    email = forms.EmailField(label=_("E-mail of the person"))


class ReasonForm(OnePart, forms.Form):
    reason = forms.CharField(label=_("Why the group goes on without them"), max_length=500)


class TrainingForm(OnePart, forms.Form):
    course = forms.CharField(label=_("Course"), max_length=200)
    held_on = DayField(label=_("Held on"))
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=500, required=False)
    members = PresentField(label=_("Who took part"))

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].initial = _("Kick-off training")
        self.fields["held_on"].initial = timezone.localdate()
        self.fields["members"].queryset = members
