"""Pages as a careful reader wants them, whatever the facts are: sparse, long, in either language."""

import dataclasses
import re

import pytest

from documents import letters
from documents.kinds import KINDS
from tests.documents.conftest import drawn, text_of
from tests.documents.pdfcheck import check
from tests.documents.samples import PLAN, SAMPLES

NEW = ("D0", "D1", "D6", "D9", "D11", "NT")
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
    if dataclasses.is_dataclass(value) and type(value).__name__ not in ("Head", "Text", "Efficiency"):
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


@pytest.mark.parametrize("kind", NEW)
def test_a_paper_with_nothing_but_the_necessary_is_drawn_and_sound(kind):
    pdf = drawn(sparse(kind), kind)

    assert check(pdf) == []
    assert len(text_of(pdf).split("\f")) <= 5


@pytest.mark.parametrize("kind", NEW)
def test_a_paper_of_very_long_texts_is_drawn_and_sound(kind):
    facts = long(SAMPLES[kind])
    if kind == "D6":
        facts = dataclasses.replace(facts, indicators=SAMPLES[kind].indicators)

    assert check(drawn(facts, kind)) == []


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
