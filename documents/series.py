"""Charts of steps and series: how many got how far, points by criterion, indicators over the quarters."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from documents import wording
from documents.shapes import (
    BLUE,
    GOLD,
    GREEN,
    GREY,
    NAVY,
    PALE,
    RULE,
    WIDTH,
    box,
    disc,
    joined,
    legend,
    line,
    rounded,
    svg,
    words,
    wrapped,
)  # fmt: skip

QUARTERS = ("I", "II", "III", "IV")


def funnel(lines: Sequence[Any]) -> SafeString:
    """A bar for those that ever reached a step, and inside it one for those that stand there now."""
    if not lines:
        return SafeString("")
    left, row, top = 150, 20, 18
    most = max([1, *(one.reached for one in lines), *(one.now for one in lines)])
    scale = (WIDTH - left - 40) / most
    parts = [legend([(BLUE, gettext("ever reached")), (NAVY, gettext("there now"))], left)]
    for place, one in enumerate(lines):
        y = top + row * place
        parts.append(words(0, y + 12, wording.lead(one.step), room=30))
        parts.append(box(left, y + 3, max(one.reached * scale, 0.5), 13, PALE, BLUE))
        parts.append(box(left, y + 6, one.now * scale, 7, NAVY))
        end = left + max(one.reached, one.now) * scale
        parts.append(words(end + 6, y + 12.5, f"{one.reached} · {one.now}"))
    return svg(WIDTH, top + row * len(lines) + 4, gettext("Pipeline of adoption"), joined(parts))


def points(lines: Sequence[Any], letter: int | None, letter_weight: int) -> SafeString:
    """Points reached of those that a criterion can give; the letter of the region is the last bar."""
    shown = [(wording.lead(one.label), one.points, one.weight) for one in lines]
    shown.append((gettext("Letter of the region"), letter, letter_weight))
    left, row = 176, 19
    scale = (WIDTH - left - 60) / max(weight for _label, _points, weight in shown)
    parts = []
    for place, (label, reached, weight) in enumerate(shown):
        y = row * place + 2
        parts.append(words(0, y + 11, label, room=40))
        parts.append(box(left, y + 2, weight * scale, 12, PALE, RULE))
        parts.append(box(left, y + 2, (reached or 0) * scale, 12, GREEN if reached == weight else GOLD))
        said = "–" if reached is None else str(reached)
        parts.append(words(left + weight * scale + 6, y + 11.5, f"{said} / {weight}"))
    return svg(WIDTH, row * len(shown) + 4, gettext("Points reached by criterion"), joined(parts))


def trend(lines: Sequence[Any]) -> SafeString:
    """A small curve for each indicator, two in a row: the quarters, the baseline before them, the target as a line."""
    shown = [one for one in lines if any(value is not None for value in one.values)]
    if not shown:
        return SafeString("")
    wide, high, gap = 228, 92, 26
    rows = -(-len(shown) // 2)
    parts = [_curve(one, (place % 2) * (wide + gap), (place // 2) * (high + 14)) for place, one in enumerate(shown)]
    return svg(WIDTH, rows * (high + 14), gettext("Indicators over the quarters"), joined(parts))


def _curve(one: Any, x: float, y: float) -> SafeString:
    known = [value for value in (one.baseline, *one.values, one.target) if value is not None]
    low, high = min(known), max(known)
    span = float(high - low) or 1.0
    top, bottom, left, step = y + 22, y + 74, x + 16, 48

    def at(value: Decimal) -> float:
        return bottom - float(value - low) / span * (bottom - top)

    exact = wording.decimals(known)
    aim = None if one.target is None else at(one.target)
    parts = [words(x, y + 9, f"{one.number}. {one.statement}", room=52, weight="bold", fill=NAVY)]
    parts.append(line(x, bottom, x + 228, bottom, RULE))
    if one.target is not None:
        parts.append(line(x, at(one.target), x + 228, at(one.target), GREEN, dash="3 2"))
        goal = f"{gettext('target')} {wording.amount(one.target, exact)}"
        parts.append(words(x + 228, at(one.target) - 2.5, goal, anchor="end", fill=GREEN, size=7))
    series = [(gettext("start"), one.baseline), *zip(QUARTERS, one.values, strict=False)]
    places = [(left + step * place, label, value) for place, (label, value) in enumerate(series)]
    path = [(across, at(value)) for across, _label, value in places if value is not None]
    parts.append(_polyline(path))
    for across, label, value in places:
        parts.append(words(across, bottom + 10, label, anchor="middle", fill=GREY, size=7))
        if value is not None:
            parts.append(disc(across, at(value), 2.6, NAVY))
            parts.append(words(across, _clear(at(value), aim), wording.amount(value, exact), anchor="middle", size=7))
    return joined(parts)


def _clear(point: float, aim: float | None) -> float:
    """Where the figure of a point is written: above it, or below it where the line of the target would cross it."""
    return point + 11 if aim is not None and -1 < point - aim < 13 else point - 5


def _polyline(path: Sequence[tuple[float, float]]) -> SafeString:
    said = " ".join(f"{rounded(x)},{rounded(y)}" for x, y in path)
    return format_html('<polyline points="{}" stroke="{}" stroke-width="1.4" fill="none"/>', said, BLUE)


def achieved(lines: Sequence[Any]) -> SafeString:
    """How far each indicator came on the way to its target; the line is the target, what is not known stays empty."""
    shown = [one for one in lines if one.target]
    if not shown:
        return SafeString("")
    left, row, top = 206, 22, 14
    scale = (WIDTH - left - 70) / 125
    goal = left + 100 * scale
    height = top + row * len(shown) + 2
    parts = [words(goal, 9, gettext("target"), anchor="middle", fill=GREY, size=6.8)]
    for place, one in enumerate(shown):
        y = top + row * place
        share = None if one.actual is None else max(Decimal(0), min(100 * one.actual / one.target, Decimal(125)))
        title, rest = wrapped(f"{one.number}. {one.indicator}", 50)
        parts.append(words(0, y + (8 if rest else 12), title, room=50))
        parts.append(words(8, y + 17, rest, room=48))
        parts.append(box(left, y + 4, 100 * scale, 11, PALE, RULE))
        if share is not None:
            parts.append(box(left, y + 4, float(share) * scale, 11, GREEN if share >= 100 else GOLD))
        said = wording.missing() if one.actual is None else wording.percent(100 * one.actual / one.target)
        parts.append(words(left + max(100.0, float(share or 0)) * scale + 6, y + 13, said))
    parts.append(line(goal, top, goal, height, NAVY, dash="2 2"))
    return svg(WIDTH, height, gettext("Actual in percent of the target"), joined(parts))


def against_plan(efficiency: Any) -> SafeString:
    """Cost and period in percent of the plan; the line is the plan."""
    rows = [(gettext("Cost"), efficiency.cost_ratio), (gettext("Period"), efficiency.period_ratio)]
    shown = [(label, ratio) for label, ratio in rows if ratio is not None]
    if not shown:
        return SafeString("")
    left, row, top = 90, 20, 14
    most = max(Decimal(130), *(ratio for _label, ratio in shown))
    scale = (WIDTH - left - 70) / float(most)
    height = top + row * len(shown) + 2
    parts = [words(left + 100 * scale, 9, gettext("plan 100%"), anchor="middle", fill=GREY, size=6.8)]
    for place, (label, ratio) in enumerate(shown):
        y = top + row * place
        parts.append(words(0, y + 12, label))
        parts.append(box(left, y + 3, float(ratio) * scale, 12, GOLD if ratio > 100 else GREEN))
        parts.append(words(left + float(ratio) * scale + 6, y + 12.5, wording.percent(ratio)))
    parts.append(line(left + 100 * scale, top, left + 100 * scale, height, NAVY, dash="2 2"))
    return svg(WIDTH, height, gettext("Cost and period in percent of the plan"), joined(parts))
