"""What may come in as the scan of a signed paper: a whole PDF of a modest size, judged by its content."""

from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from liap.refusals import Refusal

MOST_BYTES = 10 * 1024 * 1024
TAIL = 2048


class TooLarge(Refusal):
    """Scans of a paper are a few megabytes."""

    def __str__(self) -> str:
        return str(_("The file is larger than 10 MB. Scan in grey or with 200 dots per inch, then try again."))


class NotAPdf(Refusal):
    """The name or the content is that of something else."""

    def __str__(self) -> str:
        return str(_("This is not a PDF file. Scan the signed document as PDF, then try again."))


class Broken(Refusal):
    """The end is missing, as when a transfer was cut off."""

    def __str__(self) -> str:
        return str(_("The PDF file is not complete. Copy it from the scanner once more, then try again."))


class Locked(Refusal):
    """Nobody could read it years later."""

    def __str__(self) -> str:
        return str(_("The PDF file is locked by a password. Save it without one, then try again."))


def clean(upload: UploadedFile) -> bytes:
    """The bytes of a scan that may be kept, or the refusal that says what to do."""
    if (upload.size or 0) > MOST_BYTES:
        raise TooLarge
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooLarge
    if PurePath(upload.name or "").suffix.lower() != ".pdf" or not content.startswith(b"%PDF-"):
        raise NotAPdf
    if b"%%EOF" not in content[-TAIL:]:
        raise Broken
    if b"/Encrypt" in content:
        raise Locked
    return content
