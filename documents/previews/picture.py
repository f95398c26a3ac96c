"""The first page of a PDF becomes a small picture, meant to run in a process of its own.

`python -m documents.previews.picture` reads a PDF on standard input and answers with a line of JSON and the picture
on standard output. The process has the limits of a drawing, knows no database and reaches no network.
"""

import io
import json
import sys

from documents.press import confine

WIDTH = 360
MOST_BYTES = 30_000
QUALITIES = (75, 60, 45, 30, 15, 5)


class TooLarge(Exception):
    """The page cannot be made a picture that a slow line can carry."""


def picture_of(pdf: bytes) -> tuple[bytes, int, int]:
    """The first page as WebP with its width and height; the best quality that fits into 30 kB."""
    import pypdfium2  # noqa: PLC0415 -- only the child needs it

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        height = round(WIDTH * page.get_height() / page.get_width())
        if not 1 <= height <= 4 * WIDTH:
            raise TooLarge(f"a page of {page.get_width():.0f} by {page.get_height():.0f} points")
        # Drawn at twice the size and made small afterwards: letters stay letters.
        drawn = page.render(scale=2 * WIDTH / page.get_width()).to_pil().convert("RGB")
    small = drawn.resize((WIDTH, height), resample=3, reducing_gap=None)
    for quality in QUALITIES:
        file = io.BytesIO()
        small.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= MOST_BYTES:
            return file.getvalue(), WIDTH, height
    raise TooLarge(f"{file.tell()} bytes at the lowest quality")


def main() -> int:
    """Answers one PDF; on failure the last line on standard error is the reason."""
    confine()
    try:
        content, width, height = picture_of(sys.stdin.buffer.read())
    except Exception as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}\n")
        return 1
    sys.stdout.buffer.write(json.dumps({"width": width, "height": height}).encode() + b"\n" + content)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
