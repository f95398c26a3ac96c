"""Rows as an Excel workbook, written in little memory; text is text, whatever it begins with."""

import re
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.tables.columns import Table

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767
LONGEST_TITLE = 31
DIGITS = 15
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Book:
    """A workbook that is written row by row, sheet after sheet."""

    def __init__(self, *, title: str, made_at: datetime):
        # Left open on purpose: it is handed over as the answer, which closes it.
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self.book = xlsxwriter.Workbook(self.file, OPTIONS)
        self.book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        self.formats = {
            "head": self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "day": self.book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": self.book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "wrap": self.book.add_format({"text_wrap": True, "valign": "top"}),
            "text": self.book.add_format({"num_format": "@"}),
        }

    def add(self, title: str, rows: Iterable[Iterable[object]], *, widths: Iterable[int] = (), heads: int = 1) -> int:
        """Writes one sheet and returns how many rows it has below the heading."""
        sheet = self.book.add_worksheet(sheet_title(title))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        if heads:
            sheet.freeze_panes(heads, 0)
        number = -1
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                self._write(sheet, number, place, cell, is_head=number < heads)
        return number + 1 - heads

    def _write(self, sheet: Any, row: int, column: int, cell: object, *, is_head: bool) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, int | float | Decimal) and len(Decimal(str(cell)).as_tuple().digits) <= DIGITS:
            sheet.write_number(row, column, cell)
        elif isinstance(cell, datetime):
            local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
            sheet.write_datetime(row, column, local.replace(tzinfo=None), self.formats["moment"])
        elif isinstance(cell, date) and cell >= FIRST_DAY:
            sheet.write_datetime(row, column, cell, self.formats["day"])
        else:
            sheet.write_string(row, column, str(cell)[:LONGEST_TEXT], self.formats["head"] if is_head else None)

    def done(self) -> IO[bytes]:
        """Finishes the file and returns it from its beginning."""
        self.book.close()
        self.file.seek(0)
        return self.file


def saved(table: Table) -> IO[bytes]:
    """The table as a workbook: its rows on the first sheet, what they mean on the second."""
    book = Book(title=str(table.title), made_at=table.as_of)
    widths = [min(40, max(12, len(str(heading)) + 4)) for heading in table.headings]
    count = book.add(str(table.title), _with_head(table), widths=widths)
    book.add(_("Explanations"), table.notes(count), widths=(34, 90), heads=0)
    return book.done()


def _with_head(table: Table) -> Iterable[Iterable[object]]:
    yield table.headings
    yield from table.lines()


def sheet_title(title: str) -> str:
    """A name that Excel allows for a sheet."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:LONGEST_TITLE].strip() or "1"
