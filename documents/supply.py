"""The supply chain as a drawing: its steps from left to right, and what each adds to the price of the last."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from documents import wording
from documents.shapes import (
    AMBER,
    BLUE,
    GOLD,
    GREEN,
    GREY,
    NAVY,
    WIDTH,
    arrow,
    box,
    folded,
    joined,
    svg,
    words,
)  # fmt: skip

MOST_ACROSS = 5
HIGH, LINE, GAP, BETWEEN = 64, 10, 16, 12
MOST_LINES = 3
FILLS = (NAVY, BLUE, GOLD, GREEN, "#7a5195", "#8a8f98", "#a05a2c")


def chain(lines: Sequence[Any]) -> SafeString:
    """Boxes with actors, price and added value; a step with a bottleneck is amber. Below, the price as one bar."""
    if not lines:
        return SafeString("")
    across = (
        min(len(lines), MOST_ACROSS) if len(lines) <= MOST_ACROSS else -(-len(lines) // -(-len(lines) // MOST_ACROSS))
    )
    wide = (WIDTH - 2 - GAP * (across - 1)) / across
    names = [folded(f"{one.number}. {one.name}", int((wide - 12) / 4.3), MOST_LINES) for one in lines]
    high = HIGH + LINE * max(map(len, names))
    adds = added(lines)
    parts = []
    for place, one in enumerate(lines):
        x, y = 1 + (place % across) * (wide + GAP), (place // across) * (high + BETWEEN) + 2
        parts.append(_step(one, names[place], adds[place], x, y, wide, high))
        if place + 1 < len(lines) and (place + 1) % across:
            parts.append(arrow(x + wide + 3, y + high / 2, GAP - 6))
    bottom = -(-len(lines) // across) * (high + BETWEEN) + 2
    bar = _bar(lines, adds, bottom)
    if bar:
        parts.append(bar)
    title = gettext("Supply chain from raw material to the buyer")
    return svg(WIDTH, bottom + (34 if bar else 0), title, joined(parts))


def added(lines: Sequence[Any]) -> list[Decimal | None]:
    """What each step adds to the price; after a step without a price the next one adds what both did."""
    before, found = Decimal(0), []
    for one in lines:
        found.append(None if one.price is None else one.price - before)
        before = before if one.price is None else one.price
    return found


def _step(one: Any, name: list[str], add: Decimal | None, x: float, y: float, wide: float, high: float) -> SafeString:
    room = int((wide - 12) / 4.3)
    is_tight = bool(one.bottleneck)
    small = int((wide - 12) / 3.6)
    parts = [
        box(x, y, wide, high, "#fdf3e3" if is_tight else "#f3f6fa", AMBER if is_tight else BLUE),
        *(words(x + 6, y + 13 + LINE * row, said, weight="bold", room=room) for row, said in enumerate(name)),
        words(x + 6, y + high - 37, one.actors or "", fill=GREY, size=6.8, room=small),
        words(x + 6, y + high - 21, wording.rupiah(one.price)),
    ]
    if add is not None and one.number > 1:
        sign = "+" if add >= 0 else ""
        parts.append(words(x + 6, y + high - 8, f"{sign}{wording.rupiah(add)}", fill=NAVY, weight="bold"))
    return joined(parts)


def _bar(lines: Sequence[Any], adds: list[Decimal | None], y: float) -> SafeString | None:
    """The price of the last step as one bar, cut into what each step added; None where a step takes something away."""
    shown = _cut(lines, adds)
    total = sum((add for _label, add in shown), Decimal(0))
    if len(shown) < 2 or total <= 0 or any(add < 0 for _label, add in shown):
        return None
    parts, x = [words(0, y + 9, gettext("Share of each step in the last price"), fill=GREY)], 0.0
    for place, (steps, add) in enumerate(shown):
        wide = float(add / total) * WIDTH
        parts.append(box(x, y + 14, wide, 14, FILLS[place % len(FILLS)]))
        label = f"{steps}: {wording.percent(100 * add / total)}"
        if wide > 4.2 * len(label):
            parts.append(words(x + wide / 2, y + 23.5, label, anchor="middle", fill="#ffffff", weight="bold"))
        x += wide
    return joined(parts)


def _cut(lines: Sequence[Any], adds: list[Decimal | None]) -> list[tuple[str, Decimal]]:
    """The pieces of the bar; a step without a price shares the piece of the next one that has one."""
    pieces, waiting = [], None
    for one, add in zip(lines, adds, strict=True):
        if add is None:
            waiting = waiting or one.number
            continue
        pieces.append((f"{waiting}–{one.number}" if waiting else str(one.number), add))
        waiting = None
    return pieces
