"""What anybody who holds a paper is told of it: nothing that the paper does not show on its first page.

These reads pass no gate of a person, as the code is the permission; so they hand out bare values and never a row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.models import Document, Rendition, SignedCopy
from documents.public.queries import released_files
from documents.verification.codes import as_stored


class Standing(StrEnum):
    """What a code says of its paper."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Likeness(StrEnum):
    """What a file is to a paper."""

    ISSUED = "issued"
    COPY = "copy"
    PUBLIC = "public"
    OTHER = "other"


@dataclass(frozen=True)
class File:
    """A file of a paper by its language and hash, once more when it was signed electronically."""

    language: str
    sha256: str
    is_signed: bool = False


@dataclass(frozen=True)
class Answer:
    """All that the public page says of a paper; of an unknown code it says nothing else."""

    standing: Standing = Standing.UNKNOWN
    number: str = ""
    kind: str = ""
    title: str = ""
    office: str = ""
    dated_on: date | None = None
    newer: str = ""
    files: tuple[File, ...] = ()
    copies: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()

    @property
    def is_signed(self) -> bool:
        """Whether any file of the paper bears an electronic signature."""
        return any(file.is_signed for file in self.files)

    def likeness(self, sha256: str) -> Likeness:
        """What a file with this hash is to the paper."""
        if sha256 in self.copies:
            return Likeness.COPY
        if sha256 in self.public:
            return Likeness.PUBLIC
        return Likeness.ISSUED if sha256 in {file.sha256 for file in self.files} else Likeness.OTHER


def known_among(codes: Iterable[str]) -> set[str]:
    """Those of the codes that papers have."""
    return {code for code in Document.objects.filter(code__in=codes).values_list("code", flat=True) if code}


def answer_to(typed: str) -> Answer:
    """What is said of a code. An unknown one costs the same queries, so that the time of the answer tells nothing."""
    code = as_stored(typed)
    found = Document.objects.filter(code=code).select_related("organisation", "superseded_by", "revocation")
    document = found.defer("facts", "superseded_by__facts", "revocation__reason").first()
    pk = document.pk if document else 0
    drawn = Rendition.objects.filter(document=pk, state=Rendition.State.DONE)
    copies = frozenset(SignedCopy.objects.filter(document=pk).order_by().values_list("sha256", flat=True))
    public = frozenset(released_files(pk).values_list("sha256", flat=True))
    files = tuple(_files(drawn.values_list("language", "sha256", "signature__sha256")))
    if document is None:
        return Answer()
    newer = document.superseded_by.number if document.superseded_by else ""
    return Answer(
        standing=Standing.REVOKED if document.is_revoked else Standing.SUPERSEDED if newer else Standing.GENUINE,
        number=document.number,
        kind=document.kind,
        title=str(document.get_kind_display()),
        office=str(document.organisation),
        dated_on=document.dated_on,
        newer=newer,
        files=files,
        copies=copies,
        public=public,
    )


def _files(rows: Iterable[tuple[str, str, str | None]]) -> Iterator[File]:
    for language, plain, signed in rows:
        yield File(language, plain)
        if signed:
            yield File(language, signed, is_signed=True)
