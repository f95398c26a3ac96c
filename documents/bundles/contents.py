"""What goes into an archive of papers: the files, an index of them, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, DateField, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncQuarter
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documents import storage
from documents.listings.choice import Choice, narrowed
from documents.listings.queries import filed, on_shelf
from documents.models import Document, Rendition
from documents.naming import allowed, name_of_file, place_of
from documents.queries import SUBJECTS
from liap.models import User
from liap.refusals import Refusal

MOST_FILES = 1_000
MOST_BYTES = 1024**3
KINDS = dict(Document.KindCode.choices)
LANGUAGES = dict(Rendition.Language.choices)
PERIOD = {
    "period_on": Coalesce("document__filing__period_on", TruncQuarter("document__dated_on"), output_field=DateField())
}
COLUMNS = (
    "stored_name", "sha256", "size", "pages", "language", "period_on", "document", "document__number",
    "signature__stored_name", "signature__sha256", "signature__size",
    "document__kind", "document__dated_on", "document__superseded_by", "document__plan__title",
    "document__region__code", "document__region__name", "document__plan__industry__name",
    "document__plan__industry__name_en", "document__working_group__name", "document__adoption__reference",
    "document__adoption__industry", "document__revocation",
)  # fmt: skip


class TooMany(Refusal):
    """An archive that long would keep a connection for hours."""

    def __str__(self) -> str:
        return str(
            _("These are %(files)d files with %(size)d MB; one archive takes at most %(most_files)d files and "
              "%(most_size)d MB. Please choose a region, an industry or a year.")
        ) % {"files": self.args[0], "size": self.args[1] // 1024**2, "most_files": MOST_FILES,
             "most_size": MOST_BYTES // 1024**2}  # fmt: skip


@dataclass(frozen=True)
class Extent:
    """How much an archive would hold."""

    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive: where it lies in it, where it is stored, and what the index says of it."""

    path: str
    stored_name: str
    sha256: str
    size: int
    document: int
    number: str
    kind: str
    title: str
    about: str
    region: str
    industry: str
    period_on: date
    dated_on: date
    is_superseded: bool
    is_revoked: bool
    language: str
    pages: int


def languages_of(asked: str, own: str) -> list[str]:
    """The languages of the files: one that is asked for, both, or the reader's own."""
    known = list(Rendition.Language.values)
    return known if asked == "both" else [asked] if asked in known else [own]


def extents(user: User, choice: Choice) -> dict[str, Extent]:
    """The number and size of the files in each language, from the database alone."""
    documents = narrowed(on_shelf(user), choice).order_by().select_related(None).prefetch_related(None)
    drawn = Rendition.objects.filter(document__in=documents.values("pk"), state=Rendition.State.DONE).order_by()
    told = drawn.values_list("language").annotate(files=Count("pk"), size=Sum(Coalesce("signature__size", "size")))
    return {language: Extent(files, size) for language, files, size in told}


def together(by_language: dict[str, Extent], languages: list[str]) -> Extent:
    """How much the files in these languages are together."""
    chosen = [by_language[language] for language in languages if language in by_language]
    return Extent(sum(one.files for one in chosen), sum(one.size for one in chosen))


def refuse_too_many(size: Extent) -> None:
    """Raises TooMany where one archive should not hold that much."""
    if size.files > MOST_FILES or size.size > MOST_BYTES:
        raise TooMany(size.files, size.size)


def entries(user: User, choice: Choice, languages: list[str]) -> Iterator[Entry]:
    """The files by region, kind and age, a folder for each region; no two have the same path.

    Read as bare values in one query: rows of models would be the largest thing in memory.
    """
    documents = narrowed(on_shelf(user), choice).order_by().select_related(None).prefetch_related(None)
    found = Rendition.objects.filter(document__in=documents.values("pk"), language__in=languages)
    found = found.filter(state=Rendition.State.DONE).order_by("document__region__code", "document", "-language")
    taken: set[int] = set()
    for row in found.annotate(**PERIOD).values(*COLUMNS).iterator(chunk_size=100):
        entry = _entry(row)
        name = hash(entry.path)
        yield replace(entry, path=f"{entry.path[:-4]} {entry.document}.pdf") if name in taken else entry
        taken.add(name)


def is_intact(entry: Entry) -> bool:
    """Whether the stored bytes are still those that were drawn."""
    try:
        storage.read(entry.stored_name, entry.sha256)
    except storage.CorruptFile:
        return False
    return True


def content(stored_name: str, sha256: str) -> Iterator[bytes]:
    """The bytes of a file, read when its turn comes and checked once more."""
    yield storage.read(stored_name, sha256)


def damaged(document_ids: list[int]) -> QuerySet[Document]:
    """The papers of files that are damaged, as the list of what is missing shows them."""
    documents = filed(Document.objects.filter(pk__in=document_ids)).defer("facts")
    return documents.select_related(*SUBJECTS, "plan__region__parent", "plan__industry")


def _entry(row: dict[str, Any]) -> Entry:
    region, language = row["document__region__name"] or place_of(None), row["language"]
    kind, number, period_on = row["document__kind"], row["document__number"], row["period_on"]
    name = name_of_file(kind=kind, region=region, period_on=period_on, number=number, language=language)
    folder = allowed(f"{row['document__region__code'] or ''} {region}")
    request = row["document__adoption__reference"]
    english = get_language() == "en" and row["document__plan__industry__name_en"]
    return Entry(
        path=f"{folder}/{name}",
        stored_name=row["signature__stored_name"] or row["stored_name"],
        sha256=row["signature__sha256"] or row["sha256"],
        size=row["signature__size"] or row["size"],
        document=row["document"],
        number=number,
        kind=kind,
        title=str(KINDS[kind]),
        about=row["document__plan__title"] or row["document__working_group__name"] or request or region,
        region=region,
        industry=english or row["document__plan__industry__name"] or row["document__adoption__industry"] or "",
        period_on=period_on,
        dated_on=row["document__dated_on"],
        is_superseded=row["document__superseded_by"] is not None,
        is_revoked=row["document__revocation"] is not None,
        language=LANGUAGES[language],
        pages=row["pages"],
    )
