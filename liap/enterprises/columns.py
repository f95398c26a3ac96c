"""The columns in which the register of SMIs and the services of one are saved: nothing of the owner."""

from django.utils.translation import gettext_lazy as _

from liap.enterprises.received.models import ServiceReceived
from liap.enterprises.sizes.models import Size
from liap.tables.columns import Column
from liap.tables.fields import columns_of

ENTERPRISES = (
    Column(_("SMI"), lambda one: one.name),
    Column(_("Business number (NIB)"), lambda one: one.nib, _("empty: none, or not known")),
    Column(_("Region code"), lambda one: one.region.code),
    Column(_("Region"), lambda one: one.region.name),
    Column(_("Industry code"), lambda one: one.industry.code),
    Column(_("Industry"), lambda one: one.industry),
    Column(_("Cluster (sentra)"), lambda one: one.cluster),
    Column(
        _("Size class"),
        lambda one: Size(one.size).label if one.size else None,
        _("by the rule in force today; empty where workers or investment are not known"),
    ),
    Column(_("Women working"), lambda one: one.workers_female),
    Column(_("Men working"), lambda one: one.workers_male),
    Column(_("As of"), lambda one: one.figures_on, _("day of the figures")),
)
SERVICES = (
    *columns_of(ServiceReceived, "kind", "provider", "received_on", "result"),
    Column(_("Recorded by"), lambda one: str(one.recorded_by)),
    Column(_("Recorded at"), lambda one: one.recorded_at),
)
