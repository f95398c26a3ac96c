"""Keeping the scan of a signed paper beside the issued file."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from documents import storage
from documents.copies.models import SignedCopy
from documents.copies.queries import may_add_copy
from documents.copies.reading import codes_in
from documents.copies.scans import clean
from documents.models import Document
from liap.audit.actions import record
from liap.models import User
from liap.people.access import posts_label
from liap.refusals import Conflict, NotTheirs, Refusal

# Of an ending of its own, so that the files of drawings and of copies are swept apart.
ENDING = "scan"


class NotOfTheOffice(NotTheirs):
    """A copy is added by those who have the paper in their hands."""

    def __str__(self) -> str:
        return str(_("Only the issuing office, the coordinator or the facilitator can add the signed copy."))


class WrongNumber(Refusal):
    """The number on the paper is that of another document."""

    def __str__(self) -> str:
        sentence = _("The number “%(typed)s” is not that of this document, which is %(number)s. "
                     "Find the document with the number that is on the paper, and add the copy there.")  # fmt: skip
        return str(sentence) % {"typed": self.args[0][:120], "number": self.args[1]}


class OtherPaper(Refusal):
    """The number was typed right, but the pages are those of another document."""

    def __str__(self) -> str:
        sentence = _("The pages of this scan bear the code of another document, not of %(number)s. "
                     "Choose the scan of this document.")  # fmt: skip
        return str(sentence) % {"number": self.args[0]}


class NothingSigned(Refusal):
    """The issued file itself is no copy of a signed paper."""

    def __str__(self) -> str:
        return str(_("This is the issued file itself, without a signature on paper. Choose the scan."))


class AlreadyKept(Conflict):
    """The same scan twice."""

    def __str__(self) -> str:
        return str(_("This very file was already added to the document."))


def add_copy(document: Document, upload: UploadedFile, *, number: str, by: User) -> SignedCopy:
    """Keeps the scan of the signed paper. Rule of the field: the copy must bear the number of its document.

    The file is written before its row, so no row is ever without its file; a file without a row is swept after a day.
    """
    if not may_add_copy(by, document):
        raise NotOfTheOffice
    if plain(number) != plain(document.number):
        raise WrongNumber(number, document.number)
    content = clean(upload)
    sha256 = hashlib.sha256(content).hexdigest()
    if document.renditions.filter(sha256=sha256).exists():
        raise NothingSigned
    _refuse_another_paper(document, content)
    return _keep(document, storage.put(content, ending=ENDING), by=by)


def _refuse_another_paper(document: Document, content: bytes) -> None:
    """Refuses a scan whose letters name other papers alone; a scan without letters is taken at its word."""
    named = set(Document.objects.filter(code__in=codes_in(content)).values_list("pk", flat=True))
    if named and document.pk not in named:
        raise OtherPaper(document.number)


@transaction.atomic
def _keep(document: Document, stored: storage.Stored, *, by: User) -> SignedCopy:
    copy, is_new = SignedCopy.objects.get_or_create(
        document=document,
        sha256=stored.sha256,
        defaults={
            "stored_name": stored.name, "size": stored.size, "uploaded_by": by, "held_as": posts_label(by)[:300],
        },
    )  # fmt: skip
    if not is_new:
        raise AlreadyKept
    record(
        "add signed copy", by=by, chain=document.chain, subject=f"document:{document.pk}",
        kind=document.kind, number=document.number, sha256=stored.sha256, size=stored.size,
    )  # fmt: skip
    return copy


def plain(number: str) -> str:
    """The number without what people write differently: spaces and capitals."""
    return "".join(number.split()).casefold()
