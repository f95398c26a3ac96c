"""Pictures as SVG text, drawn on the server: the same string works in a page, on paper and without scripts.

Labels are escaped here. Each picture has a name for screen readers, and a `narrow` variant whose letters stay
readable on a phone. Colours are attributes, because the content security policy forbids inline styles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

WIDE, NARROW = 900.0, 340.0
INK, MUTED, LINE, PAPER = "#1f2a33", "#55626d", "#ccd4da", "#eef2f4"
BRAND, CALM, GOOD, WARN, LATE = "#0b4f6c", "#5b93ad", "#2e6b45", "#9a5b00", "#a3262a"
HALO = {"paint_order": "stroke", "stroke": "#ffffff", "stroke_width": 3}
TONES = {"done": GOOD, "running": CALM, "planned": "#a9b8c2", "late": LATE, "off": "#d5dbe0"}


@dataclass(frozen=True)
class Slice:
    """One stage of a pipeline and how many are in it."""

    label: str
    count: int


@dataclass(frozen=True)
class Span:
    """One bar of a schedule. `tone` is a key of TONES; `note` is said in words, never by colour alone."""

    label: str
    starts_on: date
    ends_on: date
    tone: str = "planned"
    note: str = ""


@dataclass(frozen=True)
class Pair:
    """A planned and an actual value; `actual` None means nobody reported it. The texts are shown beside the bars."""

    label: str
    planned: Decimal | int | None
    actual: Decimal | int | None
    planned_text: str = ""
    actual_text: str = ""


def _element(name: str, content: str = "", **attributes) -> SafeString:
    written = "".join(f' {key.replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return mark_safe(f"<{name}{written}>{content}</{name}>")  # noqa: S308 - values are escaped, content is ours


def _text(x: float, y: float, words, *, size: float = 13, fill: str = INK, **attributes) -> SafeString:
    return _element("text", escape(words), x=round(x, 1), y=round(y, 1), font_size=size, fill=fill, **attributes)


def _box(x: float, y: float, width: float, height: float, fill: str, words: str = "", **attributes) -> SafeString:
    tip = _element("title", escape(words)) if words else ""
    place = {"x": round(x, 1), "y": round(y, 1), "width": round(max(width, 0), 1), "height": round(height, 1)}
    return _element("rect", tip, **place, fill=fill, **attributes)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str = LINE, **attributes) -> SafeString:
    ends = {"x1": round(x1, 1), "y1": round(y1, 1), "x2": round(x2, 1), "y2": round(y2, 1)}
    return _element("line", **ends, stroke=colour, **attributes)


def _picture(title: str, width: float, height: float, parts: Iterable[str]) -> SafeString:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" viewBox="0 0 {w} {h}" width="{w}" '
        'height="{h}" font-family="system-ui, sans-serif"><title>{title}</title>{parts}</svg>',
        w=round(width),
        h=round(height),
        title=title,
        parts=mark_safe("".join(parts)),  # noqa: S308 - made by the functions above
    )


def _cut(words: str, letters: int) -> str:
    words = str(words)
    return words if len(words) <= letters else words[: letters - 1].rstrip() + "…"


def pipeline(slices: Sequence[Slice], *, title: str, narrow: bool = False) -> SafeString:
    """How many stand in each stage, as columns of one row; on a phone as a row for each stage."""
    most = max([s.count for s in slices] + [1])
    if narrow:
        return _pipeline_rows(slices, title, most)
    width, column = WIDE, WIDE / max(len(slices), 1)
    parts = []
    for place, part in enumerate(slices):
        x, tall = place * column, 90 * part.count / most
        parts += [
            _box(x + 4, 118 - tall, column - 8, tall, BRAND if part.count else PAPER, f"{part.label}: {part.count}"),
            _line(x + 4, 118, x + column - 4, 118),
            _text(x + column / 2, 112 - tall, part.count, size=16, text_anchor="middle", font_weight="600"),
            _text(x + column / 2, 137, _cut(part.label, 16), fill=MUTED, text_anchor="middle"),
        ]
    return _picture(title, width, 148, parts)


def _pipeline_rows(slices: Sequence[Slice], title: str, most: int) -> SafeString:
    parts = []
    for place, part in enumerate(slices):
        y = place * 30
        parts += [
            _text(0, y + 19, _cut(part.label, 18), size=14),
            _box(140, y + 6, 160 * part.count / most, 18, BRAND),
            _text(146 + 160 * part.count / most, y + 20, part.count, size=14, font_weight="600"),
        ]
    return _picture(title, NARROW, len(slices) * 30 + 4, parts)


def gantt(
    spans: Sequence[Span], *, starts_on: date, ends_on: date, today: date, title: str, narrow: bool = False
) -> SafeString:
    """Bars on a time line of months with a line for today; late bars also say so in words."""
    left, width, step = (0.0, NARROW, 46) if narrow else (270.0, WIDE, 30)
    starts_on = min([starts_on, *(s.starts_on for s in spans)])
    ends_on = max([ends_on, starts_on + timedelta(days=27), *(s.ends_on for s in spans)])
    days = (ends_on - starts_on).days + 1
    height = 34 + step * len(spans) + 6

    def place(moment: date) -> float:
        return left + (width - left) * (moment - starts_on).days / days

    parts = _months(starts_on, ends_on, place, height, narrow)
    for row, span in enumerate(spans):
        y = 34 + row * step
        tip = ": ".join(filter(None, [span.label, span.note]))
        x, long = place(span.starts_on), place(span.ends_on + timedelta(days=1)) - place(span.starts_on)
        tone = TONES[span.tone]
        label = _label_with_note(span) if narrow else _cut(span.label, 36)
        parts.append(_text(0, y + (14 if narrow else 19), label, fill=LATE if span.tone == "late" else INK))
        parts.append(_box(x, y + (20 if narrow else 7), max(long, 3), 16, tone, tip, rx=2))
        if span.note and not narrow:
            parts.append(_note_beside(span.note, x, long, y + 19, width, tone))
    if starts_on <= today <= ends_on:
        x = place(today)
        parts.append(_line(x, 18, x, height, LATE, stroke_width=1.5, stroke_dasharray="4 3"))
        anchor = "end" if x > width - 50 else "start"
        parts.append(_text(x + (-4 if anchor == "end" else 4), 29, _("today"), size=11, fill=LATE, text_anchor=anchor))
    return _picture(title, width, height, parts)


def _label_with_note(span: Span) -> str:
    return f"{_cut(span.label, 42 - len(span.note))} ({span.note})" if span.note else _cut(span.label, 45)


def _note_beside(note: str, x: float, long: float, y: float, width: float, tone: str) -> SafeString:
    """The words go after the bar, or before it when the edge is near."""
    needed, colour = len(note) * 6.2, LATE if tone == LATE else MUTED
    if x + long + 6 + needed <= width:
        return _text(x + long + 6, y, note, size=11, fill=colour, **HALO)
    return _text(x - 6, y, note, size=11, fill=colour, text_anchor="end", **HALO)


def _months(starts_on: date, ends_on: date, place, height: float, narrow: bool) -> list[SafeString]:
    """Thin lines at the first of each month, with as many names as fit."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
    every = max(1, -(-months // (5 if narrow else 9)))
    parts = []
    for count in range(months):
        year, month = divmod(starts_on.month - 1 + count, 12)
        first = date(starts_on.year + year, month + 1, 1)
        if first < starts_on and count:
            continue
        x = place(max(first, starts_on))
        if count % every == 0 and x < place(ends_on) - 50:
            parts.append(_line(x, 18, x, height))
            parts.append(_text(x + 3, 13, date_format(first, "M Y"), size=11, fill=MUTED))
    return parts


def bars(
    pairs: Sequence[Pair], *, title: str, narrow: bool = False, names: tuple[str, str] | None = None
) -> SafeString:
    """Planned against actual: a pale bar above a strong one, with the figures in words; `names` of other pairs."""
    pale, strong = names or (_("planned"), _("actual"))
    left, width, step = (0.0, NARROW, 50) if narrow else (230.0, WIDE, 44)
    room = 300.0 if narrow else 330.0
    most = max([float(v) for p in pairs for v in (p.planned, p.actual) if v is not None] + [1.0])
    parts = []
    for row, pair in enumerate(pairs):
        y = row * step
        top = y + (20 if narrow else 6)
        planned, actual = (room * float(v or 0) / most for v in (pair.planned, pair.actual))
        parts += [
            _text(0, y + (14 if narrow else 22), _cut(pair.label, 44 if narrow else 30)),
            _box(left, top, planned, 10, TONES["planned"], f"{pale}: {pair.planned_text}"),
            _box(left, top + 11, actual, 10, BRAND, f"{strong}: {pair.actual_text}"),
        ]
        if pair.actual is None:
            parts.append(_text(left, top + 20, _("not available"), size=11, fill=WARN))
        if not narrow:
            parts.append(_text(width, top + 9, pair.planned_text, size=11, fill=MUTED, text_anchor="end"))
            parts.append(_text(width, top + 21, pair.actual_text, size=11, text_anchor="end"))
    return _picture(title, width, len(pairs) * step + 4, parts)


def rungs(pairs: Sequence[Pair], *, title: str, narrow: bool = False) -> SafeString:
    """A ladder, the lowest rung at the bottom: how many reached each rung out of how many should."""
    width, label = (NARROW, 0.0) if narrow else (WIDE, 210.0)
    step = 44 if narrow else 32
    room = width - label - 100
    most = max([float(p.planned or 0) for p in pairs] + [float(p.actual or 0) for p in pairs] + [1.0])
    parts = []
    for row, pair in enumerate(reversed(pairs)):
        y = row * step
        top = y + (18 if narrow else 5)
        reached = _("not counted") if pair.actual is None else f"{pair.actual}"
        parts += [
            _text(0, y + (13 if narrow else 20), _cut(pair.label, 40 if narrow else 28)),
            _box(label, top, room * float(pair.planned or 0) / most, 20, TONES["planned"]),
            _box(label, top, room * float(pair.actual or 0) / most, 20, GOOD),
            _text(width, top + 15, f"{reached} / {pair.planned or 0}", text_anchor="end", font_weight="600"),
        ]
    return _picture(title, width, len(pairs) * step + 4, parts)


@dataclass(frozen=True)
class Bar:
    """One bar of shares: its label and, in the order of the bar, each part with its percent; no part: not known."""

    label: str
    parts: Sequence[tuple[str, int]] = ()


SHADES = (BRAND, "#c77700", GOOD, CALM, "#7a4b8c", "#55626d", "#a3262a", "#8a7a3d")


def shares(bars: Sequence[Bar], *, names: Sequence[str], title: str, narrow: bool = False) -> SafeString:
    """Shares that add up to 100, a bar for each period; every part is named in the key, and has its figure in it."""
    left, width = (0.0, NARROW) if narrow else (200.0, WIDE)
    top, step = _key_height(names, narrow), 52 if narrow else 36
    parts = _key(names, narrow)
    for row, bar in enumerate(bars):
        y = top + row * step + (20 if narrow else 0)
        parts.append(_text(0, y - 5 if narrow else y + 19, _cut(bar.label, 40 if narrow else 24)))
        if not bar.parts:
            parts.append(_text(left, y + 19, _("not available"), size=12, fill=WARN))
        x = left
        for name, percent in bar.parts:
            wide = (width - left) * percent / 100
            shade = SHADES[names.index(name) % len(SHADES)]
            parts.append(_box(x, y, wide, 26, shade, f"{bar.label}, {name}: {percent} %", stroke="#ffffff"))
            if wide >= 34:
                parts.append(
                    _text(x + wide / 2, y + 18, f"{percent} %", size=12, fill="#ffffff", text_anchor="middle")
                )
            x += wide
    return _picture(title, width, top + len(bars) * step + 4, parts)


def _key_height(names: Sequence[str], narrow: bool) -> float:
    columns = 1 if narrow else 3
    return 22.0 * -(-len(names) // columns) + 10


def _key(names: Sequence[str], narrow: bool) -> list[SafeString]:
    columns, across = (1, NARROW) if narrow else (3, WIDE / 3)
    parts = []
    for place, name in enumerate(names):
        x, y = across * (place % columns), 22 * (place // columns)
        parts.append(_box(x, y + 3, 14, 14, SHADES[place % len(SHADES)]))
        parts.append(_text(x + 20, y + 15, _cut(name, 40)))
    return parts


def sparkline(values: Sequence[Decimal | int | None], *, title: str) -> SafeString:
    """How a figure went, the oldest on the left; a gap where nobody knows it. Drawn from zero, so that no small
    change looks large."""
    width, height, edge = 160.0, 40.0, 5.0
    most = max([float(value) for value in values if value is not None] + [1.0])
    room = (width - 2 * edge) / max(len(values) - 1, 1)
    parts: list[SafeString] = [_line(0, height - edge, width, height - edge)]
    before: tuple[float, float] | None = None
    for place, value in enumerate(values):
        if value is None:
            before = None
            continue
        point = edge + place * room, height - edge - (height - 2 * edge) * float(value) / most
        if before:
            parts.append(_line(*before, *point, colour=BRAND, stroke_width=2))
        parts.append(_element("circle", cx=round(point[0], 1), cy=round(point[1], 1), r=3, fill=BRAND))
        before = point
    return _picture(title, width, height, parts)
