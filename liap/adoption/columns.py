"""The columns in which the adoption pipeline is saved."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

FUNNEL = (
    Column(_("State"), lambda step: capfirst(step.state.label)),
    Column(_("Ever reached"), lambda step: step.reached, _("each request once, wherever it stands now; no samples")),
    Column(_("Now"), lambda step: step.now),
)
REQUESTS = (
    Column(_("Reference number"), lambda one: one.reference),
    Column(_("Region code"), lambda one: one.region.code),
    Column(_("Region"), lambda one: one.region.name),
    Column(_("Industry"), lambda one: one.industry),
    Column(_("State"), lambda one: capfirst(one.get_state_display())),
    Column(_("Readiness"), lambda one: one.score, _("percent; empty: not assessed")),
    Column(_("Since"), lambda one: one.requested_on),
)
ATTESTATIONS = (
    Column(_("Region"), lambda one: one.region.name),
    Column(_("Year"), lambda one: one.year),
    Column(_("In use"), lambda one: one.is_in_use, _("word of the region on whether the model is used in that year")),
    Column(_("Reason"), lambda one: one.get_reason_display() if one.reason else None),
    Column(_("Remark"), lambda one: one.remark),
    Column(_("Said on"), lambda one: one.said_on),
    Column(_("Said by"), lambda one: one.held_as or one.source, _("post of the person, or the source")),
)
