"""The columns in which the passages of the guideline are saved."""

from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

# A row is a passage with its version, and whether that is the one in force.
PASSAGES = (
    Column(_("Guideline"), lambda row: row[0].title),
    Column(_("Valid from"), lambda row: row[0].valid_from),
    Column(_("Valid until"), lambda row: row[0].valid_to, _("empty: until it is replaced")),
    Column(_("In force"), lambda row: row[2]),
    Column(_("Section"), lambda row: row[1].heading),
    Column(_("Page"), lambda row: row[1].page),
    Column(_("To look at"), lambda row: "; ".join(row[1].points) or None),
)
