"""Rows as CSV that a spreadsheet opens with a double click, and in which no text can become a formula."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import get_language

BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
CHUNK = 200


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
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
