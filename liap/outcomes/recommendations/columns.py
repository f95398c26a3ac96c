"""The columns in which recommendations and lessons are saved."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

RECOMMENDATIONS = (
    Column(_("Recommendation"), lambda row: row.statement),
    Column(_("To"), lambda row: capfirst(row.get_addressee_display())),
    Column(_("By when"), lambda row: row.due_on),
    Column(_("State"), lambda row: capfirst(row.get_state_display())),
    Column(_("Answer"), lambda row: row.response or None, _("what was or will be done, or why not")),
    Column(_("Answered on"), lambda row: row.responded_on),
    Column(_("Held post"), lambda row: row.responded_as or None, _("of whoever answered")),
    Column(_("From the evaluation of"), lambda row: row.evaluation.plan.title),
    Column(_("Region"), lambda row: row.evaluation.plan.region.name),
)
LESSONS = (
    Column(_("Lesson"), lambda row: row.statement),
    Column(_("From the evaluation of"), lambda row: row.evaluation.plan.title),
    Column(_("Region"), lambda row: row.evaluation.plan.region.name),
)
