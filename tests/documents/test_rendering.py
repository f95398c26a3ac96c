import io
import re
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from documents import drawing, rendering
from documents.kinds import KINDS
from documents.rendering import Undrawable, pdf_of
from tests.conftest import require
from tests.documents.conftest import drawn, order, text_of, words_of
from tests.documents.samples import MINUTES, PLAN, SAMPLES, activities, with_head

pytestmark = pytest.mark.once

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<style>@import "http://127.0.0.1:9/x.css";</style>',
    "</p></body></html>",
    "{% include 'd3_liap.html' %}{{ settings.SECRET_KEY }}",
    '<table><tr><td colspan="1000000">x</table>',
)
CONFINED = "from documents import press; press.confine();"
VECTORS = (
    '<img src="http://127.0.0.1:9/a.png">',
    '<img src="file:///etc/passwd">',
    '<img src="data:image/png;base64,AAAA">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<style>@import url("http://127.0.0.1:9/a.css");</style>',
    "<style>p { background: url(http://127.0.0.1:9/a.png) }</style><p>x</p>",
    '<style>p::before { content: url("file:///etc/passwd") }</style><p>x</p>',
    '<style>@font-face { font-family: f; src: url("http://127.0.0.1:9/f.ttf") } p { font-family: f }</style><p>x</p>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    '<image xlink:href="file:///etc/passwd" width="9" height="9"/></svg>',
    '<object data="http://127.0.0.1:9/o"></object>',
    '<embed src="http://127.0.0.1:9/e">',
    '<base href="http://127.0.0.1:9/"><img src="a.png">',
    '<img src="liap-asset:../models.py">',
)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", SAMPLES)
def test_each_paper_is_drawn_in_each_language_with_its_own_fonts(kind, language):
    require("pdffonts")
    pdf = drawn(SAMPLES[kind], kind, language=language)

    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    embedded = [line.split()[-5:-3] for line in fonts.splitlines()[2:]]
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert (str(opened.Root.Lang), metadata.pdfa_status) == (language, "3A")
        assert metadata["dc:title"].endswith(SAMPLES[kind].head.plan_title)
        assert opened.Root.MarkInfo.Marked
        assert opened.check_pdf_syntax() == []
    assert embedded
    assert all(emb == "yes" for emb, _ in embedded)
    assert all("Noto-Sans" in line for line in fonts.splitlines()[2:])


def test_same_facts_give_the_same_bytes():
    first = drawing.draw(order(MINUTES, "D4"))
    second = drawing.draw(order(MINUTES, "D4"))

    assert first == second


def test_other_facts_give_another_paper():
    assert drawn(replace(MINUTES, counted=6), "D4") != drawn(MINUTES, "D4")


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.has_contents])
def test_contents_name_the_pages_of_the_bookmarks(kind):
    pdf = drawn(SAMPLES[kind], kind)

    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        entries = [one for top in outline.root[0].children for one in (top, *top.children)]
        numbers = {page.objgen: n for n, page in enumerate(opened.pages, 1)}
        marked = {str(entry.title): numbers[entry.destination[0].objgen] for entry in entries}
    listed = dict(re.findall(r"^ *(\d+\.\d* .+?)\s?\.{3,}\s*(\d+)$", text_of(pdf, "-layout"), re.MULTILINE))
    assert {title: int(page) for title, page in listed.items()} == marked
    assert len(marked) >= 6


@pytest.mark.parametrize(
    ("language", "page_of", "number"), [("id", "Halaman {} dari {}", "Nomor"), ("en", "Page {} of {}", "Number")]
)
@pytest.mark.parametrize("kind", SAMPLES)
def test_every_page_says_which_of_how_many_it_is_and_the_number(kind, language, page_of, number):
    pages = text_of(drawn(SAMPLES[kind], kind, language=language), "-layout").split("\f")[:-1]

    assert [page for n, page in enumerate(pages, 1) if page_of.format(n, len(pages)) not in page] == []
    assert all(f"{number}: 500.9/0012/D3/IX/2026" in page for page in pages)


def test_head_of_a_long_table_is_repeated():
    facts = replace(PLAN, activities=activities(60), offers=())

    pages = text_of(drawn(facts, "D3"), "-layout").split("\f")

    matrix = [page for page in pages if "Biaya dan" in page]
    assert len(matrix) >= 3


def test_facts_are_printed_in_the_language_of_the_paper():
    indonesian, english = words_of(drawn(PLAN, "D3")), words_of(drawn(PLAN, "D3", language="en"))

    assert "Rp1.500.000.000" in indonesian
    assert "dua miliar dua ratus tujuh puluh lima juta rupiah" in indonesian
    assert "tidak tersedia" in indonesian
    assert PLAN.plan_sha256 in indonesian
    assert "Data per 14 September 2026, 10.05 WITA" in indonesian
    assert "14 September 2026" in english
    assert "not available" in english


def test_sample_data_is_marked_on_every_page():
    real = with_head(MINUTES, is_sample=False)

    pages = text_of(drawn(MINUTES, "D4")).split("\f")[:-1]

    assert all("DATA CONTOH" in page for page in pages)
    assert "SAMPLE DATA" in words_of(drawn(MINUTES, "D4", language="en"))
    assert "DATA CONTOH" not in text_of(drawn(real, "D4"))


def giant_letters(pdf: bytes) -> list[int]:
    """How many pieces of text higher than a thumb each page has; the slanted KONSEP is the only one."""
    return [
        sum(
            float(y2) - float(y1) > 60 for y1, y2 in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', page)
        )
        for page in text_of(pdf, "-bbox").split("<page ")[1:]
    ]


def test_only_a_draft_bears_the_watermark():
    draft, final = drawn(MINUTES, "D4", number=None), drawn(MINUTES, "D4")

    assert [count > 0 for count in giant_letters(draft)] == [True, True]
    assert giant_letters(final) == [0, 0]
    assert "belum diberikan (konsep)" in words_of(draft)
    assert "konsep" not in words_of(final)


def test_hostile_text_is_printed_as_text():
    facts = with_head(
        replace(MINUTES, agenda="\n".join(HOSTILE), conditions="\n\n".join(HOSTILE), held_at=HOSTILE[0]),
        plan_title=HOSTILE[1],
        place=HOSTILE[2],
    )

    pdf = drawn(facts, "D4")

    printed = re.sub(r"\s+", "", text_of(pdf))
    assert [text for text in HOSTILE if re.sub(r"\s+", "", text) not in printed] == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert {name.rsplit(".")[-1] for name in opened.attachments} == {"json", "xlsx"}
        assert len(opened.attachments) == 2
        assert b"root:" not in pdf


@pytest.mark.parametrize("vector", VECTORS)
def test_every_address_but_the_assets_is_refused(vector):
    with pytest.raises(Undrawable):
        pdf_of(f'<html lang="id"><head><title>x</title></head><body>{vector}</body></html>')


def test_assets_are_served_by_name():
    pdf, pages = pdf_of(
        '<html lang="id"><title>x</title><body><img src="liap-asset:emblem.svg" alt="x"></body></html>'
    )

    assert pdf.startswith(b"%PDF-")
    assert pages == 1


def test_a_paper_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(rendering, "MAX_PAGES", 1)
    html = '<html lang="id"><title>x</title><body><p style="break-after: page">a</p><p>b</p></body></html>'

    with pytest.raises(Undrawable, match="2 pages"):
        pdf_of(html)


def test_an_indonesian_paper_without_catalogue_is_refused(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]

    with pytest.raises(Undrawable, match="no compiled catalogue"):
        drawing.draw(order(MINUTES, "D4"))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.kill(os.getpid(), 9)", "signal 9"),
        ("print('no paper')", "gave no PDF"),
        ("raise SystemExit('out of ink')", "out of ink"),
        (f"{CONFINED} bytearray(2 * press.MEMORY)", "MemoryError"),
        (f"{CONFINED} import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
    ],
)
def test_whatever_happens_to_the_child_comes_back_as_a_reason(monkeypatch, code, reason):
    monkeypatch.setattr(drawing, "COMMAND", (drawing.COMMAND[0], "-c", code))

    with pytest.raises(Undrawable, match=reason):
        drawing.draw(order(MINUTES, "D4"))


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(drawing, "WALL_SECONDS", 0.5)
    monkeypatch.setattr(drawing, "COMMAND", (drawing.COMMAND[0], "-c", "import time; time.sleep(30)"))

    with pytest.raises(Undrawable, match="not drawn within"):
        drawing.draw(order(MINUTES, "D4"))


def test_the_child_knows_no_secret():
    assert set(drawing._environment()) == {"PATH", "LANG", "FONTCONFIG_FILE", "XDG_CACHE_HOME"}
