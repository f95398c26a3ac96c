"""Every table that a page offers to save: the same rows as on the screen, explained, and harmless in a spreadsheet."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
import python_calamine
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from liap.models import Event
from liap.tables import answers, columns, separated, workbook
from liap.tables.columns import Column, Table
from tests.factories import (
    AdoptionRequestFactory,
    AttestationFactory,
    EvidenceFactory,
    GoalFactory,
    SuccessCaseFactory,
    UserFactory,
)
from tests.workflows.conftest import make_scene
from tests.workflows.test_actions import to_drafting

EVIL = "=cmd|' /C calc'!A0"
STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
PAGES = [
    "workflows:cases",
    "workflows:pulse",
    "documents:list",
    "documents:missing",
    "liap:successes",
    "liap:adoption",
    "liap:groups",
]


def table(*rows, **changes):
    given = {"code": "t", "title": "Tabel", "columns": (Column("Isi", lambda row: row, "what it is"),), "rows": rows}
    return Table(**{**given, **changes})


def book_of(content: bytes):
    book = python_calamine.load_workbook(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def formulas_in(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    return sum(sheet.count(b"<f>") + sheet.count(b"<f ") + sheet.count(b"<hyperlink") for sheet in sheets)


def lines_of(content: bytes, separator=";"):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))


@pytest.fixture
def world(db):
    scene = make_scene()
    to_drafting(scene)
    scene.plan.title = EVIL
    scene.plan.save()
    scene.plan.working_group.name = "+62 kelompok"
    scene.plan.working_group.save()
    GoalFactory(plan=scene.plan, rung="capability")
    SuccessCaseFactory(plan=scene.plan, evidence=EvidenceFactory(plan=scene.plan), enterprise__name="@SUM(A1)")
    AdoptionRequestFactory(region=scene.plan.region, industry="-2+3")
    AttestationFactory(region=scene.plan.region, remark="\uff1d1+1")
    return scene


def links(page: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*save=(?:csv|xlsx)[^"]*)"', page)]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_saves_all_its_tables_without_a_formula(client, world, name):
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(reverse(name))
    found = links(page.content.decode())

    assert found
    for link in found:
        answer = client.get(link if link.startswith("/") else reverse(name) + link)
        content = b"".join(answer.streaming_content)
        assert answer.status_code == 200
        if "save=xlsx" in link:
            assert formulas_in(content) == 0
            assert len(book_of(content)) == 2
        else:
            cells = [cell for row in lines_of(content) for cell in row]
            assert [cell for cell in cells if cell.lstrip().startswith(tuple(STARTS)) and not is_number(cell)] == []
            assert "Kolom" in cells


def is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(,\d+)?", cell))


def test_what_the_lists_of_a_page_show_is_in_the_file(client, world):
    other = make_scene()
    client.force_login(world.head)

    answer = client.get(reverse("workflows:cases"), {"save": "csv", "q": "cmd"})

    head, row, blank, *notes = lines_of(b"".join(answer.streaming_content))
    assert (head[0], row[0], blank) == ("Judul", f"'{EVIL}", [])
    assert ["Penyaring", "cmd"] in notes
    assert other.plan.title not in str(notes)


def test_each_file_that_goes_out_is_one_audit_line(client, world):
    client.force_login(world.head)

    for ending in ("csv", "xlsx"):
        client.get(reverse("liap:successes"), {"save": ending, "table": "cases"})

    lines = Event.objects.filter(verb="table.saved").order_by("number").values_list("by", "subject", "payload")
    assert list(lines) == [
        (world.head.pk, "table:success_cases", {"ending": "csv"}),
        (world.head.pk, "table:success_cases", {"ending": "xlsx"}),
    ]


@pytest.mark.parametrize("asked", [{"save": "pdf"}, {"save": "csv", "table": "people"}, {"save": ""}])
def test_what_nobody_offers_is_not_found(client, world, asked):
    client.force_login(world.head)

    assert client.get(reverse("workflows:pulse"), asked).status_code == 404
    with pytest.raises(Http404):
        answers.answer(RequestFactory().get("/", {"save": "exe"}), table())


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u3000"])
def test_no_text_becomes_a_formula(start, blank):
    cell = f"{blank}{start}1+1"

    assert separated.neutral(cell) == f"'{cell}"
    content = workbook.saved(table(cell)).read()
    assert formulas_in(content) == 0


@pytest.mark.parametrize(
    ("cell", "indonesian", "english"),
    [(-5, -5, -5), (Decimal("-1.50"), "-1,50", "-1.50"), (0.25, "0,250000", "0.250000"), (None, "", "")],
)
def test_numbers_stay_numbers_in_the_language_of_the_reader(cell, indonesian, english):
    for language, written in (("id", indonesian), ("en", english)):
        with translation.override(language):
            assert separated.neutral(cell) == written


def test_a_workbook_keeps_kinds_of_values():
    moment = datetime(2026, 11, 25, 3, 30, tzinfo=timezone.get_fixed_timezone(0))
    rows = [
        -5,
        Decimal("1.5"),
        date(2026, 3, 1),
        moment,
        True,
        None,
        "x" * 40_000,
        12345678901234567,
        date(1899, 1, 1),
    ]

    first, second = book_of(workbook.saved(table(*rows)).read())

    read = [row[0] for row in first]
    assert read[0:4] == ["Isi", -5, 1.5, date(2026, 3, 1)]
    assert read[4] == timezone.localtime(moment).replace(tzinfo=None)
    assert read[5] in ("ya", "yes")
    assert (read[6], len(read[7]), read[8], read[9]) == ("", 32_767, "12345678901234567", "1899-01-01")
    assert ["Isi", "what it is"] in second


@pytest.mark.parametrize("title", ["a/b:c*d?e[f]", "'kutip'", "x" * 60, "///"])
def test_any_title_is_a_name_of_a_sheet(title):
    assert len(book_of(workbook.saved(table("a", title=title)).read())) == 2


def test_a_long_table_ends_and_says_so(monkeypatch):
    monkeypatch.setattr(columns, "MOST_ROWS", 3)

    lines = lines_of(b"".join(separated.saved(table(1, 2, 3, 4))))

    assert [line[0] for line in lines[:4]] == ["Isi", "1", "2", "3"]
    assert lines[4] == []
    assert any("50.000" in cell for line in lines for cell in line)
