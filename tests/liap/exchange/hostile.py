"""Files that nobody should send: bombs made by hand, and good files damaged by a seeded hand."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from tests.liap.exchange.conftest import csv_of, xlsx_of

GOOD = (["UD Maju", "8120012345678", "33.74", "13122", 2, 3, "1.000.000"], ["UD Jaya", "", "", "13122", "", "", ""])
SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def with_part(name: str, content: bytes, *, compress=zipfile.ZIP_DEFLATED, **more: bytes) -> bytes:
    """A good workbook in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of(*GOOD))) as good, zipfile.ZipFile(out, "w", compress) as bad:
        for entry in good.namelist():
            bad.writestr(entry, content if entry == name else good.read(entry))
        if name not in good.namelist():
            bad.writestr(name, content)
        for extra, inside in more.items():
            bad.writestr(extra, inside)
    return out.getvalue()


def sheet(cells: str, before: str = "") -> bytes:
    return f"{HEAD}{before}<sheetData>{cells}</sheetData></worksheet>".encode()


def cell(place: str, text: str = "x") -> str:
    row = "".join(letter for letter in place if letter.isdigit())
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def lying_size() -> bytes:
    """A workbook whose sheet says it unpacks to a hundred bytes and unpacks to far more."""
    content = bytearray(with_part(SHEET, sheet(cell("A1", "a" * 3_000_000))))
    at = content.rfind(SHEET.encode())  # the entry in the directory at the end
    content[at - 46 + 24 : at - 46 + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def archive_of_text() -> bytes:
    """An archive that is no workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("surat.txt", "halo")
    return out.getvalue()


def encrypted() -> bytes:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    return ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000


def bombs() -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Twenty and more files by name: the name under which they are sent, and what makes their bytes."""
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'
    xxe = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    strings = f"<?xml version='1.0'?>{doctype}<sst>&e9;</sst>".encode()
    far, low = sheet(cell("A1") + cell("XFD1048576")), sheet(cell("A1") + cell("A1048576"))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 60_000))
    wide = '<row r="1">' + "".join(f'<c r="{chr(65 + n // 26)}{chr(65 + n % 26)}1"><v>1</v></c>' for n in range(600))
    return {
        "far cell": ("a.xlsx", lambda: with_part(SHEET, far)),
        "low cell": ("a.xlsx", lambda: with_part(SHEET, low)),
        "far cell without digits in order": (
            "a.xlsx",
            lambda: with_part(SHEET, sheet(cell("XFD1048576") + cell("A1"))),
        ),
        "zip bomb": ("a.xlsx", lambda: with_part("xl/media/a.bin", b"\0" * 160_000_000)),
        "tight part": ("a.xlsx", lambda: with_part("xl/media/a.bin", b"\0" * 5_000_000)),
        "lying size": ("a.xlsx", lambda: lying_size()),
        "many parts": ("a.xlsx", lambda: with_part("x", b"", **{f"xl/{n}": b"x" for n in range(200)})),
        "entity bomb": ("a.xlsx", lambda: with_part("xl/sharedStrings.xml", strings)),
        "external entity": ("a.xlsx", lambda: with_part(SHEET, (xxe + sheet(cell("A1", "&f;")).decode()).encode())),
        "entity in UTF-16": ("a.xlsx", lambda: with_part(SHEET, (xxe + HEAD).encode("utf-16-le"))),
        "encrypted": ("a.xlsx", lambda: encrypted()),
        "old Excel": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000),
        "pdf": ("a.xlsx", lambda: b"%PDF-1.7\n%%EOF"),
        "workbook named csv": ("a.csv", lambda: xlsx_of(*GOOD)),
        "text named xlsx": ("a.xlsx", lambda: csv_of(*GOOD)),
        "zip that is no workbook": ("a.xlsx", archive_of_text),
        "too many rows": ("a.xlsx", lambda: with_part(SHEET, sheet(rows))),
        "too many rows in text": ("a.csv", lambda: b"name;industry\r\n" + b"UD;13122\r\n" * 50_001),
        "too many columns": ("a.xlsx", lambda: with_part(SHEET, sheet(wide + "</row>"))),
        "too many columns in text": ("a.csv", lambda: b";".join([b"name"] * 61) + b"\r\n" + b";".join([b"x"] * 61)),
        "zeros": ("a.csv", lambda: b"name;industry\r\nUD\0Maju;13122\r\n"),
        "control characters": ("a.csv", lambda: b"name;industry\r\nUD\x07;13122\r\n"),
        "open quote": ("a.csv", lambda: b'name;industry\r\n"UD;13122\r\n' + b"x" * 100_000),
        "long cell": ("a.csv", lambda: b"name;industry\r\n" + b"x" * 5_000 + b";13122\r\n"),
        "half a UTF-16": ("a.csv", lambda: "name;industry\r\nUD;13122".encode("utf-16")[:-1]),
        "nothing": ("a.csv", lambda: b""),
        "nothing in xlsx": ("a.xlsx", lambda: b""),
        "headings alone": ("a.csv", lambda: b"name;industry\r\n"),
        "headings alone in xlsx": ("a.xlsx", lambda: xlsx_of()),
        "broken sheet": ("a.xlsx", lambda: with_part(SHEET, b"<worksheet><sheetData><row><c>")),
        "no sheet": ("a.xlsx", lambda: with_part("xl/workbook.xml", b"<workbook/>")),
        "eleven megabytes": ("a.csv", lambda: b"name;industry\r\n" + b"UD;13122\r\n" * 1_200_000),
    }


WRONG = ("1e308", "-1", "1.5", "31/02/2026", "x" * 200, "=1+1", "\u202e", "9" * 30, "1.00.000", "812", "NaN", "true")


def damaged(count: int, seed: int = 5) -> Iterator[tuple[str, bytes]]:
    """Good files with a wrong value, or cut, flipped, doubled or with a part replaced; the same for the same seed."""
    chance = random.Random(seed)
    good = {"xlsx": xlsx_of(*GOOD), "csv": csv_of(*GOOD)}
    for number in range(count):
        ending = chance.choice(("xlsx", "csv"))
        content = bytearray(good[ending])
        match number % 5:
            case 0:
                content = content[: chance.randrange(len(content))]
            case 1:
                for _flip in range(chance.randrange(1, 40)):
                    content[chance.randrange(len(content))] = chance.randrange(256)
            case 2:
                at = chance.randrange(len(content))
                content[at:at] = chance.randbytes(chance.randrange(1, 300))
            case 3:
                part = chance.choice((SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"))
                junk = chance.choice((b"", b"<a>" * 5000, chance.randbytes(500), sheet(cell("A1") * 3)))
                ending, content = "xlsx", bytearray(with_part(part, junk))
            case _:
                row = [chance.choice((*WRONG, good_cell)) for good_cell in GOOD[0]]
                row[chance.randrange(1, 7)] = chance.choice(WRONG)
                row[0] = chance.choice(("", "x" * 200))
                content = bytearray(csv_of(row) if ending == "csv" else xlsx_of(row))
        yield f"{number}.{ending}", bytes(content)
