"""Keeping the scan of a signed paper beside the issued file."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from documents import storage
from documents.copies.models import CopyComparison, SignedCopy
from documents.copies.queries import may_add_copy
from documents.copies.scans import clean
from documents.models import Document
from documents.verification.queries import known_among
from documents.verification.reading import Fit, TooHeavy, codes_in
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


class Oversized(Refusal):
    """The pages are pictures that nobody can open in reasonable time, by accident or on purpose."""

    def __str__(self) -> str:
        return str(_("The pages of this file are too large to be read. Scan with 200 dots per inch, then try again."))


class AlreadyCompared(Conflict):
    """The number of the copy was read or compared before."""

    def __str__(self) -> str:
        return str(_("The number of this copy was already compared."))


class AlreadyKept(Conflict):
    """The same scan twice."""

    def __str__(self) -> str:
        return str(_("This very file was already added to the document."))


def add_copy(document: Document, upload: UploadedFile, *, number: str, by: User) -> SignedCopy:
    """Keeps the scan of the signed paper. Rule of the field: the copy must bear the number of its document.

    The code on the pages says so by itself; without one a person has to compare (`compare_by_eye`). The file is
    written before its row, so no row is ever without its file; a file without a row is swept after a day.
    """
    if not may_add_copy(by, document):
        raise NotOfTheOffice
    if plain(number) != plain(document.number):
        raise WrongNumber(number, document.number)
    content = clean(upload)
    sha256 = hashlib.sha256(content).hexdigest()
    if document.renditions.filter(sha256=sha256).exists():
        raise NothingSigned
    fit = _fit(document, content)
    if fit is Fit.OTHER:
        raise OtherPaper(document.number)
    return _keep(document, storage.put(content, ending=ENDING), is_read=fit is Fit.SAME, by=by)


@transaction.atomic
def compare_by_eye(copy: SignedCopy, *, by: User) -> CopyComparison:
    """Records that a person compared the number on the pages of a copy with that of its document."""
    if not may_add_copy(by, copy.document):
        raise NotOfTheOffice
    return _note(copy, CopyComparison.Way.EYE, by=by)


def _fit(document: Document, content: bytes) -> Fit:
    """What the codes on the pages say; letters count when a paper has them as its code, as any 26 may stand there."""
    try:
        codes = codes_in(content)
    except TooHeavy as fault:
        raise Oversized from fault
    return codes.fit(document.code, known_among(codes.lettered))


def _note(copy: SignedCopy, way: str, *, by: User) -> CopyComparison:
    values = {"way": way, "by": by, "held_as": posts_label(by)[:300]}
    comparison, is_new = CopyComparison.objects.get_or_create(copy=copy, defaults=values)
    if not is_new:
        raise AlreadyCompared
    document = copy.document
    record(
        "compare signed copy", by=by, chain=document.chain, subject=f"document:{document.pk}",
        number=document.number, sha256=copy.sha256, way=way,
    )  # fmt: skip
    return comparison


@transaction.atomic
def _keep(document: Document, stored: storage.Stored, *, is_read: bool, by: User) -> SignedCopy:
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
    if is_read:
        _note(copy, CopyComparison.Way.CODE, by=by)
    return copy


def plain(number: str) -> str:
    """The number without what people write differently: spaces and capitals."""
    return "".join(number.split()).casefold()
