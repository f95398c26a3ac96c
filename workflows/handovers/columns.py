"""The columns in which the tables about handovers are saved."""

from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

HANDOVERS = (
    Column(_("Post or seat"), lambda one: str(one.place)),
    Column(_("From"), lambda one: one.outgoing and str(one.outgoing)),
    Column(_("To"), lambda one: str(one.incoming)),
    Column(_("Takes over on"), lambda one: one.since),
    Column(_("Status"), lambda one: _("confirmed") if one.confirmed_at else _("open")),
)
RISKS = (
    Column(_("LIAP"), lambda risk: risk.case.plan.title),
    Column(_("Region"), lambda risk: risk.case.plan.region.name),
    Column(_("Person"), lambda risk: risk.person and str(risk.person), _("empty: nobody in the last half year")),
)
FACILITATORS = (
    Column(_("Facilitator"), lambda row: str(row.person)),
    Column(_("Region"), lambda row: row.region.name),
    Column(_("End of contract"), lambda row: row.ends_on, _("empty: not stated")),
    Column(_("LIAPs"), lambda row: row.plans),
    Column(_("SMIs"), lambda row: row.smis),
    Column(_("Open tasks"), lambda row: row.tasks),
)
PLACES = (
    Column(_("Post or seat"), lambda place: place.label),
    Column(_("Holder"), lambda place: place.holder and str(place.holder), _("empty: vacant")),
    Column(_("Account is open"), lambda place: place.holder and place.holder.is_active),
)
