"""The columns in which success cases and their table by plan are saved."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.plans.models import Goal
from liap.tables.columns import Column


def _at(rung: str) -> Column:
    label = Goal.Rung(rung).label
    return Column(capfirst(str(label)), lambda row: row.by_rung[rung], _("confirmed cases on this rung"))


def by_plan() -> tuple[Column, ...]:
    """One row for each plan, as known at the end of the chosen year."""
    return (
        Column(_("Plan"), lambda row: row.plan.title),
        Column(_("Region"), lambda row: row.plan.region.name),
        Column(_("Industry"), lambda row: row.plan.industry),
        Column(_("Aimed at"), lambda row: row.goal_label, _("highest rung among the goals of the plan")),
        *(_at(rung) for rung in Goal.Rung.values),
        Column(_("Succeeded"), lambda row: row.reached, _("confirmed cases on the rung that the plan aimed at")),
        Column(_("Confirmed"), lambda row: row.confirmed, _("of these, confirmed or re-confirmed in that year")),
        Column(_("Lapsed"), lambda row: row.lapsed, _("of these, no longer so")),
        Column(_("No contact"), lambda row: row.no_contact, _("of these, nobody could be reached")),
        Column(_("No answer yet"), lambda row: row.not_asked, _("of these, nobody answered in that year")),
    )


# What was said of one success, year by year, after its confirmation.
WORDS = (
    Column(_("Year"), lambda row: row.year),
    Column(_("Answer"), lambda row: capfirst(row.get_answer_display()) if row.answer else None, _("empty: not yet")),
    Column(_("Answered on"), lambda row: row.answered_on),
    Column(_("Answered by"), lambda row: row.answered_by and str(row.answered_by)),
    Column(_("Remark"), lambda row: row.remark or None),
)
CASES = (
    Column(_("SMI"), lambda case: case.enterprise.name),
    Column(_("Rung"), lambda case: case.get_rung_display()),
    Column(_("Plan"), lambda case: case.plan.title),
    Column(_("Region"), lambda case: case.plan.region.name),
    Column(_("Reached on"), lambda case: case.reached_on),
    Column(
        _("Confirmed"),
        lambda case: case.confirmed_on,
        _("day on which somebody else confirmed it; only then it counts"),
    ),
)
