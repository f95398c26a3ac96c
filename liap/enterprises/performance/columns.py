"""The columns in which figures of SMIs are saved."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.enterprises.performance.models import Channel, PerformanceRecord
from liap.tables.columns import Column
from liap.tables.fields import columns_of


def _share(channel: str) -> Callable[[Any], object]:
    return lambda row: next((share.percent for share in row.shares.all() if share.channel == channel), None)


SMI = (
    Column(_("SMI"), lambda row: row.enterprise.name),
    Column(_("Business number (NIB)"), lambda row: row.enterprise.nib, _("empty: none, or not known")),
    Column(_("Region"), lambda row: row.enterprise.region.name),
    Column(_("Industry"), lambda row: row.enterprise.industry),
)
FIGURES = (
    Column(_("Period"), lambda row: str(row.period)),
    *columns_of(
        PerformanceRecord, "first_on", "months", "turnover_kind", "turnover", "turnover_low", "turnover_high",
        "method", "confidence", "production", "production_unit", "workers", "workers_female", "workers_male",
        "buyers", "main_channel",
    ),
    *(
        Column(capfirst(str(one.label)), _share(one.value), _("share of the turnover in percent; all add up to 100"))
        for one in Channel
    ),
    *columns_of(PerformanceRecord, "medium", "asked_on", "held_as", "note"),
)  # fmt: skip
CORRECTED = (
    *FIGURES,
    *columns_of(PerformanceRecord, "superseded_at"),
    Column(
        _("Reason of the correction"),
        lambda row: getattr(getattr(row, "replaced_by", None), "correction_reason", None),
    ),
)
