"""The rows of the plan itself: goals, target SMIs, promises of the SMIs, indicators and money."""

from django import forms
from django.forms import formset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance.models import PerformanceRecord
from liap.enterprises.performance.years import last_years
from liap.fields import DayField, QuantityField, RupiahField, limited
from liap.plans.budgets.actions import refuse_closed
from liap.plans.forms.rows import RowForm, Rows, rows
from liap.plans.models import BudgetLine, EnterpriseAction, Goal, Indicator, Plan, TargetEnterprise


class PlanTextForm(forms.ModelForm):
    """What the plan says in sentences."""

    class Meta:
        model = Plan
        fields = ["background", "profile", "objective", "risks"]
        formfield_callback = limited
        widgets = {
            "background": forms.Textarea(attrs={"rows": 5}),
            "profile": forms.Textarea(attrs={"rows": 5}),
            "objective": forms.Textarea(attrs={"rows": 3}),
            "risks": forms.Textarea(attrs={"rows": 3}),
        }


class GoalRow(RowForm):
    due_on = DayField(label=_("Due on"), required=False)

    class Meta:
        model = Goal
        fields = ["rung", "description", "target_count", "due_on"]


class GoalRowsBase(Rows):
    unique = ("rung",)


class TargetRow(RowForm):
    baseline_turnover = RupiahField(label=_("Baseline turnover (Rp a year)"), required=False)
    baseline_year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)

    class Meta:
        model = TargetEnterprise
        fields = ["enterprise", "baseline_turnover", "baseline_year"]

    def __init__(self, *args, known: PerformanceRecord | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if known is not None and not self.is_bound and self.instance.baseline_turnover is None:
            self._propose(known)
        local = Enterprise.objects.usable_for(Purpose.SUPPORT)
        local = local.filter(region=self.plan.region_id, industry=self.plan.industry_id)
        chosen = Enterprise.objects.filter(pk=self.instance.enterprise_id)
        self.fields["enterprise"].queryset = local | chosen

    def _propose(self, known: PerformanceRecord) -> None:
        """Shows what the registry knows and where from; whoever sends the form confirms it."""
        self.initial |= {"baseline_turnover": known.turnover, "baseline_year": known.first_on.year}
        origin = {
            "year": known.first_on.year,
            "kind": known.get_turnover_kind_display(),
            "method": known.get_method_display(),
        }
        text = _(
            "Proposed from the registry: %(year)s, %(kind)s, %(method)s. Sending confirms it; change or empty it."
        )
        self.fields["baseline_turnover"].help_text = text % origin

    def clean(self):
        return need_year(self, super().clean())


class TargetRowsBase(Rows):
    """The target SMIs; where the plan says no baseline yet, the last year that the registry knows is proposed."""

    unique = ("enterprise",)

    def get_form_kwargs(self, index):
        rows = self.get_queryset()
        is_held = index is not None and index < len(rows)
        known = self._known.get(rows[index].enterprise_id) if is_held else None
        return {**super().get_form_kwargs(index), "known": known}

    @cached_property
    def _known(self) -> dict[int, PerformanceRecord]:
        without = [row.enterprise_id for row in self.get_queryset() if row.baseline_turnover is None]
        return last_years(without, before=self.instance.starts_on.year) if without else {}


class NewEnterpriseForm(forms.Form):
    """An SMI that is not on record yet: a name is enough."""

    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    owner_sex = forms.ChoiceField(
        label=_("Owner of the SMI"), choices=[("", "—"), *Enterprise.Sex.choices], required=False
    )
    baseline_turnover = RupiahField(label=_("Baseline turnover (Rp a year)"), required=False)
    baseline_year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and (cleaned.get("baseline_turnover") is not None):
            self.add_error("name", _("Write the name of the SMI that the baseline belongs to."))
        return need_year(self, cleaned)


def need_year(form: forms.BaseForm, cleaned: dict) -> dict:
    """A baseline without its year cannot be compared with anything."""
    if cleaned.get("baseline_turnover") is not None and not cleaned.get("baseline_year"):
        form.add_error("baseline_year", _("Write the year that the baseline turnover belongs to."))
    return cleaned


class EnterpriseActionRow(RowForm):
    due_on = DayField(label=_("Due on"), required=False)

    class Meta:
        model = EnterpriseAction
        fields = ["text", "enterprise", "due_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        targets = Enterprise.objects.filter(pk__in=self.plan.target_enterprises.values("enterprise"))
        chosen = Enterprise.objects.filter(pk=self.instance.enterprise_id)
        self.fields["enterprise"].queryset = targets | chosen
        self.fields["enterprise"].empty_label = _("all target SMIs")


class EnterpriseActionRowsBase(Rows):
    unique = ("text", "enterprise")


class IndicatorRow(RowForm):
    number = forms.IntegerField(label=_("No."), min_value=1, max_value=999, required=False)
    baseline = QuantityField(label=_("Baseline"), max_digits=16, decimal_places=2, required=False)
    target = QuantityField(label=_("Target"), max_digits=16, decimal_places=2, required=False)

    class Meta:
        model = Indicator
        fields = [
            "number",
            "text",
            "level",
            "criterion",
            "unit",
            "baseline",
            "target",
            "means_of_verification",
            "frequency",
        ]
        error_messages = {
            "means_of_verification": {
                "required": _("Write how the indicator will be verified; without it nobody can judge the result.")
            }
        }


class IndicatorRowsBase(Rows):
    number_field = "number"
    unique = ("number",)


class BudgetRow(RowForm):
    fiscal_year = forms.IntegerField(label=_("Fiscal year"), min_value=2000, max_value=2100)
    proposed = RupiahField(label=_("Proposed (Rp)"), required=False)
    allocated = RupiahField(label=_("Allocated (Rp)"), required=False)
    committed = RupiahField(label=_("Committed (Rp)"), required=False)

    class Meta:
        model = BudgetLine
        fields = ["activity", "source", "fiscal_year", "kind", "proposed", "allocated", "committed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = self.plan.activities.all()
        self.fields["activity"].empty_label = _("the plan as a whole")
        if self.instance.origin:
            words = {"number": self.instance.origin}
            self.fields["source"].help_text = _("From the accepted offer %(number)s of the ministry") % words


class BudgetRowsBase(Rows):
    unique = ("source", "activity", "fiscal_year", "kind", "origin")

    @property
    def touched_years(self) -> set[int]:
        """The fiscal years of which an amount is added, changed or taken away, before and after."""
        touched = [form for form in self.forms if form.has_changed() or self._should_delete_form(form)]
        typed = {form.cleaned_data.get("fiscal_year") for form in touched if form in self.live_forms}
        return {year for year in typed | {form.initial.get("fiscal_year") for form in touched} if year}

    def save_rows(self, plan: Plan) -> None:
        """Refuses what would change a closed fiscal year."""
        refuse_closed(plan.region_id, self.touched_years)
        super().save_rows(plan)


GoalRows = rows(Goal, GoalRow, GoalRowsBase)
TargetRows = rows(TargetEnterprise, TargetRow, TargetRowsBase)
NewEnterprises = formset_factory(NewEnterpriseForm, extra=0, max_num=20, validate_max=True)
EnterpriseActionRows = rows(EnterpriseAction, EnterpriseActionRow, EnterpriseActionRowsBase)
IndicatorRows = rows(Indicator, IndicatorRow, IndicatorRowsBase)
BudgetRows = rows(BudgetLine, BudgetRow, BudgetRowsBase)
