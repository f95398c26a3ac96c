"""Shapes that the charts of the papers are made of, as SVG in the colours of the print styles.

Widths are in points of a page that is 482 wide between its margins.
"""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 482
INK, GREY, RULE, PALE = "#22303f", "#566270", "#c9d2de", "#e8edf4"
NAVY, BLUE, GOLD, GREEN, AMBER, RED = "#1f3a5f", "#5b8db8", "#b8860b", "#2e7d4f", "#c77700", "#b3261e"


def svg(width: float, height: float, title: str, inside: SafeString) -> SafeString:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{}pt" height="{}pt" viewBox="0 0 {} {}" '
        'font-family="Noto Sans"><title>{}</title>{}</svg>',
        rounded(width),
        rounded(height),
        rounded(width),
        rounded(height),
        title,
        inside,
    )


def legend(entries: Sequence[tuple[str, str]], left: float) -> SafeString:
    parts = []
    for fill, label in entries:
        parts += [box(left, 2, 8, 8, fill), words(left + 12, 9.5, label, fill=GREY)]
        left += 30 + 4.2 * len(label)
    return joined(parts)


def words(x, y, text, *, room=60, anchor="start", fill=INK, weight="normal", size=7.5) -> SafeString:
    said = text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
    return format_html(
        '<text x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>',
        rounded(x), rounded(y), size, weight, fill, anchor, said,
    )  # fmt: skip


def box(x, y, wide, high, fill, stroke="none") -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="1.5" fill="{}" stroke="{}" stroke-width="0.8"/>',
        rounded(x), rounded(y), rounded(wide), rounded(high), fill, stroke,
    )  # fmt: skip


def disc(x, y, radius, fill, stroke="none") -> SafeString:
    shape = '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="1.6"/>'
    return format_html(shape, rounded(x), rounded(y), radius, fill, stroke)


def line(x1, y1, x2, y2, stroke, dash="") -> SafeString:
    dashed = format_html(' stroke-dasharray="{}"', dash) if dash else ""
    shape = '<path d="M{} {}L{} {}" stroke="{}" stroke-width="0.7" fill="none"{}/>'
    return format_html(shape, rounded(x1), rounded(y1), rounded(x2), rounded(y2), stroke, dashed)


def arrow(x, y, length) -> SafeString:
    head = '<path d="M{} {}h{}m-4 -3l4 3l-4 3" stroke="{}" stroke-width="1.2" fill="none"/>'
    return format_html(head, rounded(x), rounded(y), rounded(length), NAVY)


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def wrapped(text: str, room: int) -> tuple[str, str]:
    if len(text) <= room:
        return text, ""
    cut = text.rfind(" ", 0, room + 1)
    return (text[:room], text[room:]) if cut < 1 else (text[:cut], text[cut + 1 :])


def folded(text: str, room: int, most: int) -> list[str]:
    """The text in lines of so many letters; what does not go into the last of them is cut where it is written."""
    lines = []
    while text and len(lines) < most - 1:
        line_, text = wrapped(text, room)
        lines.append(line_)
    return [*lines, text] if text else lines


def rounded(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
