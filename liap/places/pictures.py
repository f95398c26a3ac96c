"""The map of the provinces as tiles of equal size: no map data is needed, and no province is too small to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liap import charts

WIDE_TILE, NARROW_TILE = 62, 24.2


@dataclass(frozen=True)
class Square:
    """One province: where it stands, its short name and code, and what is said of it. `tone` is a key of TONES."""

    column: int
    row: int
    code: str
    short: str
    name: str
    said: str
    tone: str = "off"
    mark: str = ""


def tile_map(squares: Sequence[Square], *, title: str, narrow: bool = False) -> SafeString:
    """The tiles with name and mark; on a phone they carry the code and the mark, and the names stand in the table."""
    step = NARROW_TILE if narrow else WIDE_TILE
    parts: list[SafeString] = []
    for one in squares:
        x, y = one.column * step, one.row * step
        is_dark = one.tone in ("done", "late", "running")
        ink = "#ffffff" if is_dark else charts.INK
        fill = "#3a6f8a" if one.tone == "running" else charts.TONES[one.tone]
        parts.append(charts._box(x, y, step - 2, step - 2, fill, f"{one.name}: {one.said}", rx=3))
        middle = x + (step - 2) / 2
        first = one.code if narrow else one.short
        size = 11 if narrow else 12
        lower = 10 if narrow else 22
        parts.append(charts._text(middle, y + lower, first, size=size, fill=ink, text_anchor="middle"))
        if one.mark:
            below = y + (21 if narrow else 44)
            parts.append(
                charts._text(middle, below, one.mark, size=size + 1, fill=ink, text_anchor="middle", font_weight="700")
            )
    columns = max([one.column for one in squares], default=0) + 1
    rows = max([one.row for one in squares], default=0) + 1
    return charts._picture(title, columns * step, rows * step, parts)
