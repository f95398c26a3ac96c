"""The columns in which the gaps of evidence are saved."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

# A row is a gap with the answer about it, or None.
GAPS = (
    Column(_("About"), lambda row: capfirst(str(row[0].topic.label))),
    Column(_("Subject"), lambda row: row[0].subject, _("indicator, SMI or rung of a goal")),
    Column(_("What is missing"), lambda row: row[0].what),
    Column(_("What to do"), lambda row: row[0].todo),
    Column(_("Who"), lambda row: row[0].who, _("post or seat that closes the gap")),
    Column(_("Answer"), lambda row: row[1] and row[1].get_answer_display(), _("what was said before the evaluation")),
    Column(_("Collected by"), lambda row: row[1] and (row[1].post or None)),
    Column(_("Until"), lambda row: row[1] and row[1].due_on),
    Column(_("Reason"), lambda row: row[1] and (row[1].reason or None)),
)
