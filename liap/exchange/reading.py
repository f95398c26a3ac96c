"""Reads an uploaded spreadsheet in a process of its own: `python -m liap.exchange.reading csv|xlsx`.

The file comes on standard input. Each row leaves as a line of JSON on standard output; the last word on standard error
is JSON too: how many rows of which sheet, or the code of a refusal. The process knows no Django, no database and no
network; its memory, time and output are limited, so a hostile file hurts nobody but itself.
"""

import csv
import ctypes
import io
import json
import math
import re
import resource
import signal
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

MAX_BYTES = 10 * 1024 * 1024
MAX_ENTRIES = 100
MAX_UNPACKED = 150 * 1024 * 1024
MAX_RATIO = 100
SMALL = 100_000  # a small part may be packed as tightly as it likes
MAX_ROWS = 50_000
MAX_COLUMNS = 60
MAX_TEXT = 2_000
MEMORY = 480 * 1024 * 1024
SECONDS = 18
OUTPUT = 300 * 1024 * 1024

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DECLARATIONS = [
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
]
CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["\']([A-Za-z]{1,5})([0-9]{1,9})["\']')
ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
CHUNK = 1 << 20
OVERLAP = 4096

Row = list[object]


class Refused(Exception):
    """The file is not read; `code` says why, `detail` names the number or place."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(code)
        self.code, self.detail = code, detail


def rows_of(content: bytes, ending: str) -> tuple[str, Iterator[Row]]:
    """The name of the sheet and its rows; a file that only looks like a table is refused."""
    if len(content) > MAX_BYTES:
        raise Refused("too_large")
    if content.startswith(OLE):
        raise Refused("encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "old_format")
    if ending == "xlsx":
        return workbook_rows(content)
    if content.startswith((b"PK\x03\x04", b"%PDF-")):
        raise Refused("not_its_name")
    return "", text_rows(content)


def workbook_rows(content: bytes) -> tuple[str, Iterator[Row]]:
    import python_calamine  # noqa: PLC0415 -- not needed for text

    check_archive(content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        shown = [one for one in book.sheets_metadata if str(one.typ).endswith("WorkSheet")]
        if not shown:
            raise Refused("no_rows")
        name = next((one.name for one in shown if str(one.visible).endswith("Visible")), shown[0].name)
        sheet = book.get_sheet_by_name(name)
    except python_calamine.PasswordError as fault:
        raise Refused("encrypted") from fault
    except (python_calamine.CalamineError, ValueError, OSError, LookupError) as fault:
        raise Refused("damaged") from fault
    first, left = sheet.start or (0, 0)
    return name, _from_first_row(sheet, first, left)


def _from_first_row(sheet, first: int, left: int) -> Iterator[Row]:
    """Every row from the first of the sheet on, so that numbers are those that the person sees."""
    for _empty in range(first):
        yield []
    for row in sheet.to_python(skip_empty_area=True):
        yield [""] * left + row


def check_archive(content: bytes) -> None:
    """Looks at every part of the archive before anything is built from it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Refused("not_its_name") from fault
    parts = archive.infolist()
    if len(parts) > MAX_ENTRIES:
        raise Refused("too_many_parts", str(len(parts)))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted")
    packed, unpacked = sum(one.compress_size for one in parts), sum(one.file_size for one in parts)
    if unpacked > MAX_UNPACKED or packed > len(content):
        raise Refused("bomb")
    if any(one.file_size > SMALL and one.file_size > MAX_RATIO * max(one.compress_size, 1) for one in parts):
        raise Refused("bomb")
    names = {part.filename for part in parts}
    if len(names) < len(parts) or "[Content_Types].xml" not in names:
        raise Refused("not_a_workbook")
    for part in parts:
        _look_through(archive, part)


def _look_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    is_sheet, counts = "worksheets/" in part.filename.lower(), {b"row": 0, b"c": 0}
    for overlap, window in _windows(archive, part):
        if any(mark in window for mark in DECLARATIONS):
            raise Refused("declares_entities")
        if is_sheet:
            _check_places(window)
            for found in ROW_OR_CELL.finditer(window, overlap):
                counts[found[1]] += 1
    if counts[b"row"] > MAX_ROWS + 200:
        raise Refused("too_many_rows", str(MAX_ROWS))
    if counts[b"c"] > (MAX_ROWS + 200) * MAX_COLUMNS:
        raise Refused("too_many_columns", str(MAX_COLUMNS))


def _windows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """The part in pieces which overlap, so that nothing hides between two of them; and how much is known already."""
    tail, read = b"", 0
    try:
        with archive.open(part) as stream:
            while piece := stream.read(CHUNK):
                read += len(piece)
                if read > MAX_UNPACKED:
                    raise Refused("bomb")
                yield len(tail), tail + piece
                tail = (tail + piece)[-OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise Refused("damaged") from fault


def _check_places(window: bytes) -> None:
    for letters, digits in CELL.findall(window):
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        if int(digits) > MAX_ROWS + 200:
            raise Refused("too_many_rows", f"{letters.decode()}{int(digits)}")
        if column > MAX_COLUMNS:
            raise Refused("too_many_columns", f"{letters.decode()}{int(digits)}")


def text_rows(content: bytes) -> Iterator[Row]:
    """The records of a CSV file, whatever its encoding and separator."""
    text = decoded(content)
    if CONTROL.search(text):
        raise Refused("not_text")
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"sep=(.)\r?", first.strip("\ufeff"))
    separator = named[1] if named else max(";,\t|", key=first.count)
    csv.field_size_limit(MAX_TEXT * 10)
    try:
        if named:
            yield []
        yield from csv.reader(io.StringIO(rest if named else text, newline=""), delimiter=separator)
    except (csv.Error, TypeError) as fault:
        raise Refused("damaged") from fault


def decoded(content: bytes) -> str:
    """The text of the file: UTF-8 or UTF-16 by their marks, UTF-16 by its zeros, else the code page of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if content.count(0):
        half = max(len(content) // 2, 1)
        if content[1::2].count(0) > 0.6 * half:
            return _decoded(content, "utf-16-le")
        if content[0::2].count(0) > 0.6 * half:
            return _decoded(content, "utf-16-be")
        raise Refused("not_text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").replace("\ufffd", "?")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Refused("not_text") from fault


def plain(cell: object) -> object:
    """A cell as JSON can hold it; days become an object, so that they are no text."""
    if isinstance(cell, str):
        text = cell.strip()
        if len(text) > MAX_TEXT:
            raise Refused("long_cell", text[:40])
        return CONTROL.sub(" ", text)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return str(cell)
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, datetime | date):
        return {"day": cell.isoformat()[:10]}
    return str(cell) if isinstance(cell, time | timedelta) else cell


def send(name: str, rows: Iterator[Row], out) -> int:
    """Writes the rows that say anything, each with its number as the person sees it."""
    count = 0
    for number, row in enumerate(rows, 1):
        cells = [plain(cell) for cell in row]
        while cells and cells[-1] in ("", None):
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise Refused("too_many_columns", str(MAX_COLUMNS))
        if not cells:
            continue
        count += 1
        if count > MAX_ROWS + 1:
            raise Refused("too_many_rows", str(MAX_ROWS))
        out.write(json.dumps([number, cells], separators=(",", ":")) + "\n")
    if count < 2:
        raise Refused("no_rows")
    return count - 1


def confine() -> None:
    """Limits this process: memory, time, output, no network, no core file, and no life after its parent."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, _arguments: tuple) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"}:
        raise PermissionError(f"{event} is refused while reading")


def main() -> int:
    """Answers one file; the last line on standard error is the outcome."""
    confine()
    try:
        name, rows = rows_of(sys.stdin.buffer.read(MAX_BYTES + 1), sys.argv[1])
        outcome: dict[str, object] = {"rows": send(name, rows, sys.stdout), "sheet": name}
        sys.stdout.flush()
    except Refused as refusal:
        outcome = {"refused": refusal.code, "detail": refusal.detail}
    except MemoryError:
        outcome = {"refused": "bomb", "detail": ""}
    sys.stderr.write("\n" + json.dumps(outcome) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
