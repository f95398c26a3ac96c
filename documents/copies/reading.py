"""The codes that the text of a scan bears, read by a child process with limits.

A scanner that recognises letters puts them behind the picture, and a file printed to PDF has them anyway; every page
of our papers bears its code. A scan without letters tells nothing. The code in the QR picture is not read.
"""

import re
import subprocess
import sys

from documents import children
from documents.press import confine
from documents.verification.codes import LENGTH, as_stored

COMMAND = (sys.executable, "-m", "documents.copies.reading")
WALL_SECONDS = 20
MOST_PAGES, MOST_LETTERS = 50, 200_000
LIKE_A_CODE = re.compile(rf"[0-9A-Za-z](?:[-\u2010\u2013]?[0-9A-Za-z]){{{LENGTH - 1}}}(?![0-9A-Za-z])")


def codes_in(pdf: bytes) -> set[str]:
    """What reads like a code in the text of the PDF; nothing when the text cannot be read."""
    try:
        done = children.read(COMMAND, pdf, seconds=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        return set()
    text = done.stdout.decode(errors="replace") if done.returncode == 0 else ""
    return {code for found in LIKE_A_CODE.findall(text) if (code := as_stored(found))}


def main() -> int:
    """Answers one PDF with the text of its first pages."""
    confine()
    import pypdfium2  # noqa: PLC0415 -- only the child needs it

    with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number].get_textpage()
            sys.stdout.buffer.write(page.get_text_range()[:MOST_LETTERS].encode(errors="replace") + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
