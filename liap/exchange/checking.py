"""Tries a file out: finds its columns, reads each cell, and has the importer judge each row. Writes nothing."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from liap.exchange.cells import CellFault, Field, folded, in_each_language
from liap.exchange.importers.importer import Importer, Judged, Outcome
from liap.exchange.opening import Sheet, Unreadable
from liap.exchange.profiles.columns import Profile
from liap.exchange.profiles.registry import profile_of

MOST_FAULTS = 5_000
REPORT_EVERY = 500


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, what, and what to do."""

    row: int
    column: str
    wrong: str
    remedy: str


@dataclass
class Trial:
    """What the file would do: the rows with their numbers, and all that is wrong with them."""

    sheet: str
    judged: list[tuple[int, Judged]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def tried(sheet: Sheet, importer: Importer, *, seen: Callable[[int], None] = lambda count: None) -> Trial:
    """Judges every row; `seen` is told now and then how many rows are done. `load` of the importer came before."""
    trial, rows = Trial(sheet.name), iter(sheet)
    columns = columns_of(*next(rows), importer)
    for count, (number, cells) in enumerate(rows, 1):
        try:
            judged = importer.judge(_values(cells, columns))
        except CellFault as fault:
            _note(trial, number, columns, [fault])
        except _Faults as faults:
            _note(trial, number, columns, faults.found)
        else:
            trial.counts[judged.outcome] += 1
            if judged.outcome != Outcome.SAME:
                trial.judged.append((number, judged))
        if count % REPORT_EVERY == 0:
            seen(count)
    return trial


class _Faults(Exception):
    def __init__(self, found: list[CellFault]):
        super().__init__()
        self.found = found


def columns_of(number: int, cells: list[Any], importer: Importer) -> dict[int, Field]:
    """Which column of the file is which; headings are known by code, by their name in either language, or as the
    columns of a neighbour system's profile, whose other columns are passed over."""
    own = {word: one for one in importer.fields for word in (folded(one.code), *in_each_language(one.label))}
    words = {place: folded(str(cell).removesuffix("*")) for place, cell in enumerate(cells) if cell not in (None, "")}
    profile = profile_of(set(words.values()), own=set(own), kind=importer.code)
    known: Mapping[str, Field | None] = profile.known(importer.fields) if profile else own
    columns: dict[int, Field] = {}
    passed: set[str] = set()
    for place, word in words.items():
        where = {"row": number, "column": letters(place), "heading": str(cells[place])[:60]}
        if word not in known:
            raise Unreadable(_unknown(profile, where))
        found = known[word]
        if found in columns.values() or word in passed:
            raise Unreadable(_("The heading “%(heading)s” stands in two columns. Delete one of them.") % where)
        if found is None:
            passed.add(word)
        else:
            columns[place] = found
    _refuse_missing(profile, importer, list(columns.values()))
    return columns


def _unknown(profile: Profile | None, where: dict[str, object]) -> str:
    if profile is None:
        sentence = _(
            "Row %(row)s, column %(column)s: the heading “%(heading)s” is not known. Use the headings of the"
            " template, and delete columns that are not in it."
        )
        return sentence % where
    sentence = _(
        "Row %(row)s, column %(column)s: the heading “%(heading)s” is none of the columns of the profile %(profile)s."
        " Delete the column, or give it its heading again: %(headings)s."
    )
    return sentence % {**where, "profile": profile.title, "headings": ", ".join(profile.headings)}


def _refuse_missing(profile: Profile | None, importer: Importer, found: list[Field]) -> None:
    missing = [one for one in importer.fields if one.is_required and one not in found]
    missing += [one for one in (profile.needed(importer.fields) if profile else []) if one not in [*found, *missing]]
    if not missing:
        return
    if profile is None:
        words = ", ".join(str(one.label) for one in missing)
        raise Unreadable(_("Columns are missing: %(columns)s. Use the template.") % {"columns": words})
    raise Unreadable(
        _(
            "Columns of the profile %(profile)s are missing: %(columns)s. Add them under these headings, or save the"
            " file of the profile anew and fill it in."
        )
        % {"profile": profile.title, "columns": ", ".join(profile.heading_of(one) for one in missing)}
    )


def _values(cells: list[Any], columns: dict[int, Field]) -> dict[str, Any]:
    """The cells that say something, read as their columns ask; all faults of the row at once."""
    values, faults = {}, []
    for place, one in columns.items():
        cell = cells[place] if place < len(cells) else ""
        if cell is None or cell == "":
            if one.is_required:
                faults.append(CellFault(_("The cell is empty."), _("Fill it in, or delete the row."), one.code))
            continue
        try:
            values[one.code] = one.read(cell)
        except CellFault as fault:
            faults.append(CellFault(fault.wrong, fault.remedy, fault.column or one.code))
    if faults:
        raise _Faults(faults)
    return values


def _note(trial: Trial, number: int, columns: dict[int, Field], faults: list[CellFault]) -> None:
    for fault in faults:
        trial.counts["error"] += 1
        if len(trial.faults) < MOST_FAULTS:
            place = next((place for place, one in columns.items() if one.code == fault.column), None)
            column = "" if place is None else f"{letters(place)} ({columns[place].label})"
            trial.faults.append(Fault(number, column, fault.wrong, fault.remedy))


def letters(place: int) -> str:
    """The name of a column as spreadsheets show it: 0 is A, 26 is AA."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)
