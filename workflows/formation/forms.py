"""The coordinator's two tasks of the formation."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.groups.formation.actions import invite
from liap.groups.models import Seat, WorkingGroup
from liap.groups.queries import members_on
from liap.people.forms import OnePart
from liap.people.models import User
from liap.refusals import Refusal
from workflows.formation.actions import file_decree
from workflows.forms.work import Work, reason_field


class SeatIsStillVacant(Refusal):
    """Nobody sits on the seat that is said to be filled."""


class DecreeFields(forms.Form):
    """The scan of the signed decree, with what it says."""

    file = forms.FileField(label=_("Signed decree (scan)"), help_text=_("PDF, PNG or JPEG, at most 5 MB."))
    number = forms.CharField(label=_("Decree number"), max_length=100)
    signed_on = DayField(label=_("Decree date"))
    signer = forms.CharField(label=_("Decree signed by"), max_length=150)

    def begin_with(self, group: WorkingGroup) -> None:
        """Proposes what is known of the decree of a group."""
        self.initial |= {"number": group.decree_number, "signed_on": group.decree_on, "signer": group.decree_signer}


class FileDecreeForm(OnePart, DecreeFields):
    """The decree of a group that no plan asks for."""


class DecreeWork(DecreeFields, Work):
    """The decree of the group that makes the plan."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.begin_with(self.plan.working_group)

    def save(self, by: User) -> dict:
        group = file_decree(self.plan.working_group, by=by, **self.cleaned_data)
        return {"number": group.decree_number, "sha256": group.decree_sha256}


class SeatWork(Work):
    """The institution did not answer in time: it is asked again, the seat was filled, or it stays vacant."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("invited", _("ask again by e-mail")),
            ("filled", _("the seat was filled meanwhile")),
            ("vacant", _("the seat stays vacant for now, with the reason")),
        ],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label=_("E-mail of the institution"), required=False)
    reason = reason_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = Seat.objects.select_related("institution").get(pk=self.task.data["vacant"])
        self.initial["email"] = self.task.data.get("email", "")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "invited" and not cleaned.get("email"):
            self.add_error("email", _("Write the address to which the invitation goes."))
        if cleaned.get("decision") == "vacant" and not cleaned.get("reason"):
            self.add_error("reason", _("Please give the reason; it stays on record."))
        return cleaned

    def save(self, by: User) -> dict:
        decision = self.cleaned_data["decision"]
        if decision == "filled" and not members_on(self.seat.working_group).filter(seat=self.seat).exists():
            raise SeatIsStillVacant(gettext("Nobody sits on this seat yet. Put the person on the seat first."))
        if decision == "invited":
            invite(self.seat, email=self.cleaned_data["email"], by=by)
        return super().save(by)
