"""The archive itself, made while it is sent: one file at a time is in memory, and its size is known ahead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from zipstream import ZipStream

from documents.bundles import contents
from documents.bundles.contents import Entry
from documents.dues.due import Due, Reason
from documents.listings.columns import missing_reports, standing
from documents.naming import period_code
from liap.tables.separated import BYTE_ORDER_MARK, saved, written

INDEX_PAGE = "00 index.html"
IN_MEMORY = 64 * 1024
CHUNK = 20


@dataclass
class Archive:
    """A ZIP of papers, not compressed, as PDFs hardly shrink and a size known ahead shows the reader the progress."""

    stream: ZipStream
    size: int
    files: int
    missing: int

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.stream)


class Spool:
    """Bytes that are gathered before their size is known; beyond a page's length they lie on the disk."""

    def __init__(self, *parts: bytes):
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed when it was read
        self.add(*parts)

    def add(self, *parts: bytes) -> None:
        for part in parts:
            self.file.write(part)

    def into(self, stream: ZipStream, name: str) -> None:
        stream.add(self._read(), name, size=self.file.tell())

    def _read(self) -> Iterator[bytes]:
        with self.file as file:
            file.seek(0)
            while part := file.read(IN_MEMORY):
                yield part


def archive(found: Iterable[Entry], dues: list[Due], *, title: str, made_at: str) -> Archive:
    """Packs the intact files with an index page, the index as a table and the list of what is missing."""
    stream, damaged, count = ZipStream(sized=True), list[int](), 0
    page = Spool(render_to_string("documents/bundles/head.html", {"title": title, "made_at": made_at}).encode())
    table = Spool(BYTE_ORDER_MARK.encode(), written(_heading()))
    for chunk in _chunks(found):
        intact = [entry for entry in chunk if contents.is_intact(entry)]
        damaged += [entry.document for entry in chunk if entry not in intact]
        count += len(intact)
        page.add(render_to_string("documents/bundles/rows.html", {"entries": intact}).encode())
        table.add(*(written(_line(entry)) for entry in intact))
        for entry in intact:
            stream.add(contents.content(entry.stored_name, entry.sha256), entry.path, size=entry.size)
    missing = [*_damaged(damaged), *dues]
    page.add(render_to_string("documents/bundles/tail.html", {"missing": missing, "count": count}).encode())
    page.into(stream, INDEX_PAGE)
    table.into(stream, "00 {}.csv".format(_("index")))
    Spool(*saved(missing_reports(missing))).into(stream, "00 {}.csv".format(_("missing reports")))
    return Archive(stream, len(stream), count, len(missing))


def _chunks(found: Iterable[Entry]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    for entry in found:
        chunk.append(entry)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _damaged(document_ids: list[int]) -> Iterator[Due]:
    for document in contents.damaged(document_ids):
        yield Due(
            plan=document.plan,
            region=document.region,
            about=document.about,
            kind=document.kind,
            period_on=document.period_on,
            reason=Reason.DAMAGED,
            number=document.number,
        )


def _heading() -> list[object]:
    return [
        _("File"), _("Number"), _("Kind"), _("Document"), _("Plan"), _("Region"), _("Industry"), _("Period"),
        _("Dated"), _("Status"), _("Language"), _("Pages"), _("Bytes"), "SHA-256",
    ]  # fmt: skip


def _line(entry: Entry) -> list[object]:
    return [
        entry.path, entry.number, entry.kind, entry.title, entry.about, entry.region, entry.industry,
        period_code(entry.period_on), entry.dated_on.isoformat(),
        standing(is_revoked=entry.is_revoked, is_superseded=entry.is_superseded),
        entry.language, entry.pages, entry.size, entry.sha256,
    ]  # fmt: skip
