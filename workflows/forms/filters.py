"""The search above the list of LIAPs."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from liap.places.models import Region
from liap.plans.models import Industry
from workflows.models import Case, Stage


class CaseFilter(forms.Form):
    """Each filter is optional; an unknown value filters nothing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    province = forms.ModelChoiceField(Region.objects.none(), label=_("Province"), required=False, empty_label=_("all"))
    industry = forms.ModelChoiceField(
        Industry.objects.none(), label=_("Industry"), required=False, empty_label=_("all")
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("all")), *Stage.choices])
    late = forms.BooleanField(label=_("Only with late tasks"), required=False)

    def __init__(self, data, *, cases: QuerySet[Case]):
        super().__init__(data)
        regions = cases.order_by().values("plan__region")
        self.fields["province"].queryset = Region.objects.filter(
            Q(kind="province"), Q(pk__in=regions) | Q(children__in=regions)
        ).distinct()
        self.fields["industry"].queryset = Industry.objects.filter(pk__in=cases.order_by().values("plan__industry"))

    def applied_to(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """The cases that pass every filter."""
        self.is_valid()
        chosen = self.cleaned_data
        if words := chosen.get("q"):
            cases = cases.filter(
                Q(plan__title__icontains=words)
                | Q(plan__region__name__icontains=words)
                | Q(plan__industry__name__icontains=words)
                | Q(plan__industry__name_en__icontains=words)
            )
        if province := chosen.get("province"):
            cases = cases.filter(Q(plan__region=province) | Q(plan__region__parent=province))
        if industry := chosen.get("industry"):
            cases = cases.filter(plan__industry=industry)
        if stage := chosen.get("stage"):
            cases = cases.filter(stage=stage)
        if chosen.get("late"):
            cases = cases.filter(late_count__gt=0)
        return cases

    def words(self) -> str:
        """What was chosen, in words; empty when nothing was."""
        chosen = self.cleaned_data
        stage = dict(Stage.choices).get(chosen.get("stage"), "")
        late = self.fields["late"].label if chosen.get("late") else ""
        said = (chosen.get("q"), chosen.get("province"), chosen.get("industry"), stage, late)
        return ", ".join(str(word) for word in said if word)
