"""Letters which the papers' fonts lack, so that a stray sign of another script never keeps a paper from being drawn.

The facts inside the paper keep what was typed; on the page a near relative is printed, or the replacement sign.
"""

import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "assets" / "fonts"
UNKNOWN = "\ufffd"
NEAR = {
    "−": "–", "‐": "-", "‑": "-", "‒": "–", "→": "->", "←": "<-", "⇒": "=>", "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~",
    "✓": "v", "✔": "v", "✗": "x", "✘": "x", "●": "•", "▪": "•", "■": "•", "◦": "•", "☐": "o",
}  # fmt: skip


@cache
def known() -> frozenset[int]:
    """The code points that every font of the papers has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow, and the web process never needs it

    return frozenset.intersection(
        *(frozenset(TTFont(path, lazy=True).getBestCmap()) for path in sorted(FONTS.glob("*.ttf")))
    )


def printable(text: str) -> str:
    """The text with each letter that the fonts lack replaced by the nearest one that they have."""
    lacking = {c for c in set(text) if ord(c) not in known() and c not in "\n\t\r"}
    return text.translate({ord(c): _nearest(c) for c in lacking})


def _nearest(letter: str) -> str:
    tried = (NEAR.get(letter, ""), unicodedata.normalize("NFKC", letter), unicodedata.normalize("NFKD", letter)[:1])
    return next((one for one in tried if one and all(ord(c) in known() for c in one)), UNKNOWN)
