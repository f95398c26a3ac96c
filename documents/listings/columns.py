"""The columns in which lists of papers and of missing reports are saved."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.dues.due import Due
from documents.models import Document
from documents.naming import period_code, place_of
from documents.stages import Stage, stage_of


def of_documents(documents: Iterable[Document], link: str) -> Iterator[list[object]]:
    """A heading and a row for each paper; `link` is where its page is, with %d for its number in the database."""
    yield [
        _("Number"), _("Kind"), _("Document"), _("Stage"), _("Period"), _("Round"), _("Dated"), _("Issued at"),
        _("Region code"), _("Region"), _("Province"), _("Industry"), _("Directorate"), _("Plan"), _("Office"),
        _("Status"), _("Superseded by"), "SHA-256 (id)", "SHA-256 (en)", _("Page"),
    ]  # fmt: skip
    for document in documents:
        region, plan = document.region, document.plan
        industry = plan.industry if plan else None
        hashes = {rendition.language: rendition.file.sha256 for rendition in document.renditions.all()}
        after = document.superseded_by
        yield [
            document.number, document.kind, document.get_kind_display(), stage_label(document.kind),
            period_code(document.period_on), document.round, document.dated_on.isoformat(),
            document.issued_at.isoformat(timespec="seconds"), region.code if region else "", place_of(region),
            region.province.name if region else "", str(industry or ""),
            str(industry.directorate or "") if industry else "", document.about, str(document.organisation),
            standing(is_revoked=document.is_revoked, is_superseded=bool(after)), after.number if after else "",
            hashes.get("id", ""), hashes.get("en", ""), link % document.pk,
        ]  # fmt: skip


def standing(*, is_revoked: bool, is_superseded: bool) -> str:
    """Whether a paper counts, in a word; that it was revoked weighs more than that a newer one exists."""
    return _("revoked") if is_revoked else _("superseded") if is_superseded else _("current")


def of_missing(dues: Iterable[Due]) -> Iterator[list[object]]:
    """A heading and a row for each report that is due and not there."""
    yield [
        _("Kind"), _("Stage"), _("Period"), _("Region code"), _("Region"), _("Province"), _("Industry"), _("Plan"),
        _("Why it is missing"), _("Next step"), _("Due"), _("Number"),
    ]  # fmt: skip
    for due in dues:
        region = due.where
        yield [
            due.kind, stage_label(due.kind), period_code(due.period_on), region.code if region else "",
            place_of(region), region.province.name if region else "", str(due.plan.industry) if due.plan else "",
            due.title, due.reason.label, due.step,
            due.due_on.isoformat() if due.due_on else "", due.number,
        ]  # fmt: skip


def stage_label(kind: str) -> str:
    """The stage that a kind of paper reports on, in words."""
    stage = stage_of(kind)
    return capfirst(Stage(stage).label) if stage else ""
