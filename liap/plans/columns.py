"""The columns in which the tables of a plan are saved."""

from django.utils.translation import gettext_lazy as _

from liap.plans.models import (
    Activity,
    BudgetLine,
    ChainStep,
    EnterpriseAction,
    Goal,
    Indicator,
    Problem,
    Stakeholder,
    TargetEnterprise,
)
from liap.tables.columns import Column
from liap.tables.fields import columns_of

STAKEHOLDERS = columns_of(Stakeholder, "name", "interest", "influence", "offer")
CHAIN_STEPS = columns_of(ChainStep, "number", "name", "actors", "price", "bottleneck")
PROBLEMS = (
    *columns_of(Problem, "rank", "text"),
    Column(
        _("Answered by"),
        lambda row: "; ".join(str(activity) for activity in row.activities.all()) or None,
        _("support activities that answer the problem"),
    ),
    *columns_of(Problem, "reason_unanswered"),
)
GOALS = columns_of(Goal, "rung", "description", "target_count", "reached_count", "due_on")
TARGETS = (
    Column(_("SMI"), lambda row: row.enterprise.name),
    Column(_("Business number (NIB)"), lambda row: row.enterprise.nib, _("empty: none, or not known")),
    *columns_of(TargetEnterprise, "baseline_turnover", "baseline_year"),
)
ACTIVITIES = (
    *columns_of(Activity, "number", "title", "institution"),
    Column(_("Answers problem"), lambda row: row.problem and row.problem.text),
    *columns_of(Activity, "starts_on", "ends_on", "volume", "unit", "cost", "funding_source", "state", "done_on"),
)
ENTERPRISE_ACTIONS = columns_of(EnterpriseAction, "text", "enterprise", "due_on", "done_on")
INDICATORS = columns_of(
    Indicator, "number", "text", "level", "criterion", "unit", "baseline", "target", "means_of_verification",
    "frequency",
)  # fmt: skip
BUDGET_LINES = columns_of(
    BudgetLine, "fiscal_year", "source", "kind", "activity", "origin", "proposed", "allocated", "committed",
    "realised",
)  # fmt: skip

SCHEDULE = (
    Column(_("Activity"), lambda row: str(row.activity)),
    Column(_("Institution"), lambda row: row.activity.institution),
    Column(_("From"), lambda row: row.activity.starts_on),
    Column(_("To"), lambda row: row.activity.ends_on),
    Column(_("State"), lambda row: row.activity.get_state_display()),
    Column(_("Days late"), lambda row: row.days_late, _("calendar days; follows from the dates")),
    Column(
        _("Waits for"),
        lambda row: ", ".join(map(str, row.waits_for)) or None,
        _("numbers of activities that come first and are not finished"),
    ),
)
MONEY = (
    Column(_("Year"), lambda row: row.year),
    Column(_("Source"), lambda row: row.source_label),
    Column(_("Proposed"), lambda row: row.proposed, _("rupiah")),
    Column(_("Allocated"), lambda row: row.allocated, _("rupiah")),
    Column(_("Committed"), lambda row: row.committed, _("rupiah")),
    Column(_("Realised"), lambda row: row.realised, _("rupiah; empty where nobody reported")),
    Column(_("Lines without a realised amount"), lambda row: row.unreported),
)
