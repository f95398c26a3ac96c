"""What people write into cells, read as they mean it in Indonesia; what cannot be read says how to write it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from liap.fields import GROUPED, PLAIN, QuantityField, RupiahField

Words = str | Promise
LANGUAGES = ("id", "en")
MONTHS = (
    ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"],
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
)
EARLIEST, LATEST = 1900, 2100
MOST_WHOLE = 10**9


class CellFault(Exception):
    """A cell cannot be taken as it is: what is wrong and what to write instead."""

    def __init__(self, wrong: Words, remedy: Words, column: str = ""):
        super().__init__(str(wrong))
        self.wrong, self.remedy, self.column = str(wrong), str(remedy), column


@dataclass(frozen=True)
class Field:
    """One column of an import: its code, its heading, how a cell is read and what may stand there."""

    code: str
    label: Words
    read: Callable[[Any], Any]
    help: Words = ""
    is_required: bool = False
    choices: tuple[tuple[str, Words], ...] = ()


def folded(text: object) -> str:
    """Letters and digits only, in small letters, so that headings and words are found however they are spaced."""
    return re.sub(r"[\W_]+", "", str(text).casefold())


def in_each_language(label: Words) -> set[str]:
    """A word as it may be written in either language."""
    found = set()
    for language in LANGUAGES:
        with override(language):
            found.add(folded(label))
    return found


def text(longest: int) -> Callable[[Any], str]:
    """A text of so many letters."""

    def read(cell: Any) -> str:
        if isinstance(cell, bool):
            raise CellFault(_("This is a yes or no, not a text."), _("Write a text."))
        said = " ".join(str(cell).split())
        if len(said) > longest:
            raise CellFault(
                _("The text has %(length)s letters.") % {"length": len(said)},
                _("Write at most %(most)s letters.") % {"most": longest},
            )
        return said

    return read


def whole(cell: Any) -> int:
    """A count: 12, "12" or "1.200"."""
    remedy = _("Write a whole number that is not below zero, for example 12.")
    said = str(cell).strip()
    is_whole = isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0
    if not is_whole and not (isinstance(cell, str) and (PLAIN.fullmatch(said) or GROUPED.fullmatch(said))):
        raise CellFault(_("“%(cell)s” is no whole number.") % {"cell": said[:40]}, remedy)
    number = int(re.sub(r"\D", "", said)[:20])
    if number > MOST_WHOLE:
        raise CellFault(_("“%(cell)s” is larger than it can be.") % {"cell": said[:40]}, remedy)
    return number


def rupiah(cell: Any) -> Decimal:
    """An amount in whole rupiah: 1500000, "1.500.000" or "Rp 1.500.000"."""
    return _by_form(RupiahField(), cell, _("Write whole rupiah, for example 1.500.000."))


def quantity(cell: Any) -> Decimal:
    """A quantity with at most two decimals, in the notation of the person's language."""
    return _by_form(
        QuantityField(max_digits=16, decimal_places=2, min_value=0),
        cell,
        _("Write a number, for example 12.5 or 12,5."),
    )


def _by_form(field: Any, cell: Any, remedy: str) -> Any:
    if isinstance(cell, bool) or isinstance(cell, float) and abs(cell) > 1e15:
        raise CellFault(_("“%(cell)s” is no amount that can be taken.") % {"cell": str(cell)[:40]}, remedy)
    try:
        return field.clean(Decimal(repr(cell)) if isinstance(cell, float) else cell)
    except ValidationError as fault:
        raise CellFault("“{}”: {}".format(str(cell)[:40], " ".join(fault.messages)), remedy) from fault


def day(cell: Any) -> date:
    """A day: a date cell, 2026-08-17, 17/8/2026, 17-08-2026, or 17 Agustus 2026; the day always before the month."""
    said = str(cell).strip()
    remedy = _("Write the day as 17/08/2026, or format the cell as a date.")
    parts = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", said)
    if parts:
        year, month, number = (int(part) for part in parts.groups()[:3])
    elif parts := re.fullmatch(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", said):
        number, month, year = (int(part) for part in parts.groups())
    elif parts := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})", said):
        number, month, year = int(parts[1]), _month(parts[2]), int(parts[3])
    else:
        raise CellFault(_("“%(cell)s” is no day.") % {"cell": said[:40]}, remedy)
    try:
        found = date(year, month, number)
    except ValueError as fault:
        raise CellFault(_("The day “%(cell)s” does not exist.") % {"cell": said[:40]}, remedy) from fault
    if not EARLIEST <= found.year <= LATEST:
        raise CellFault(_("The year of “%(cell)s” cannot be right.") % {"cell": said[:40]}, remedy)
    return found


def _month(name: str) -> int:
    short = name.casefold()[:3]
    short = {"ags": "agu"}.get(short, short)
    return next((names.index(short) + 1 for names in MONTHS if short in names), 0)


def digits(count: int) -> Callable[[Any], str]:
    """A number that is a name, such as a NIB: so many digits, spaces and points left out."""

    def read(cell: Any) -> str:
        said = re.sub(r"[\s.'-]", "", str(cell))
        if isinstance(cell, int | float) and not isinstance(cell, bool) and count > 15:
            raise CellFault(
                _("The spreadsheet keeps this as a number and changes its last digits."),
                _("Format the column as text and write all %(count)s digits.") % {"count": count},
            )
        if not re.fullmatch(f"[0-9]{{{count}}}", said):
            raise CellFault(
                _("“%(cell)s” does not have %(count)s digits.") % {"cell": said[:40], "count": count},
                _("Format the column as text and write all %(count)s digits.") % {"count": count},
            )
        return said

    return read


def choice(choices: Iterable[tuple[str, Words]]) -> Callable[[Any], str]:
    """One of some words, in either language or by its code."""
    known = {word: value for value, label in choices for word in (folded(value), *in_each_language(label))}
    labels = [label for _value, label in choices]

    def read(cell: Any) -> str:
        value = known.get(folded(cell))
        if value is None:
            allowed = ", ".join(str(label) for label in labels)
            raise CellFault(
                _("“%(cell)s” is not among the allowed values.") % {"cell": str(cell)[:40]},
                _("Write one of: %(allowed)s.") % {"allowed": allowed},
            )
        return value

    return read


YES_NO = (("yes", "ya"), ("no", "tidak"))
_WORDS = {"yes": True, "ya": True, "y": True, "1": True, "true": True, "no": False, "tidak": False, "t": False}
_WORDS |= {"0": False, "false": False, "n": False}


def yes_no(cell: Any) -> bool:
    """Yes or no, ya or tidak."""
    said = folded(cell)
    if said not in _WORDS:
        raise CellFault(
            _("“%(cell)s” is neither yes nor no.") % {"cell": str(cell)[:40]}, _("Write “ya” or “tidak”, or nothing.")
        )
    return _WORDS[said]
