"""Evidence files: what may come in, made harmless, and kept under its own hash.

Type is judged by content and by name, both of an allowed list. Pictures are drawn anew, which leaves GPS and other
EXIF data behind. A file that lost its row, because the transaction failed, is read by nobody and gone after a day.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from liap.refusals import Refusal

MAX_BYTES = 5 * 1024 * 1024
STRAY_AFTER = 24 * 3600  # seconds
MAX_PIXELS = 40_000_000
MAX_BYTES_PER_PLAN = 500 * 1024 * 1024
EXTENSIONS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
}
BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class FileTooLarge(Refusal):
    """The file has more bytes, or the picture more points, than allowed."""


class FileNotAllowed(Refusal):
    """The file is of another type than its name says, or of one that is not allowed."""


class PlanIsFull(Refusal):
    """The plan has as much evidence as it may."""


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept."""

    name: str
    content_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class KeptUpload(SimpleUploadedFile):
    """An upload of before that was made harmless then; it is not drawn anew."""


def clean(upload: UploadedFile) -> CleanFile:
    """Returns the upload in the form in which it is kept, or refuses it."""
    if isinstance(upload, KeptUpload):
        upload.seek(0)
        return CleanFile(name=upload.name, content_type=upload.content_type, content=upload.read())
    if (upload.size or 0) > MAX_BYTES:
        raise FileTooLarge(_("The file is larger than 5 MB. Make it smaller, for example by a lower resolution."))
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    kind = next((kind for start, kind in BEGINNINGS.items() if content.startswith(start)), "")
    name = PurePath((upload.name or "").replace("\\", "/")).name
    if not kind or PurePath(name).suffix.lower() not in EXTENSIONS[kind]:
        raise FileNotAllowed(
            _("Only PDF, PNG and JPEG files are accepted, and the name must say which. Convert the file.")
        )
    if kind.startswith("image/"):
        content = _redrawn(content, "PNG" if kind == "image/png" else "JPEG")
    return CleanFile(name=name[-150:], content_type=kind, content=content)


def keep(file: CleanFile) -> None:
    """Writes the file so that it is there as a whole or not at all."""
    target = path_of(file.sha256)
    if target.exists():
        # Young again, so that it is not taken for a stray before its row is there.
        target.touch()
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(file.content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, target)  # noqa: PTH105 -- the atomic call by name
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def path_of(sha256: str) -> Path:
    """Where the file with this hash is kept."""
    return Path(settings.EVIDENCE_ROOT) / sha256[:2] / sha256


def sweep_strays(known: Callable[[], set[str]]) -> int:
    """Deletes files that are a day old and whose hash is not among those known; returns how many.

    known: asked after the files were listed, so that what gets its row meanwhile is among them.
    """
    root = Path(settings.EVIDENCE_ROOT)
    old = [path for path in root.glob("??/*") if path.is_file() and _is_old(path)]
    wanted = known() if old else set()
    strays = [path for path in old if path.name not in wanted and _is_old(path)]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > STRAY_AFTER
    except FileNotFoundError:
        return False


def _redrawn(content: bytes, kind: str) -> bytes:
    try:
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FileTooLarge(_("The picture has more than 40 million points. Make it smaller."))
            upright = ImageOps.exif_transpose(picture)
            mode = "RGBA" if kind == "PNG" and upright.has_transparency_data else "RGB"
            fresh = Image.new(mode, upright.size)
            fresh.paste(upright.convert(mode))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileNotAllowed(_("The picture cannot be read. Take it again or send a PDF.")) from error
    stream = BytesIO()
    fresh.save(stream, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return stream.getvalue()
