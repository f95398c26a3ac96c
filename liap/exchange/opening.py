"""Has an uploaded file read by a child process, and says in the reader's language why it was not."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from liap.exchange.reading import MAX_ROWS
from liap.refusals import Refusal

ROOT = Path(__file__).resolve().parent.parent.parent
WALL_SECONDS = 19
ENDINGS = ("xlsx", "csv")


class Unreadable(Refusal):
    """The file is not a table that can be taken in."""


@dataclass
class Sheet:
    """The rows of a file, each with its number in the sheet; they lie on the disk and are read once."""

    name: str
    count: int
    lines: IO[bytes]

    def __iter__(self) -> Iterator[tuple[int, list]]:
        self.lines.seek(0)
        for line in self.lines:
            number, cells = json.loads(line)
            yield number, [cell["day"] and _Day(cell["day"]) if isinstance(cell, dict) else cell for cell in cells]


class _Day(str):
    """A cell that the spreadsheet itself keeps as a day, in ISO form."""

    __slots__ = ()


def ending_of(file_name: str) -> str:
    """The kind of file by its name; everything but xlsx and csv is refused."""
    ending = Path(file_name).suffix.lower().lstrip(".")
    if ending in ("xls", "xlsm", "xlsb", "ods"):
        raise Unreadable(_("Save the file as .xlsx (Excel workbook) or .csv and upload that."))
    if ending not in ENDINGS:
        raise Unreadable(_("Only .xlsx and .csv files are taken in. Fill in the template and upload it."))
    return ending


def opened(content: bytes, file_name: str) -> Sheet:
    """Reads a file in a child with limits of memory and time; whatever goes wrong there becomes one clear sentence."""
    ending = ending_of(file_name)
    lines = tempfile.TemporaryFile()  # noqa: SIM115 -- belongs to the sheet that is returned
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command, the file goes through standard input
            (sys.executable, "-m", "liap.exchange.reading", ending),
            input=content,
            stdout=lines,
            stderr=subprocess.PIPE,
            timeout=WALL_SECONDS,
            cwd=ROOT,
            env={"PATH": "", "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise Unreadable(sentence("slow")) from fault
    said = done.stderr.decode(errors="replace").strip().splitlines()
    try:
        outcome = json.loads(said[-1]) if done.returncode == 0 and said else {}
    except ValueError:
        outcome = {}
    if "rows" not in outcome:
        # A child that died had more to build than it was given: memory, time or output.
        raise Unreadable(sentence(outcome.get("refused", "bomb"), outcome.get("detail", "")))
    return Sheet(name=outcome["sheet"], count=outcome["rows"], lines=lines)


def sentence(code: str, detail: str = "") -> str:
    """Why a file is refused and what to do."""
    fresh = _("Fill in a fresh copy of the template and upload it.")
    sentences = {
        "too_large": _("The file is larger than 10 MB. Split it."),
        "slow": _("Reading the file takes too long. Split it, or copy the values into a fresh template."),
        "encrypted": _("The file is protected by a password. Remove the password and upload it again."),
        "old_format": _("This is a file of an old Excel (.xls), whatever its name. Save it as .xlsx and upload that."),
        "not_its_name": _("The file is of another type than its name says. Save it as .xlsx or .csv."),
        "not_a_workbook": _("This is not an Excel workbook.") + " " + fresh,
        "too_many_parts": _("The workbook has too many parts, such as sheets and pictures.") + " " + fresh,
        "bomb": _("Unpacked, the file is far larger than a table of this kind can be.") + " " + fresh,
        "declares_entities": _("The workbook contains declarations that Excel never writes.") + " " + fresh,
        "damaged": _(
            "The file is damaged. Open it, save it again and upload that; or copy the values into a template."
        ),
        "not_text": _("The file is not a text with values. Save it as “CSV UTF-8” or as .xlsx."),
        "no_rows": _("The file has no rows below the headings.") + " " + fresh,
    }
    placed = {
        "too_many_rows": _(
            "The table has more than %(most)s rows (found: %(place)s). Split it; delete stray cells below."
        ),
        "too_many_columns": _(
            "A cell lies too far to the right (found: %(place)s). Delete the columns that are not in the template."
        ),
        "long_cell": _("A cell has more than 2,000 letters: “%(place)s…”. Shorten it."),
    }
    if code in placed:
        return placed[code] % {"place": detail, "most": f"{MAX_ROWS:,}".replace(",", ".")}
    return sentences.get(code) or sentences["damaged"]
