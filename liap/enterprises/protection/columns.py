"""The columns in which the register of data requests and the log of access are saved."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

# A row is a request, and whether the person may read whose it is.
REQUESTS = (
    Column(_("No."), lambda row: row[0].pk),
    Column(_("Request"), lambda row: capfirst(row[0].get_kind_display())),
    Column(
        _("From"),
        lambda row: str(row[0].enterprise or row[0].person) if row[1] else None,
        _("empty: told only to who keeps the records of the region, and to the auditor"),
    ),
    Column(
        _("Region"),
        lambda row: row[0].enterprise and row[0].enterprise.region.name,
        _("empty: of a person who logs in"),
    ),
    Column(_("How"), lambda row: capfirst(row[0].get_medium_display())),
    Column(_("Received"), lambda row: row[0].received_at),
    Column(_("Due"), lambda row: row[0].due_at, _("72 hours of the clock after it was received")),
    Column(_("Answered on"), lambda row: row[0].answered_at, _("empty while it is open")),
    Column(_("Outcome"), lambda row: capfirst(row[0].get_outcome_display()) if row[0].outcome else None),
    Column(_("In time"), lambda row: row[0].answered_at and row[0].answered_at <= row[0].due_at),
)

# Who saw personal data, and what of them; the data themselves are not in the log.
ACCESSES = (
    Column(_("At"), lambda row: row.at),
    Column(_("SMI"), lambda row: str(row.enterprise)),
    Column(_("Region"), lambda row: row.enterprise.region.name),
    Column(_("By"), lambda row: row.by and str(row.by), _("empty: a command on the server")),
    Column(_("Act"), lambda row: capfirst(row.get_act_display())),
    Column(_("What"), lambda row: capfirst(row.get_what_display())),
    Column(_("Why"), lambda row: capfirst(row.get_reason_display())),
)
