"""The columns in which the entry of a period and the standing against the baseline are saved."""

from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

ENTRIES = (
    Column(_("SMI"), lambda row: row.enterprise.name),
    Column(_("State"), lambda row: _("reported") if row.record else _("missing")),
    Column(_("Asked on"), lambda row: row.record and row.record.asked_on),
    Column(_("Medium"), lambda row: row.record and row.record.get_medium_display()),
    Column(_("Held post"), lambda row: (row.record and row.record.held_as) or None, _("of whoever entered it")),
)
BASELINE = (
    Column(_("SMI"), lambda row: row.enterprise.name),
    Column(_("Baseline"), lambda row: row.baseline, _("turnover of a year in rupiah")),
    Column(_("Year of the baseline"), lambda row: row.baseline_year),
    Column(_("From the registry"), lambda row: row.is_from_registry, _("no: typed into the plan")),
    Column(_("Last year"), lambda row: row.now, _("turnover of the last year that is known, in rupiah")),
    Column(_("Which year"), lambda row: row.now_year),
    Column(_("Asked on"), lambda row: row.asked_on, _("of the last year; of four quarters the newest")),
    Column(_("Change"), lambda row: str(row.change.label) or None),
    Column(_("Change (percent)"), lambda row: row.change.percent),
    Column(_("Not comparable because"), lambda row: str(row.change.reason) or None),
)
