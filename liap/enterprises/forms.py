"""The record of an SMI as a form in parts, the filters of the list, a merge and a service."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liap.enterprises.actions import BY_AGE, EDITABLE
from liap.enterprises.identity import is_identity_number
from liap.enterprises.models import Cluster, Enterprise
from liap.enterprises.queries import WRITERS, regions_with
from liap.enterprises.received.models import ServiceReceived
from liap.enterprises.sizes.models import Size
from liap.fields import DayField, RupiahField
from liap.people.access import is_national, regions_of, regions_to_the_row
from liap.people.forms import OnePart
from liap.people.models import User
from liap.places.models import Region

YES_NO = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]


def clusters_in(regions: Any) -> Any:
    """The clusters of some regions; what was sent as the number of a region may be no number."""
    if isinstance(regions, list):
        regions = [pk for pk in regions if str(pk).isdecimal()]
    return Cluster.objects.filter(region__in=regions).order_by("name")


class Group:
    """Some fields of a form below a heading, in the shape that the template of forms in parts draws."""

    def __init__(self, form: forms.BaseForm, legend: str | Promise, names: tuple[str, ...], *, is_first: bool = False):
        self.form, self.legend, self.names, self.is_first = form, legend, names, is_first

    def hidden_fields(self) -> list[forms.BoundField]:
        return self.form.hidden_fields() if self.is_first else []

    def visible_fields(self) -> list[forms.BoundField]:
        return [self.form[name] for name in self.names]

    def non_field_errors(self) -> Any:
        return self.form.non_field_errors() if self.is_first else []


class EnterpriseForm(forms.ModelForm):
    """All that people write about an SMI. Figures that nobody knows stay empty."""

    nik = forms.CharField(
        label=_("Identity number (NIK) of the owner"),
        max_length=20,
        required=False,
        help_text=_("Only to find the same owner again. It is not kept: a mask and a keyed hash are. Empty is fine."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    owner_has_disability = forms.TypedChoiceField(
        label=_("Owner with a disability"),
        choices=YES_NO,
        required=False,
        coerce=lambda said: said == "yes",
        empty_value=None,
    )
    investment = RupiahField(
        label=_("Investment without land and building (Rp)"),
        required=False,
        help_text=_("The size is computed from the workers and this value."),
    )
    figures_on = DayField(label=_("Workers and investment as of"), required=False)

    class Meta:
        model = Enterprise
        fields = EDITABLE

    def __init__(self, *args: Any, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        own = regions_with(by, WRITERS) if self.instance.pk else regions_of(by)
        self.fields["region"].queryset = own.order_by("name")
        # Whoever sees the whole country chooses the cluster when the region is chosen: the list would be too long.
        where = [self.data.get("region") or self.instance.region_id] if is_national(by) else own
        self.fields["cluster"].queryset = clusters_in(where)
        if self.instance.pk and self.instance.owner_nik_masked:
            self.fields["nik"].help_text = _("On record: %(mask)s. Leave empty to keep it.") % {
                "mask": self.instance.owner_nik_masked
            }
        if self.instance.owner_has_disability is not None:
            self.initial["owner_has_disability"] = "yes" if self.instance.owner_has_disability else "no"

    @property
    def parts(self) -> list[Group]:
        workers = ("workers_female", "workers_male", *BY_AGE, "workers_with_disability")
        return [
            Group(
                self,
                _("Business"),
                ("name", "nib", "legal_form", "region", "industry", "cluster", "product", "address"),
                is_first=True,
            ),
            Group(
                self,
                _("Owner of the SMI"),
                (
                    "owner_name",
                    "owner_phone",
                    "owner_email",
                    "nik",
                    "owner_sex",
                    "owner_age_band",
                    "owner_has_disability",
                ),
            ),
            Group(self, _("Workers and investment"), (*workers, "investment", "figures_on")),
        ]

    def validate_unique(self) -> None:
        """Left to the actions, which show the record that is meant."""

    def validate_constraints(self) -> None:
        """Left to the actions, whose sentences say what to do."""

    def clean_nik(self) -> str:
        number = "".join(self.cleaned_data["nik"].split())
        if number and not is_identity_number(number):
            raise forms.ValidationError(
                _("An identity number (NIK) has 16 digits with the day of birth in the middle.")
            )
        return number

    def clean_owner_name(self) -> str:
        return " ".join(self.cleaned_data["owner_name"].split())

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take, without the identity number."""
        return {name: self.cleaned_data[name] for name in EDITABLE}


class FilterForm(forms.Form):
    """What narrows the list; a value that makes no sense narrows nothing."""

    text = forms.CharField(label=_("Name or business number (NIB)"), max_length=100, required=False)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False, empty_label=_("all"))
    industry = forms.ModelChoiceField(
        Enterprise._meta.get_field("industry").related_model.objects.order_by("name"),
        label=_("Industry"),
        required=False,
        empty_label=_("all"),
    )
    cluster = forms.ModelChoiceField(
        Cluster.objects.none(), label=_("Cluster (sentra)"), required=False, empty_label=_("all")
    )
    size = forms.ChoiceField(label=_("Size class"), choices=[("", _("all")), *Size.choices], required=False)
    legal_form = forms.ChoiceField(
        label=_("Legal form"), choices=[("", _("all")), *Enterprise.LegalForm.choices], required=False
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        seen = Enterprise.objects.visible_to(by)
        regions = regions_to_the_row(by).filter(pk__in=seen.values("region"))
        self.fields["region"].queryset = regions.order_by("name")
        where = [self.data.get("region")] if is_national(by) else regions_of(by)
        self.fields["cluster"].queryset = clusters_in(where)

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class MergeForm(OnePart, forms.Form):
    """Which record is the same SMI, and why."""

    other = forms.IntegerField(
        label=_("Number of the other record"), min_value=1, help_text=_("It stands on the page of the SMI.")
    )
    reason = forms.CharField(
        label=_("Why they are the same"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class ServiceForm(OnePart, forms.ModelForm):
    received_on = DayField(label=_("Received on"))

    class Meta:
        model = ServiceReceived
        fields = ["kind", "provider", "received_on", "result"]
