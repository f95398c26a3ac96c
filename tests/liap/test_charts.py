"""Pictures are well-formed, named, and escape what people wrote."""

from datetime import date
from xml.etree import ElementTree

import pytest

from liap import charts

NAME = "<b>Kopi & Teh</b>"
SPAN = charts.Span(NAME, date(2026, 2, 1), date(2026, 6, 30), tone="late", note="5 hari")
PAIR = charts.Pair(NAME, 100, None, "Rp100", "tidak tersedia")
SVG = "{http://www.w3.org/2000/svg}"


def draw_gantt(spans, narrow):
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "today": date(2026, 5, 5)}
    return charts.gantt(spans, **days, title=NAME, narrow=narrow)


PICTURES = [
    lambda narrow: charts.pipeline([charts.Slice(NAME, 3), charts.Slice("B", 0)], title=NAME, narrow=narrow),
    lambda narrow: charts.pipeline([], title=NAME, narrow=narrow),
    lambda narrow: draw_gantt([SPAN], narrow),
    lambda narrow: draw_gantt([], narrow),
    lambda narrow: charts.bars([PAIR, PAIR], title=NAME, narrow=narrow),
    lambda narrow: charts.bars([], title=NAME, narrow=narrow),
    lambda narrow: charts.rungs([PAIR], title=NAME, narrow=narrow),
]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("draw", PICTURES)
def test_picture_is_named_and_stays_in_its_frame(draw, narrow):
    picture = ElementTree.fromstring(draw(narrow))

    width, height = (float(n) for n in picture.get("viewBox").split()[2:])
    assert (picture.get("role"), picture.find(f"{SVG}title").text) == ("img", NAME)
    assert width == (charts.NARROW if narrow else charts.WIDE)
    for box in picture.iter(f"{SVG}rect"):
        assert float(box.get("x")) + float(box.get("width")) <= width + 3
        assert float(box.get("y")) + float(box.get("height")) <= height + 1


@pytest.mark.parametrize("draw", PICTURES)
def test_picture_needs_no_style(draw):
    assert "style" not in draw(False)


def test_gantt_shows_today_and_says_late_in_words():
    text = draw_gantt([SPAN], False)

    assert "5 hari" in text
    assert "stroke-dasharray" in text


def test_missing_actual_is_said_in_words():
    assert "tidak tersedia" in charts.bars([PAIR], title="x")
