"""Photos in papers: made small once, kept under their hash, and handed to the drawing process with the order.

The facts hold the hash alone, so that they stay text; the same facts name the same bytes. What is drawn anew here has
neither place nor camera in it.
"""

import base64
import io
import re

from PIL import Image

from documents import storage
from documents.models import Document

# Points on the longer side: half the width of a page at 300 to the inch.
LONGEST, QUALITY = 1000, 80
_NAMED = re.compile(r'"picture":"([0-9a-f]{64})"')


def keep(content: bytes) -> str:
    """Draws a PNG or JPEG anew, small and without transparency, and keeps it; returns the hash that facts name."""
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as opened:
        opened.thumbnail((LONGEST, LONGEST))
        shown = opened.convert("RGBA")
    ground = Image.new("RGB", shown.size, "white")
    ground.paste(shown, mask=shown)
    stream = io.BytesIO()
    ground.save(stream, "JPEG", quality=QUALITY)
    return storage.put(stream.getvalue(), ending="jpg").sha256


def named_in(facts: str) -> list[str]:
    """The hashes of the pictures that stored facts name, each once."""
    return list(dict.fromkeys(_NAMED.findall(facts)))


def of(facts: str) -> dict[str, str]:
    """The pictures that stored facts name, by hash, as text that an order can carry."""
    return {sha256: base64.b64encode(storage.read(_place(sha256), sha256)).decode() for sha256 in named_in(facts)}


def tidy() -> int:
    """Deletes pictures that no issued paper names, a day after they were made; returns how many."""
    texts = Document.objects.filter(facts__contains='"picture":"').values_list("facts", flat=True)
    known = {_place(sha256) for text in texts.iterator() for sha256 in named_in(text)}
    return storage.sweep_strays(known, ending="jpg")


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}.jpg"
