"""Facts as a workbook (XLSX) for people who calculate with them; the same facts give the same bytes.

Written by hand, a zip of small XML files: a library would put the moment of writing into it and take text that begins
with "=" for a formula. Text is always an inline string here, so that nothing a person typed is ever calculated.
"""

import dataclasses
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from xml.sax.saxutils import escape

from documents import wording
from documents.facts import Text

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EPOCH = date(1899, 12, 30)
PINNED = (1980, 1, 1, 0, 0, 0)
DIGITS = 15
DATE, HEAD = 1, 2
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet {_MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'
)


def workbook(facts: Any, *, about: Iterable[tuple[str, Any]]) -> bytes:
    """The facts in the language that is active: single values on the first sheet, each list on one of its own.

    Columns are named as in the JSON beside it; what is missing is an empty cell and never 0.
    """
    single: list[tuple[Any, ...]] = [*about, ("", "")]
    sheets = {"facts": single}
    for path, value in _flat(facts):
        if isinstance(value, tuple) and value:
            sheets[_title(path, sheets)] = list(_table(value))
        else:
            single.append((path, value))
    return _zipped(_parts(sheets))


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a dataclass with their path, nested ones spelled with a dot."""
    for field in dataclasses.fields(value):
        inner, name = getattr(value, field.name), f"{path}{field.name}"
        if dataclasses.is_dataclass(inner) and not isinstance(inner, Text):
            yield from _flat(inner, f"{name}.")
        else:
            yield name, inner


def _table(rows: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(rows[0], Text) or not dataclasses.is_dataclass(rows[0]):
        yield ("value",)
        yield from ((one,) for one in rows)
        return
    flat = [dict(_flat(one)) for one in rows]
    columns = list(dict.fromkeys(name for one in flat for name in one))
    yield tuple(columns)
    yield from (tuple(one.get(name) for name in columns) for one in flat)


def _title(path: str, taken: Iterable[str]) -> str:
    """A name of a sheet: at most 31 letters, none twice."""
    name, number = path[-31:].lstrip("."), 1
    while name in taken:
        number += 1
        name = f"{path[-28:]} {number}"
    return name


def _cell(place: str, value: Any, style: int) -> str:
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | Decimal) and len(Decimal(value).as_tuple().digits) <= DIGITS:
        return f'<c r="{place}"><v>{format(Decimal(value), "f")}</v></c>'
    if isinstance(value, date) and not isinstance(value, datetime) and value > EPOCH:
        return f'<c r="{place}" s="{DATE}"><v>{(value - EPOCH).days}</v></c>'
    said = escape(_said(value))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _said(value: Any) -> str:
    if isinstance(value, Text):
        return wording.say(value)
    if isinstance(value, tuple):
        return "; ".join(_said(one) for one in value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else str(value)


def _sheet(rows: list[tuple[Any, ...]], *, has_head: bool) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        bold = has_head and number == 1
        cells = "".join(_cell(f"{_letters(n)}{number}", one, HEAD if bold else 0) for n, one in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if has_head else ""
    view = f'<sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
    widths = ((1, 1, 34), (2, 30, 24))
    each = "".join(f'<col min="{first}" max="{last}" width="{w}" customWidth="1"/>' for first, last, w in widths)
    columns = f"<cols>{each}</cols>"
    return f"<worksheet {_MAIN}>{view}{columns}<sheetData>{''.join(lines)}</sheetData></worksheet>"


def _letters(place: int) -> str:
    return chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"


def _parts(sheets: dict[str, list[tuple[Any, ...]]]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_PART}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_PART}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_PART}.styles+xml"/>{kinds}</Types>'
        ),
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    names = "".join(
        f'<sheet name="{escape(title, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, title in enumerate(sheets, 1)
    )
    yield "xl/workbook.xml", f'<workbook {_MAIN} xmlns:r="{_RELATED}"><sheets>{names}</sheets></workbook>'
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations([*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]),
    )
    yield "xl/styles.xml", _STYLES
    for n, (title, rows) in enumerate(sheets.items(), 1):
        yield f"xl/worksheets/sheet{n}.xml", _sheet(rows, has_head=title != "facts")


def _relations(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _zipped(parts: Iterable[tuple[str, str]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, PINNED)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
            archive.writestr(entry, declared.encode(), compresslevel=9)
    return file.getvalue()
