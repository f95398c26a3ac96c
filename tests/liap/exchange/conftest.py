"""Files as people send them, and a coordinator who may bring SMIs in."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from liap.exchange import actions, jobs
from liap.models import Role, SheetImport
from tests.factories import IndustryFactory, MembershipFactory, RegionFactory, UserFactory

HEAD = ["name", "nib", "region", "industry", "workers_female", "workers_male", "investment"]


def csv_of(*rows, head=HEAD, separator=";", encoding="utf-8") -> bytes:
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in (head, *rows)).encode(encoding)


def xlsx_of(*rows, head=HEAD, title="Data") -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False})
    sheet = book.add_worksheet(title)
    for number, row in enumerate((head, *rows)):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.close()
    return stream.getvalue()


def send(content: bytes, by, *, name="ikm.csv", kind="enterprises") -> SheetImport:
    """Uploads and has the worker look at it."""
    order = actions.upload(kind, SimpleUploadedFile(name, content), by=by)
    jobs.work(order.pk)
    order.refresh_from_db()
    return order


def take(order: SheetImport, by) -> SheetImport:
    actions.confirm(order, by=by)
    jobs.work(order.pk)
    order.refresh_from_db()
    return order


def faults(order: SheetImport) -> list[tuple[int, str]]:
    return [(line.row, line.column.partition(" ")[0]) for line in order.lines.filter(outcome="error")]


@pytest.fixture(autouse=True)
def deaf_queue(monkeypatch):
    """The numbers which the queue was rung with."""
    heard = []
    monkeypatch.setattr(actions, "async_task", lambda name, number, **_: heard.append(number))
    return heard


@pytest.fixture
def region(db):
    return RegionFactory(code="33.74", name="Kota Semarang")


@pytest.fixture
def keeper(region):
    return MembershipFactory(seat__working_group__region=region, seat__role=Role.COORDINATOR).person


@pytest.fixture
def ulos(db):
    return IndustryFactory(code="13122", name="Busana ulos", name_en="Ulos fashion")


@pytest.fixture
def administrator(db):
    return UserFactory(is_superuser=True)
