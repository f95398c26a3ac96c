"""Pages as a careful reader wants them, whatever the facts are: sparse, long, in either language."""

import dataclasses
import re
from datetime import date

import pytest

from documents import letters
from documents.kinds import KINDS
from documents.kinds.d8_handover import OpenTaskLine
from tests.documents.conftest import drawn, text_of, words_of
from tests.documents.pdfcheck import check
from tests.documents.samples import DIAGNOSIS, HANDOVER, PLAN, QUARTER, SAMPLES

pytestmark = pytest.mark.once

ON_ONE_PAGE = ("D1f", "D4f", "D9")
OURS = {
    "id": ("tidak tersedia", "Sumber:", "Tabel ", "Gambar ", "Halaman ", "Daftar isi", "Nomor:", "Tembusan"),
    "en": ("not available", "Source:", "Table ", "Figure ", "Page ", "Contents", "Number:", "Copies to"),
}
SIGNED = re.compile(r"^(Kota Contoh|Jakarta), \d+ \w+ \d{4}$", re.MULTILINE)
LONG = "Pengadaan kotak fermentasi bersama dan pelatihan pembukuan sederhana bagi kelompok. "


def sparse(kind):
    """The facts with nothing but what must be there."""
    facts = SAMPLES[kind]
    optional = {
        field.name: field.default
        for field in dataclasses.fields(facts)
        if field.default is not dataclasses.MISSING and field.name not in ("head", "efficiency")
    }
    return dataclasses.replace(facts, **optional)


def long(value):
    """The same facts with every typed text very long and every list twice as long."""
    if isinstance(value, tuple):
        return tuple(long(one) for one in value * 2) if value else value
    if dataclasses.is_dataclass(value) and type(value).__name__ not in ("Head", "Text", "Efficiency", "TrendLine"):
        return dataclasses.replace(value, **{f.name: long(getattr(value, f.name)) for f in dataclasses.fields(value)})
    return f"{value} {LONG}".strip() if type(value) is str and " " in value else value


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if not KINDS[kind].signs_inside])
def test_signatures_never_stand_alone_on_the_last_page(kind, language):
    pages = text_of(drawn(SAMPLES[kind], kind, language=language)).split("\f")[:-1]
    signed = [page for page in pages if SIGNED.search(page)]

    assert len(signed) <= 1
    for page in signed:
        above = page[: SIGNED.search(page).start()]
        said = [line for line in above.splitlines() if line.strip() and "·" not in line and line.isupper() is False]
        assert said


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_paper_with_nothing_but_the_necessary_is_drawn_and_sound(kind):
    pdf = drawn(sparse(kind), kind)

    assert check(pdf) == []
    assert len(text_of(pdf).split("\f")) <= 5


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_paper_of_very_long_texts_is_drawn_and_sound(kind):
    assert check(drawn(long(SAMPLES[kind]), kind)) == []


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", ON_ONE_PAGE)
def test_a_letter_or_a_decision_fills_one_page(kind, language):
    assert len(text_of(drawn(SAMPLES[kind], kind, language=language)).split("\f")[:-1]) == 1


@pytest.mark.parametrize("tasks", [9, 10, 11, 12, 13])
def test_a_table_leaves_no_single_row_on_a_page(tasks):
    lines = tuple(OpenTaskLine(title=f"Tugas contoh {n}", due_on=date(2026, 10, n)) for n in range(1, tasks + 1))

    pages = text_of(drawn(dataclasses.replace(HANDOVER, tasks=lines), "D8")).split("\f")[:-1]

    rows = [len(re.findall(r"Tugas contoh \d", page)) for page in pages]
    assert sum(rows) == tasks
    assert 1 not in rows


@pytest.mark.parametrize("kind", SAMPLES)
def test_what_the_product_says_is_in_the_language_of_the_paper(kind):
    indonesian = words_of(drawn(SAMPLES[kind], kind))
    english = words_of(drawn(SAMPLES[kind], kind, language="en"))

    assert [said for said in OURS["id"] if said in english] == []
    assert [said for said in OURS["en"] if said in indonesian] == []


def test_figures_that_are_compared_have_the_same_decimals():
    words = words_of(drawn(DIAGNOSIS, "D2"))

    assert "4,20" in words
    assert "3,75" in words
    assert "34,6%" in words
    assert "100,0%" in words


def test_years_have_no_thousands_mark():
    assert "2016" in words_of(drawn(SAMPLES["D9"], "D9"))


def test_a_row_longer_than_a_page_leaves_no_heading_or_caption_behind():
    first = dataclasses.replace(PLAN.activities[0], title=("kata panjang " * 1_600)[:20_000])
    facts = dataclasses.replace(PLAN, activities=(first, *PLAN.activities[1:]))

    pdf = drawn(facts, "D3")

    pages = text_of(pdf).split("\f")[:-1]
    lines = [[line for line in page.splitlines() if line.strip()] for page in pages]
    assert check(pdf) == []
    assert " ".join(" ".join(pages).split()).count("kata") >= 1_500
    assert [number for number, page in enumerate(lines[:-1], 1) if len(page) < 12] == []


def test_only_rows_that_may_fill_a_page_are_divided():
    short, long_one = f"<tr><td>{'x' * 400}</td><td>{'y' * 400}</td></tr>", f"<tr><td>{'x' * 600}</td></tr>"
    many_lines = f"<tr><td>{'a<br>' * 30}</td></tr>"

    divided = letters.divisible(short + long_one + many_lines)

    assert divided == short + (long_one + many_lines).replace("<tr>", '<tr class="tall">')


@pytest.mark.parametrize(("day", "has_line"), [(date(2026, 9, 14), True), (date(2031, 5, 3), False)])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_caption_of_a_schedule_names_its_line_only_when_it_is_drawn(day, has_line, language):
    facts = dataclasses.replace(QUARTER, head=dataclasses.replace(QUARTER.head, dated_on=day))

    said = words_of(drawn(facts, "D5", language=language))

    assert {"id": "Hijau: selesai.", "en": "Green: done."}[language] in said
    assert ({"id": "Garis putus-putus", "en": "The dashed line"}[language] in said) == has_line


def test_a_quarterly_report_fills_its_pages():
    """Every page but the last is filled to two thirds at least; schedule and table begin on the first."""
    pages = text_of(drawn(QUARTER, "D5"), "-bbox").split("<page ")[1:]

    filled = [max(float(at) for at in re.findall(r'yMax="([\d.]+)"', page) if float(at) < 775) for page in pages[:-1]]

    assert "Jadwal" in pages[0]
    assert len(pages) <= 5
    assert [height for height in filled if height < 842 * 2 / 3] == []
