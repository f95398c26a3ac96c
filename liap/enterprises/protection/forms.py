"""Why somebody looks, why data may be used, what somebody asks about his data, and what he is answered."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Purpose
from liap.enterprises.protection.models import DataAccess, Medium, NoticeText, ProcessingBasis, SubjectRequest
from liap.enterprises.protection.queries import notice_in_force
from liap.fields import DayField, PastDayField, PastDays
from liap.people.forms import OnePart
from liap.templatetags.liap_format import day


class ReasonForm(OnePart, forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you need the owner's data?"),
        choices=DataAccess.Reason.choices,
        widget=forms.RadioSelect,
        help_text=_("Your name, the time and the reason are recorded. The owner can ask who looked."),
    )

    def __init__(self, *args: Any, audits: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not audits:
            said = [one for one in DataAccess.Reason.choices if one[0] != DataAccess.Reason.AUDIT]
            self.fields["reason"].choices = said


class BasisForm(OnePart, PastDays, forms.Form):
    purposes = forms.MultipleChoiceField(
        label=_("For what"), choices=Purpose.choices, widget=forms.CheckboxSelectMultiple
    )
    basis = forms.ChoiceField(label=_("Legal basis"), choices=ProcessingBasis.Basis.choices)
    notice = forms.ModelChoiceField(
        NoticeText.objects.none(),
        label=_("Version of the text"),
        required=False,
        help_text=_("The words that were read or signed; needed for a consent."),
    )
    given_on = PastDayField(label=_("Given on"), future=_("The day lies in the future. Correct the date."))
    medium = forms.ChoiceField(label=_("How"), choices=Medium.choices)
    evidence = forms.CharField(
        label=_("Where the proof is kept"),
        max_length=200,
        help_text=_("For example: folder 3 of the office, form no. 12."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["notice"].queryset = NoticeText.objects.all()
        self.fields["notice"].initial = notice_in_force()


class RequestForm(OnePart, forms.Form):
    kind = forms.ChoiceField(label=_("What is asked"), choices=SubjectRequest.Kind.choices)
    purposes = forms.MultipleChoiceField(
        label=_("A withdrawal for these uses only"),
        choices=Purpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a choice a withdrawal stops all use. It stops at the moment you send this."),
    )
    medium = forms.ChoiceField(label=_("How"), choices=Medium.choices)
    received_at = forms.DateTimeField(
        label=_("Received at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=_("Local time of the region. The answer is due 72 hours later, also over Sundays and holidays."),
    )
    text = forms.CharField(
        label=_("What was said"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["received_at"].initial = timezone.make_naive(timezone.now(), self.zone)

    def clean_received_at(self) -> datetime:
        """The clock on the wall is that of the region, not that of the server."""
        return timezone.make_aware(timezone.make_naive(self.cleaned_data["received_at"]), self.zone)


class OwnRequestForm(OnePart, forms.Form):
    """What somebody who logs in asks about himself; consent is never the ground on which his data are held."""

    KINDS = (
        (SubjectRequest.Kind.ACCESS, _("see: a full copy, with who saw them")),
        (SubjectRequest.Kind.CORRECTION, _("correct: something is wrong or missing")),
        (SubjectRequest.Kind.DELETION, _("erase: close my account and take my name and contact out")),
        (SubjectRequest.Kind.RESTRICTION, _("object: something of it is not to be used")),
    )
    kind = forms.ChoiceField(label=_("What I ask"), choices=KINDS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In my words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("To correct: what is wrong, and how it should read. To object: what is not to be used, and why."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        needs_words = (SubjectRequest.Kind.CORRECTION, SubjectRequest.Kind.RESTRICTION)
        if said.get("kind") in needs_words and not said.get("text", "").strip():
            self.add_error("text", _("Say what it is about; without that nobody can act on it."))
        return said


class AnswerForm(OnePart, forms.Form):
    outcome = forms.ChoiceField(
        label=_("What was done"), choices=SubjectRequest.Outcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Answer that was given"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class DaysForm(forms.Form):
    """Between which days, both of them included; either may be left open."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    @property
    def chosen(self) -> dict[str, date]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def words(self) -> str:
        return ", ".join(f"{self.fields[name].label}: {day(value)}" for name, value in self.chosen.items())
