"""The columns in which the codes of activities are saved."""

from django.utils.translation import gettext_lazy as _

from liap.plans.codes.queries import reference_of
from liap.tables.columns import Column

CODES = (
    Column(_("Reference"), reference_of, _("names the activity in files for other systems")),
    Column(_("No."), lambda row: row.number),
    Column(_("Activity"), lambda row: row.title),
    Column(_("Institution"), lambda row: row.institution and row.institution.name),
    Column(_("SIPD sub-activity code"), lambda row: row.sipd_code or None),
    Column(_("DAK menu code"), lambda row: row.dak_menu_code or None),
    Column(_("KRISNA id"), lambda row: row.krisna_id or None),
)
