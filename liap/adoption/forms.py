"""Asking, offering, moving and attesting."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.adoption.models import Attestation
from liap.fields import RupiahField
from liap.people.forms import OnePart
from liap.places.models import Region
from liap.plans.models import FundingSource

NATIONAL = (FundingSource.APBN_CENTRAL, FundingSource.APBN_ASSISTANCE, FundingSource.APBN_DECONCENTRATION)


class RequestForm(OnePart, forms.Form):
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    industry = forms.CharField(label=_("Industry"), max_length=150)
    letter_number = forms.CharField(
        label=_("Letter number"),
        max_length=100,
        required=False,
        help_text=_("The letter of the region that asks for the model; without it the readiness is lower."),
    )
    contact = forms.CharField(label=_("Contact at the office"), max_length=200, required=False)
    staff = forms.IntegerField(label=_("Staff for SMIs"), min_value=0, required=False)
    budget = RupiahField(label=_("Yearly budget for SMIs (Rp)"), required=False)
    sentras = forms.IntegerField(label=_("SMI centres (sentra)"), min_value=0, required=False)
    facilitators = forms.IntegerField(label=_("Facilitators (TPL-IKM)"), min_value=0, required=False)

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions
        self.fields["region"].initial = regions.first()


class OfferForm(OnePart, forms.Form):
    facilitator = forms.BooleanField(label=_("A facilitator"), required=False)
    honorarium = RupiahField(label=_("Honorarium of the facilitator (Rp)"), required=False)
    budget = RupiahField(label=_("Money for meetings (Rp)"), required=False)
    training = forms.CharField(label=_("Training"), max_length=200, required=False)
    training_cost = RupiahField(label=_("Cost of the training (Rp)"), required=False)
    source = forms.ChoiceField(
        label=_("Funding source"),
        choices=[(one.value, one.label) for one in NATIONAL],
        help_text=_("What the region accepts stands in the budget of its plan with this source and year."),
    )
    year = forms.IntegerField(label=_("Fiscal year"), min_value=2013, max_value=2100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year


class MoveForm(OnePart, forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class WordForm(forms.Form):
    """What a region says about the use of the model."""

    is_in_use = forms.TypedChoiceField(
        label=_("Is the model still in use?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("If not, why"), required=False, choices=[("", "—"), *Attestation.Reason.choices]
    )
    used_since = forms.IntegerField(label=_("In use since (year)"), min_value=2009, max_value=2100, required=False)
    liap_count = forms.IntegerField(label=_("Number of LIAPs"), min_value=0, required=False)
    staff = forms.IntegerField(label=_("Staff for SMIs"), min_value=0, required=False)
    budget = RupiahField(label=_("Yearly budget for SMIs (Rp)"), required=False)
    remark = forms.CharField(label=_("Remark"), max_length=500, required=False)

    def clean(self):
        cleaned = super().clean()
        if "is_in_use" in cleaned and cleaned["is_in_use"] == bool(cleaned.get("reason")):
            self.add_error("reason", _("A model in use needs no reason; one that is not in use needs one."))
        return cleaned


class AttestationForm(OnePart, WordForm):
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    year = forms.IntegerField(label=_("Year"), min_value=2013)
    field_order = ("region", "year")

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions
        self.fields["region"].initial = regions.first()
        self.fields["year"].initial = timezone.localdate().year
