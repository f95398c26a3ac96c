"""The columns in which lists of papers and of missing reports are saved."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.dues.due import Due
from documents.models import Document
from documents.naming import period_code, place_of
from documents.stages import Stage, stage_of
from liap.tables.columns import Column, Table


def standing(*, is_revoked: bool, is_superseded: bool) -> str:
    """Whether a paper counts, in a word; that it was revoked weighs more than that a newer one exists."""
    return _("revoked") if is_revoked else _("superseded") if is_superseded else _("current")


def stage_label(kind: str) -> str:
    """The stage that a kind of paper reports on, in words."""
    stage = stage_of(kind)
    return capfirst(Stage(stage).label) if stage else ""


def _hash(document: Document, language: str) -> str:
    return next((one.file.sha256 for one in document.renditions.all() if one.language == language), "")


def _address(document: Document) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse("documents:detail", args=[document.pk])


DOCUMENTS = (
    Column(gettext_lazy("Number"), lambda one: one.number, gettext_lazy("number in the register of the office")),
    Column(gettext_lazy("Kind"), lambda one: one.kind, gettext_lazy("short code of the kind of document")),
    Column(gettext_lazy("Document"), lambda one: one.get_kind_display()),
    Column(gettext_lazy("Stage"), lambda one: stage_label(one.kind)),
    Column(
        gettext_lazy("Period"),
        lambda one: period_code(one.period_on),
        gettext_lazy("quarter that the document reports on"),
    ),
    Column(gettext_lazy("Round"), lambda one: one.round, gettext_lazy("how many times it was issued for the plan")),
    Column(gettext_lazy("Dated"), lambda one: one.dated_on),
    Column(gettext_lazy("Issued at"), lambda one: one.issued_at),
    Column(gettext_lazy("Region code"), lambda one: one.region.code if one.region else None),
    Column(gettext_lazy("Region"), lambda one: place_of(one.region)),
    Column(gettext_lazy("Province"), lambda one: one.region.province.name if one.region else None),
    Column(gettext_lazy("Industry"), lambda one: one.plan.industry if one.plan else None),
    Column(gettext_lazy("Directorate"), lambda one: one.plan.industry.directorate if one.plan else None),
    Column(gettext_lazy("Plan"), lambda one: one.about),
    Column(gettext_lazy("Office"), lambda one: one.organisation),
    Column(
        gettext_lazy("Status"),
        lambda one: standing(is_revoked=one.is_revoked, is_superseded=bool(one.superseded_by_id)),
    ),
    Column(gettext_lazy("Superseded by"), lambda one: one.superseded_by.number if one.superseded_by else None),
    Column("SHA-256 (id)", lambda one: _hash(one, "id"), gettext_lazy("hash of the file in Indonesian")),
    Column("SHA-256 (en)", lambda one: _hash(one, "en"), gettext_lazy("hash of the file in English")),
    Column(gettext_lazy("Page"), _address, gettext_lazy("address of the document")),
)
MISSING = (
    Column(gettext_lazy("Kind"), lambda due: due.kind, gettext_lazy("short code of the kind of document")),
    Column(gettext_lazy("Stage"), lambda due: stage_label(due.kind)),
    Column(
        gettext_lazy("Period"),
        lambda due: period_code(due.period_on),
        gettext_lazy("quarter that the document reports on"),
    ),
    Column(gettext_lazy("Region code"), lambda due: due.where.code if due.where else None),
    Column(gettext_lazy("Region"), lambda due: place_of(due.where)),
    Column(gettext_lazy("Province"), lambda due: due.where.province.name if due.where else None),
    Column(gettext_lazy("Industry"), lambda due: due.plan.industry if due.plan else None),
    Column(gettext_lazy("Plan"), lambda due: due.title),
    Column(gettext_lazy("Why it is missing"), lambda due: due.reason.label),
    Column(gettext_lazy("Next step"), lambda due: due.step),
    Column(gettext_lazy("Due"), lambda due: due.due_on),
    Column(gettext_lazy("Number"), lambda due: due.number, gettext_lazy("number in the register of the office")),
)


def missing_reports(dues: Iterable[Due], *, chosen: str = "") -> Table:
    """The reports that are due and not there, as a table to save."""
    return Table(code="missing", title=gettext_lazy("missing reports"), columns=MISSING, rows=dues, chosen=chosen)
