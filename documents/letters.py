"""Letters which the papers' fonts lack, so that a stray sign of another script never keeps a paper from being drawn.

The facts inside the paper keep what was typed; on the page a near relative is printed, or the replacement sign.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "assets" / "fonts"
UNKNOWN = "\ufffd"
# Between tags alone, and never inside drawings, whose text is set by hand.
BETWEEN_TAGS = re.compile(r"(<svg\b.*?</svg>|<[^>]*>)", re.DOTALL)
ENDLESS = re.compile(r"(?:(?>&[#\w]{1,8};|[^\s<])){40}(?=[^\s<])")
ROW = re.compile(r"<tr>(.*?</tr>)", re.DOTALL)
LINE, TAG = re.compile(r"<(?:br|li|p)\b[^>]*>"), re.compile(r"<[^>]*>")
TALL = 500  # letters of a cell, which are half a page in a narrow column
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


def breakable(html: str) -> str:
    """The body with a place to break a line after every fortieth letter of an endless word.

    The time to set a word grows with the square of its length: a page of such words would take minutes.
    """
    head, mark, body = html.partition("<body")
    parts = BETWEEN_TAGS.split(mark + body)
    parts[::2] = [ENDLESS.sub(r"\g<0><wbr>", part) for part in parts[::2]]
    return head + "".join(parts)


def divisible(html: str) -> str:
    """Rows that may fill a page are allowed to break; else heading and caption would be left behind on pages alone."""
    return ROW.sub(lambda row: f'<tr class="tall">{row[1]}' if _is_tall(row[1]) else row[0], html)


def _is_tall(row: str) -> bool:
    cells = (LINE.sub("-" * 20, cell) for cell in row.split("</td>"))
    return any(len(TAG.sub("", cell)) > TALL for cell in cells)


def printable(text: str) -> str:
    """The text with each letter that the fonts lack replaced by the nearest one that they have."""
    lacking = {c for c in set(text) if ord(c) not in known() and c not in "\n\t\r"}
    return text.translate({ord(c): _nearest(c) for c in lacking})


def _nearest(letter: str) -> str:
    tried = (NEAR.get(letter, ""), unicodedata.normalize("NFKC", letter), unicodedata.normalize("NFKD", letter)[:1])
    return next((one for one in tried if one and all(ord(c) in known() for c in one)), UNKNOWN)
