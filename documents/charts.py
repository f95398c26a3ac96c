"""Charts of the papers as SVG, written by hand so that they are small, searchable and the same every time.

Each has a title for readers who do not see it; the figures themselves stand in the table beside it. Widths are in
points of a page that is 482 wide between its margins.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from documents import wording
from documents.facts import Grade, Light, Overall
from documents.shapes import (
    AMBER,
    BLUE,
    GOLD,
    GREEN,
    GREY,
    NAVY,
    PALE,
    RED,
    RULE,
    WIDTH,
    box,
    disc,
    joined,
    legend,
    line,
    svg,
    words,
    wrapped,
)  # fmt: skip

LIGHTS = {Light.GREEN: GREEN, Light.AMBER: AMBER, Light.RED: RED}
GRADES = {Grade.LOW: 0, Grade.FAIR: 1, Grade.HIGH: 2}
# What the digits of a year need above a schedule.
YEAR_ROOM = 22
PALETTE = (NAVY, BLUE, GOLD, GREEN, "#7a5195", "#8a8f98", "#a05a2c")


def light(value: Light | None) -> SafeString:
    """The traffic light of a round: one of three lamps is lit, and the word stands beside it in the text."""
    lamps = [
        (11 + 20 * place, LIGHTS[lamp] if lamp is value else "#ffffff", LIGHTS[lamp] if lamp is value else "#9aa5b1")
        for place, lamp in enumerate((Light.RED, Light.AMBER, Light.GREEN))
    ]
    shapes = format_html_join("", '<circle cx="{}" cy="11" r="7.5" fill="{}" stroke="{}" stroke-width="1"/>', lamps)
    return svg(62, 22, wording.say(value), shapes)


def is_in_schedule(activities: Sequence[Any], day: date) -> bool:
    """Whether the day lies in the months that the schedule shows, so that its line is drawn."""
    first, last = _months(activities)
    return first <= _month(day) < last


def gantt(activities: Sequence[Any], dated_on: date | None = None) -> SafeString:
    """Bars of activities over months; what is done is green, what is late is red, a line marks a day among them."""
    if not activities:
        return SafeString("")
    first, last = _months(activities)
    left, row, top = 176, 22, 26
    step = (WIDTH - left) / (last - first)
    height = top + row * len(activities) + 6
    parts = [_calendar(first, last, left, step, height)]
    for place, one in enumerate(activities):
        y = top + row * place
        begin = left + step * _along(one.starts_on, first)
        end = left + step * _along(one.ends_on, first, is_end=True)
        late, done = getattr(one, "is_late", False), getattr(one, "done_on", None)
        fill = RED if late else GREEN if done else BLUE
        title, rest = wrapped(f"{one.number}. {one.title}", 44)
        parts.append(words(0, y + (8 if rest else 12), title))
        parts.append(words(8, y + 17, rest, room=42))
        parts.append(box(begin, y + 5, max(end - begin, 2), 10, fill))
    if dated_on and is_in_schedule(activities, dated_on):
        x = left + step * _along(dated_on, first)
        parts.append(line(x, 14, x, height, RED, dash="2 2"))
    return svg(WIDTH, height, gettext("Schedule of the activities"), joined(parts))


def rungs(lines: Sequence[Any]) -> SafeString:
    """For each rung the target as a pale bar and what is reached inside it; unknown counts say so in words."""
    if not lines:
        return SafeString("")
    left, row = 150, 24
    most = max([1, *(max(one.number or 0, one.reached or 0) for one in lines)])
    scale = (WIDTH - left - 110) / most
    parts = []
    for place, one in enumerate(lines):
        y = row * place + 2
        parts.append(words(0, y + 13, wording.lead(one.label), room=30))
        parts.append(box(left, y + 3, max((one.number or 0) * scale, 0.5), 14, PALE, BLUE))
        parts.append(box(left, y + 6, (one.reached or 0) * scale, 8, NAVY))
        said = f"{wording.say(one.reached)} / {wording.say(one.number)}"
        parts.append(words(left + max(one.number or 0, one.reached or 0) * scale + 6, y + 13.5, said))
    return svg(WIDTH, row * len(lines) + 4, gettext("Goal rungs: reached of target, in SMIs"), joined(parts))


def money(lines: Sequence[Any], plan: str = "proposed", actual: str = "") -> SafeString:
    """Planned money per source and year as bars, with the actual amount below it where it is asked for."""
    shown = [one for one in lines if getattr(one, plan) is not None or (actual and getattr(one, actual) is not None)]
    if not shown:
        return SafeString("")
    left, row, top = 176, 30 if actual else 20, 18 if actual else 2
    most = max(max(getattr(one, name) or 0 for name in (plan, actual) if name) for one in shown) or Decimal(1)
    scale = (WIDTH - left - 92) / float(most)
    parts = [legend([(NAVY, gettext("proposed")), (GOLD, gettext("spent"))], left)] if actual else []
    for place, one in enumerate(shown):
        y = top + row * place
        parts.append(words(0, y + 11, f"{one.year} · {wording.say(one.source)}", room=44))
        for offset, name, fill in ((0, plan, NAVY), (13, actual, GOLD)):
            if name:
                value = getattr(one, name)
                length = float(value or 0) * scale
                if value is not None:
                    parts.append(box(left, y + 3 + offset, max(length, 0.5), 9, fill))
                parts.append(words(left + length + 5, y + 11 + offset, wording.rupiah(value)))
    return svg(WIDTH, top + row * len(shown) + 4, gettext("Budget by source and year"), joined(parts))


def ratings(lines: Sequence[Any], overall: Overall | None = None) -> SafeString:
    """The criteria on a scale of low, fair and high; a ring is the computed rating, a disc the one given."""
    if not lines:
        return SafeString("")
    left, row, top = 190, 22, 22
    columns = [left + 40 + place * 110 for place in range(3)]
    height = top + row * len(lines) + 4
    parts = []
    for x, grade in zip(columns, GRADES, strict=True):
        parts.append(words(x, 10, wording.say(grade), anchor="middle", fill=GREY))
        parts.append(line(x, 16, x, height, RULE))
    for place, one in enumerate(lines):
        y = top + row * place + 10
        parts.append(words(0, y + 3.5, wording.lead(one.criterion), room=36))
        parts.append(line(columns[0], y, columns[2], y, RULE))
        if one.given:
            parts.append(disc(columns[GRADES[one.given]], y, 5.5, NAVY))
        if one.computed:
            parts.append(disc(columns[GRADES[one.computed]], y, 8, "none", GOLD))
    title = gettext("Ratings by criterion")
    return svg(WIDTH, height, f"{title}: {wording.say(overall)}" if overall else title, joined(parts))


def shares(lines: Sequence[Any]) -> SafeString:
    """Shares that make one bar of a hundred percent; suppressed and missing ones are left out of it."""
    shown = [one for one in lines if one.share and not one.is_suppressed]
    if not shown:
        return SafeString("")
    parts, x, places = [], 0.0, wording.decimals(one.share for one in shown)
    for place, one in enumerate(shown):
        wide = float(one.share) / 100 * WIDTH
        parts.append(box(x, 2, wide, 16, PALETTE[place % len(PALETTE)]))
        parts.append(box((place % 3) * 160, 26 + 14 * (place // 3), 8, 8, PALETTE[place % len(PALETTE)]))
        label = f"{wording.lead(one.label)} {wording.percent(one.share, places)}"
        parts.append(words((place % 3) * 160 + 12, 33.5 + 14 * (place // 3), label, room=32))
        x += wide
    height = 26 + 14 * -(-len(shown) // 3)
    return svg(WIDTH, height, gettext("Turnover by market channel"), joined(parts))


def _calendar(first: int, last: int, left: float, step: float, height: float) -> SafeString:
    """Months, or quarters when the months would be too narrow, below the years."""
    parts = []
    stride = 1 if step >= 17 else 3 if step >= 5.5 else 12
    for month in range(first, last + 1):
        x = left + step * (month - first)
        if month % stride == 0 or month == last:
            parts.append(line(x, 14, x, height, RULE))
        if month < last and _is_named(month, first, step):
            parts.append(words(x + 2, 9, str(month // 12), weight="bold", fill=NAVY, size=7))
        if month < last and month % stride == 0 and stride < 12:
            label = wording.SHORT_MONTHS[wording.language()][month % 12] if stride == 1 else f"T{month % 12 // 3 + 1}"
            parts.append(
                words(x + 2, 20, label if wording.language() == "id" else label.replace("T", "Q"), size=6.5, fill=GREY)
            )
    return joined(parts)


def _is_named(month: int, first: int, step: float) -> bool:
    """Whether the year stands above a month: where it begins, if its digits have room, else every few years."""
    if month != first and month % 12:
        return False
    every = -(-YEAR_ROOM // (12 * step))
    return step * (12 - month % 12) >= YEAR_ROOM or (not month % 12 and (month // 12) % every == 0)


def _months(activities: Sequence[Any]) -> tuple[int, int]:
    """The first month of a schedule and the one after its last, counted as by `_month`."""
    return _month(min(one.starts_on for one in activities)), _month(max(one.ends_on for one in activities)) + 1


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _along(day: date, first: int, *, is_end: bool = False) -> float:
    return _month(day) - first + (day.day if is_end else day.day - 1) / 31
