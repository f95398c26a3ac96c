"""The codes that the pages of a scan bear, as letters behind the picture and as QR codes, in a process of its own.

`python -m documents.verification.decoding` reads a PDF, a PNG or a JPEG on standard input and answers with a line of
JSON. The process has the limits of a drawing, knows no database and reaches no network; a page is made a grey picture
of a bounded number of points, whatever size the file claims.
"""

import io
import json
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

from documents.press import confine
from documents.verification.codes import LENGTH, as_stored

MOST_PAGES, MOST_LETTERS = 50, 200_000
# A sheet of A4 at 300 dots per inch has 8.7 million points; a scanner gives colour at 600 in 35 million.
MOST_DRAWN, MOST_CLAIMED = 9_000_000, 60_000_000
DOTS_PER_POINT = 300 / 72
LONGEST = 3600  # points of a photo on its longer side
# After these seconds no further page is looked at, so that a slow machine still answers with what it found.
SECONDS = 10
LIKE_A_CODE = re.compile(rf"[0-9A-Za-z](?:[-\u2010\u2013]?[0-9A-Za-z]){{{LENGTH - 1}}}(?![0-9A-Za-z])")
ADDRESS = re.compile(rf"/v/([0-9A-Za-z]{{{LENGTH}}})/?$")


class Oversized(Exception):
    """A picture claims more points than any scanner gives."""


def codes_of(content: bytes) -> tuple[set[str], set[str]]:
    """What reads like a code in the letters, and the codes of the addresses in QR codes."""
    if content.startswith(b"%PDF-"):
        return _of_pdf(content)
    return set(), _in_picture(_opened(content))


def _of_pdf(content: bytes) -> tuple[set[str], set[str]]:
    import pypdfium2  # noqa: PLC0415 -- only the child needs it

    lettered: set[str] = set()
    drawn: set[str] = set()
    begun = time.monotonic()
    with pypdfium2.PdfDocument(content) as document:
        for number in _in_order(len(document)):
            page = document[number]
            text = page.get_textpage()
            lettered |= _in_letters(text.get_text_range()[:MOST_LETTERS])
            drawn |= _in_picture(_drawn(page))
            text.close()
            page.close()
            if time.monotonic() - begun > SECONDS:
                break
    return lettered, drawn


def _in_order(pages: int) -> Iterator[int]:
    """The last page first, which bears the QR code, then from the first on."""
    return iter([pages - 1, *range(min(pages - 1, MOST_PAGES - 1))] if pages else [])


def _drawn(page: Any) -> Any:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # noqa: PLC0415 -- only the child needs it

    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        width, height = picture.get_px_size()
        if width * height > MOST_CLAIMED:
            raise Oversized(f"{width} by {height} points")
    width, height = page.get_size()
    scale = min(DOTS_PER_POINT, (MOST_DRAWN / max(width * height, 1)) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil()


def _opened(content: bytes) -> Any:
    from PIL import Image, ImageOps  # noqa: PLC0415 -- only the child needs it

    try:
        picture = Image.open(io.BytesIO(content), formats=["PNG", "JPEG"])
    except Image.DecompressionBombError as fault:
        raise Oversized(str(fault)) from fault
    if picture.width * picture.height > MOST_CLAIMED:
        raise Oversized(f"{picture.width} by {picture.height} points")
    picture.draft("L", (LONGEST, LONGEST))
    shown = ImageOps.exif_transpose(picture).convert("L")
    shown.thumbnail((LONGEST, LONGEST))
    return shown


def _in_letters(text: str) -> set[str]:
    return {code for found in LIKE_A_CODE.findall(text) if (code := as_stored(found))}


def _in_picture(picture: Any) -> set[str]:
    import zxingcpp  # noqa: PLC0415 -- only the child needs it

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False)
    return {code for one in found if (at := ADDRESS.search(one.text)) and (code := as_stored(at[1]))}


def main() -> int:
    """Answers one file; on failure the last line on standard error is the reason."""
    confine()
    try:
        lettered, drawn = codes_of(sys.stdin.buffer.read())
    except (Oversized, MemoryError) as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}\n")
        return 2
    except Exception as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}\n")
        return 1
    sys.stdout.write(json.dumps({"lettered": sorted(lettered), "drawn": sorted(drawn)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
