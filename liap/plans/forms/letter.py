"""The one page on which a plan led by a facilitator begins: the assignment letter and what it is about."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField
from liap.groups.assignments.actions import assign
from liap.groups.assignments.queries import Sendable, sendable_by, superiors
from liap.groups.models import WorkingGroup
from liap.people.models import User
from liap.plans.actions import start_plan
from liap.plans.models import Industry, Plan


class LetterForm(forms.Form):
    """Who is sent by which letter, and for how long."""

    facilitator = forms.ChoiceField(label=_("Facilitator"))
    superior = forms.ModelChoiceField(User.objects.none(), label=_("Signed by"))
    number = forms.CharField(label=_("Number of the assignment letter"), max_length=100)
    dated_on = DayField(label=_("Date of the letter"), initial=timezone.localdate)
    valid_from = DayField(label=_("Valid from"), initial=timezone.localdate)
    valid_to = DayField(label=_("Valid to"))
    place = forms.CharField(label=_("Place of work"), max_length=200)
    contact = forms.CharField(label=_("Contact person of the SMIs"), max_length=150, required=False)

    def __init__(self, data=None, files=None, *, user: User, **kwargs):
        super().__init__(data, files, **kwargs)
        self.choices: dict[str, Sendable] = {one.key: one for one in sendable_by(user)}
        chosen = self.fields["facilitator"]
        chosen.choices = [(key, f"{one.person} ({one.office})") for key, one in self.choices.items()]
        heads = User.objects.none()
        for office in {one.office.pk: one.office for one in self.choices.values()}.values():
            heads = heads | superiors(office)
        self.fields["superior"].queryset = heads
        if len(found := list(heads[:2])) == 1:
            self.fields["superior"].initial = found[0]

    @property
    def parts(self) -> list[forms.Form]:
        return [self]

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("valid_from"), cleaned.get("valid_to")
        if since and until and until <= since:
            self.add_error("valid_to", _("The letter must end after it begins. Choose a later day."))
        return cleaned

    def put_on_record(self, by: User, *, is_sample: bool = False) -> WorkingGroup:
        """The letter as it is on paper."""
        names = ("number", "dated_on", "valid_from", "valid_to", "superior", "place", "contact")
        sent = self.choices[self.cleaned_data["facilitator"]]
        answers = {name: self.cleaned_data[name] for name in names}
        return assign(sent.person, office=sent.office, by=by, is_sample=is_sample, **answers)


class StartLightForm(LetterForm):
    """The letter, the industry and a title; the plan runs as long as the letter."""

    industry = forms.ModelChoiceField(Industry.objects.all(), label=_("Industry"))
    title = forms.CharField(label=_("Title"), max_length=200)

    field_order = ["industry", "title"]

    def save(self, by: User, *, is_sample: bool = False) -> Plan:
        answers = self.cleaned_data
        group = self.put_on_record(by, is_sample=is_sample)
        return start_plan(
            group,
            title=answers["title"],
            industry=answers["industry"],
            starts_on=answers["valid_from"],
            ends_on=answers["valid_to"],
            by=by,
            is_sample=is_sample,
        )
