"""Rows as CSV that a spreadsheet opens with a double click, and in which no text can become a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

from liap.tables.columns import Table

BYTE_ORDER_MARK = "\ufeff"
# The last four are the full-width forms, which some spreadsheets take for the plain ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BLANK = " \u00a0\u3000\ufeff\u200b"
CHUNK = 200


def saved(table: Table) -> Iterator[bytes]:
    """The table as a file. The columns' names come first and their meanings last, so that programs read it too."""
    return sheet(_rows(table))


def _rows(table: Table) -> Iterator[list[object]]:
    count = 0
    yield table.headings
    for count, row in enumerate(table.lines(), 1):  # noqa: B007 -- counts what was sent
        yield row
    if not table.is_bare:
        yield []
        yield from table.notes(count)


def sheet(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """The rows as a file, in parts of a few hundred."""
    part = [BYTE_ORDER_MARK.encode()]
    for number, row in enumerate(rows, 1):
        part.append(written(row))
        if number % CHUNK == 0:
            yield b"".join(part)
            part = []
    yield b"".join(part)


def written(row: Iterable[object]) -> bytes:
    """One row in the form that the reader's spreadsheet expects: Indonesian ones separate by semicolons."""
    line = io.StringIO()
    separator = ";" if get_language() == "id" else ","
    csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow([neutral(cell) for cell in row])
    return line.getvalue().encode()


def neutral(cell: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(BLANK).startswith(FORMULA) else cell.replace("\x00", "")
    if isinstance(cell, float | Decimal):
        # A point would make an Indonesian spreadsheet read a date or a thousand.
        return format(cell, "f").replace(".", ",") if get_language() == "id" else format(cell, "f")
    if isinstance(cell, datetime):
        return (timezone.localtime(cell) if timezone.is_aware(cell) else cell).isoformat(timespec="seconds")
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else cell
