"""The columns in which the evidence of a plan is saved."""

from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

EVIDENCE = (
    Column(_("Evidence"), lambda row: row.description),
    Column(_("Activity"), lambda row: row.activity and str(row.activity), _("the activity that it proves")),
    Column(_("Indicator"), lambda row: row.indicator and str(row.indicator), _("the indicator that it proves")),
    Column(_("Recorded"), lambda row: row.recorded_at),
    Column(_("Recorded by"), lambda row: str(row.recorded_by)),
    Column(_("File"), lambda row: row.file_name or None, _("empty: a reference without a file")),
    Column(_("Size in bytes"), lambda row: row.size),
    Column(_("SHA-256"), lambda row: row.sha256 or None, _("hash by which the file is kept and checked")),
)
