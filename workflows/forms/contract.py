"""What becomes of a facilitator's work when the contract ends."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.groups.assignments.actions import extend_contract
from liap.groups.models import Membership
from liap.people.models import User
from liap.templatetags.liap_format import day
from workflows.forms.work import Work, reason_field
from workflows.handovers.actions import begin
from workflows.handovers.queries import known_to
from workflows.models import Handover


class ContractEnd(Work):
    """To whom the seat goes, or until when the contract is extended; without a successor the superior holds it."""

    decision = forms.ChoiceField(
        label=_("What happens to the work"),
        choices=[
            ("handed_over", _("a successor takes over; the handover is opened")),
            ("extended", _("the contract is extended")),
            ("held", _("no successor yet: the superior holds the work, with the reason")),
        ],
        widget=forms.RadioSelect,
    )
    to = forms.ModelChoiceField(User.objects.none(), label=_("Who takes over"), required=False)
    since = DayField(label=_("Takes over on"), required=False)
    until = DayField(label=_("Extended until"), required=False)
    letter = forms.CharField(label=_("Number of the letter"), max_length=100, required=False)
    reason = reason_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "membership" not in self.task.data:
            return
        self.row = Membership.objects.select_related("seat__working_group", "person").get(
            pk=self.task.data["membership"]
        )
        self.ends_on = date.fromisoformat(self.task.data["ends_on"])
        self.fields["to"].queryset = known_to(self.user).exclude(pk=self.row.person_id)
        words = {"person": self.row.person, "day": day(self.ends_on)}
        self.fields["decision"].help_text = _("The contract of %(person)s ends on %(day)s.") % words
        self.initial.setdefault("since", max(self.ends_on, timezone.localdate()))

    def clean(self):
        cleaned = super().clean()
        needed = {"handed_over": ("to", "since"), "extended": ("until", "letter"), "held": ("reason",)}
        for name in needed.get(cleaned.get("decision", ""), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for what you chose."))
        if cleaned.get("decision") == "extended" and cleaned.get("until") and cleaned["until"] <= self.ends_on:
            self.add_error("until", _("The new end lies after the old one."))
        return cleaned

    def save(self, by: User) -> dict:
        given = self.cleaned_data
        outcome = {"decision": given["decision"]}
        if given["decision"] == "handed_over":
            outcome |= {"handover": self._handover(by), "to": given["to"].pk, "since": given["since"].isoformat()}
        elif given["decision"] == "extended":
            extend_contract(self.row, until=given["until"], letter=given["letter"], by=by)
            outcome |= {"until": given["until"].isoformat(), "letter": given["letter"]}
        return outcome | ({"reason": given["reason"]} if given["reason"] else {})

    def _handover(self, by: User) -> int:
        """The handover of the seat: the one that is open already, else a new one."""
        opened = Handover.objects.filter(seat=self.row.seat_id, confirmed_at__isnull=True).first()
        given = self.cleaned_data
        return (opened or begin(self.row.seat, to=given["to"], since=given["since"], superior=by, by=by)).pk
