"""The QR code of a paper as SVG: black squares and a title, the same every time."""

from collections.abc import Iterable

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

VERSION = segno.__version__
QUIET = 4  # modules of white around it, which readers need to find the code


def qr(address: str) -> SafeString:
    """The address as a QR code of the error correction M, which bears the folds and stamps of an office."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    side = len(rows) + 2 * QUIET
    shape = '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}"><title>{}</title>{}</svg>'
    said = gettext("QR code of the address where this document can be checked")
    return format_html(shape, side, side, said, format_html('<path fill="#000000" d="{}"/>', "".join(_runs(rows))))


def _runs(rows: list[bytes]) -> Iterable[str]:
    """One rectangle for each run of dark modules in a row."""
    for y, row in enumerate(rows, QUIET):
        x = 0
        while (begin := row.find(1, x)) >= 0:
            x = row.find(0, begin)
            x = len(row) if x < 0 else x
            yield f"M{begin + QUIET} {y}h{x - begin}v1h-{x - begin}z"
