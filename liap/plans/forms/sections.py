"""One form per section of a plan; all answer to the same few calls, so that one page edits any of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.enterprises.actions import register
from liap.parts import PartsForm, rebuilt_with_more_rows
from liap.people.models import User
from liap.plans.actions import save_section
from liap.plans.forms.activities import ActivityRows
from liap.plans.forms.diagnosis import ChainStepRows, ProblemRows, StakeholderRows
from liap.plans.forms.planning import (
    BudgetRows,
    EnterpriseActionRows,
    GoalRows,
    IndicatorRows,
    NewEnterprises,
    PlanTextForm,
    TargetRows,
)
from liap.plans.forms.rows import Rows
from liap.plans.models import Plan, Section, TargetEnterprise
from liap.plans.queries import is_section_newer

EXTRA_ROWS = 3


class SeenForm(forms.Form):
    """The version of the plan that the person had before him."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SectionForm(PartsForm):
    """A section in parts: what version was seen, and the rows. Subclasses name their section and their rows."""

    section: Section
    row_class: type[Rows]
    help: Any = ""

    def __init__(self, data=None, files=None, *, plan: Plan, user: User, extra: int | None = None):
        super().__init__(data, files)
        self.plan, self.user = plan, user
        self.extra = EXTRA_ROWS if extra is None else extra
        self.seen = self.add(SeenForm(data, prefix=self.section.value, initial={"seen_version": plan.version}))
        self.build()

    def build(self) -> None:
        """Adds the parts of the section."""
        self.add_rows(self.row_class, self.section.value, legend=self.section.label, help=self.help)

    def add_rows(self, row_class: type[Rows], prefix: str, *, legend: object, help: object = "") -> Rows:
        made = row_class(self.data, self.files, instance=self.plan, prefix=f"{prefix}-rows")
        made.extra = self.extra
        return self.add(made, legend=legend, help=help)

    @property
    def legend(self) -> str:
        return str(self.section.label)

    @property
    def seen_version(self) -> int:
        """The version that the form was opened on."""
        return self.seen.cleaned_data["seen_version"] if self.seen.is_bound else self.plan.version

    @property
    def is_stale(self) -> bool:
        """Whether somebody saved the section after the form was opened."""
        return self.seen.is_valid() and is_section_newer(self.plan, self.section, self.seen_version)

    def is_valid(self) -> bool:
        # The rows of a stale form fit to nothing any more; saving it says so in a better sentence.
        return self.is_bound and (self.is_stale or super().is_valid())

    def with_more_rows(self) -> PartsForm:
        """The same form with more empty rows."""
        return rebuilt_with_more_rows(self, lambda data: type(self)(data, self.files, plan=self.plan, user=self.user))

    def save(self, by: User) -> dict:
        plan = save_section(self.plan, self.section, by=by, seen_version=self.seen_version, write=self.write)
        return {"section": self.section.value, "version": plan.version}

    def write(self, plan: Plan) -> None:
        """Stores every formset of the section; called with the plan locked."""
        for part in self.parts:
            if isinstance(part, Rows):
                part.save_rows(plan)


class StakeholdersForm(SectionForm):
    section, row_class = Section.STAKEHOLDERS, StakeholderRows
    help = _("Who has an interest in the industry, and what could they offer?")


class SupplyChainForm(SectionForm):
    section, row_class = Section.SUPPLY_CHAIN, ChainStepRows
    help = _("From the raw material to the buyer. Leave the number empty and the next one is taken.")


class ProblemsForm(SectionForm):
    section, row_class = Section.PROBLEMS, ProblemRows
    help = _("The first three must be answered by an activity, or by a reason why none answers them.")


class ObjectiveForm(SectionForm):
    section = Section.OBJECTIVE

    def build(self) -> None:
        self.text = self.add(PlanTextForm(self.data, instance=self.plan, prefix=self.section.value))
        help = _("How many SMIs shall stand on which rung, and by when?")
        self.add_rows(GoalRows, self.section.value, legend=_("Goals"), help=help)

    def write(self, plan: Plan) -> None:
        for name, value in self.text.cleaned_data.items():
            setattr(plan, name, value)
        super().write(plan)


class TargetsForm(SectionForm):
    section = Section.TARGETS

    def build(self) -> None:
        help = _("Leave the baseline empty when it is not known; empty is not zero.")
        self.add_rows(TargetRows, self.section.value, legend=_("SMIs on record"), help=help)
        made = NewEnterprises(self.data, prefix=f"{self.section.value}-new")
        made.extra = self.extra
        self.newcomers = self.add(made, legend=_("SMIs that are not on record yet"))

    def write(self, plan: Plan) -> None:
        super().write(plan)
        for form in self.newcomers:
            if answers := form.cleaned_data.get("name") and form.cleaned_data:
                self._add_newcomer(plan, answers)

    def _add_newcomer(self, plan: Plan, answers: dict[str, Any]) -> None:
        enterprise = register(
            answers["name"],
            region=plan.region,
            industry_id=plan.industry_id,
            owner_sex=answers["owner_sex"],
            by=self.user,
        )
        baseline = {name: answers[name] for name in ("baseline_turnover", "baseline_year")}
        TargetEnterprise.objects.get_or_create(plan=plan, enterprise=enterprise, defaults=baseline)


class ActivitiesForm(SectionForm):
    section, row_class = Section.ACTIVITIES, ActivityRows
    help = _("What which institution does, when, and at what cost.")


class EnterpriseActionsForm(SectionForm):
    section, row_class = Section.ENTERPRISE_ACTIONS, EnterpriseActionRows
    help = _("What the SMIs themselves promise to do.")


class IndicatorsForm(SectionForm):
    section, row_class = Section.INDICATORS, IndicatorRows
    help = _("How the result is measured. Each indicator needs a means of verification.")


class BudgetForm(SectionForm):
    section, row_class = Section.BUDGET, BudgetRows
    help = _("Money by source and fiscal year. Leave an amount empty when it is not known; empty is not zero.")


SECTION_FORMS: dict[str, type[SectionForm]] = {
    form.section.value: form
    for form in (
        StakeholdersForm,
        SupplyChainForm,
        ProblemsForm,
        ObjectiveForm,
        TargetsForm,
        ActivitiesForm,
        EnterpriseActionsForm,
        IndicatorsForm,
        BudgetForm,
    )
}


def section_form(
    section: str, data=None, files=None, *, plan: Plan, user: User, extra: int | None = None
) -> SectionForm:
    """The form of one section."""
    return SECTION_FORMS[Section(section).value](data, files, plan=plan, user=user, extra=extra)
