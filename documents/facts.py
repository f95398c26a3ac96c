"""Shapes that papers share, and the canonical JSON of facts: what is printed is a function of these values alone.

Dates are days in the region's zone; moments are UTC datetimes; money is rupiah as Decimal; shares are percent (0 to 100).
None means "not available" and is printed so; it is never 0. Text that a person typed is `str`, names out of reference
tables are `Text` and exist in both languages. The facts of each paper stand in its module of `kinds`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin

from django.utils.functional import Promise
from django.utils.translation import override

Facts = TypeVar("Facts")

MAX_CHARACTERS = 20_000
MAX_ROWS = 2_000


class UnusableFacts(ValueError):
    """The facts cannot be printed or stored: wrong shape, too long, or too many."""


class Light(StrEnum):
    """Traffic light of a round."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Verdict(StrEnum):
    """What was found about one indicator."""

    ACHIEVED = "achieved"
    PARTIALLY = "partially"
    NOT_ACHIEVED = "not_achieved"
    UNVERIFIED = "unverified"
    TOO_EARLY = "too_early"


class Grade(StrEnum):
    """Rating of one criterion."""

    HIGH = "high"
    FAIR = "fair"
    LOW = "low"


class Overall(StrEnum):
    """Overall rating, A to D."""

    HIGHLY_SATISFACTORY = "A"
    SATISFACTORY = "B"
    PARTIALLY_SATISFACTORY = "C"
    UNSATISFACTORY = "D"


@dataclass(frozen=True)
class Text:
    """A name or label which exists in both languages."""

    id: str
    en: str


def both(label: str | Promise) -> Text:
    """Fixes a translatable label (of a choice, say) in both languages."""
    said = []
    for language in ("id", "en"):
        with override(language):
            said.append(str(label))
    return Text(*said)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The head of the paper: lines in capitals from the highest body down, the last one is the issuing office."""

    lines: tuple[str, ...]
    address: str | None = None
    contact: str | None = None


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """One signature block; `acting` is "Plt.", "Plh." or "a.n.", `letter` the number of the letter that says so."""

    title: str
    name: str | None
    nip: str | None = None
    heading: Text | None = None
    acting: str | None = None
    letter: str | None = None


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every paper says of itself; `time_zone` is the region's IANA zone, in which moments are printed."""

    letterhead: Letterhead
    plan_code: str
    plan_title: str
    region_code: str
    region_name: str
    province: str
    industry: Text
    industry_code: str | None = None
    industry_code_system: str | None = None
    place: str
    dated_on: date
    time_zone: str
    data_as_of: datetime
    source: Text | None = None
    prepared_by: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    copies_to: tuple[str, ...] = ()
    is_sample: bool = False


@dataclass(frozen=True, kw_only=True)
class Approval:
    """One row of an approval sheet: who decided what and when; `decided_on` None with a decision is "silent"."""

    step: Text
    title: str
    name: str | None
    decision: Text | None = None
    decided_on: date | None = None
    remark: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rung:
    """A rung of the goal: so many enterprises by that day; `reached` counts the confirmed ones so far."""

    label: Text
    statement: str | None = None
    number: int | None = None
    due_on: date | None = None
    reached: int | None = None


@dataclass(frozen=True, kw_only=True)
class Headcount:
    """Enterprises of a group with owners and workers by sex; any figure may be missing."""

    enterprises: int | None = None
    small: int | None = None
    medium: int | None = None
    owners_women: int | None = None
    owners_men: int | None = None
    workers_women: int | None = None
    workers_men: int | None = None

    @property
    def owners(self) -> int | None:
        return _both_known(self.owners_women, self.owners_men)

    @property
    def workers(self) -> int | None:
        return _both_known(self.workers_women, self.workers_men)


@dataclass(frozen=True, kw_only=True)
class Spending:
    """Money of one funding source in one year; `in_kind` lines are summed apart."""

    source: Text
    year: int
    proposed: Decimal | None = None
    allocated: Decimal | None = None
    committed: Decimal | None = None
    spent: Decimal | None = None
    in_kind: bool = False


def share_of(part: int | None, whole: int | None) -> Decimal | None:
    """`part` in percent of `whole`, None when either is not known or there is no whole."""
    return None if part is None or not whole else Decimal(100 * part) / whole


def _both_known(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def clean(text: str) -> str:
    """Composes the characters and drops the invisible ones; plain text is all that is ever printed."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    if len(kept) > MAX_CHARACTERS:
        raise UnusableFacts(f"text of {len(kept)} characters, at most {MAX_CHARACTERS}")
    return kept


def to_json(facts: object) -> str:
    """Canonical JSON: sorted keys, UTF-8, decimals as text, moments in UTC. Equal facts give equal text."""
    return json.dumps(_plain(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def from_json(shape: type[Facts], text: str) -> Facts:
    """Reads facts of that shape; unknown names, wrong types and missing values are refused."""
    try:
        return _read(shape, json.loads(text), shape.__name__)
    except json.JSONDecodeError as fault:
        raise UnusableFacts(str(fault)) from fault


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise UnusableFacts(f"moment without zone: {value}")
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        if len(value) > MAX_ROWS:
            raise UnusableFacts(f"{len(value)} rows, at most {MAX_ROWS}")
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise UnusableFacts(f"{type(value).__name__} cannot be a fact")


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise UnusableFacts(f"{value} is no amount")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


_FROM_TEXT: dict[type, Callable[[str], Any]] = {
    str: str,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: _moment,
}


def _read(shape: Any, value: Any, where: str) -> Any:
    if get_origin(shape) in {types.UnionType, typing.Union}:
        if value is None and type(None) in get_args(shape):
            return None
        return _read(_choose(get_args(shape), value), value, where)
    if get_origin(shape) is tuple:
        if not isinstance(value, list):
            raise UnusableFacts(f"{where}: a list is wanted")
        return tuple(_read(get_args(shape)[0], item, f"{where}[{n}]") for n, item in enumerate(value))
    if dataclasses.is_dataclass(shape):
        return _read_dataclass(typing.cast(type, shape), value, where)
    if shape in {bool, int}:
        if type(value) is not shape:
            raise UnusableFacts(f"{where}: {shape.__name__} is wanted")
        return value
    if not isinstance(value, str):
        raise UnusableFacts(f"{where}: text is wanted")
    try:
        return _FROM_TEXT.get(shape, shape)(value)
    except (ValueError, ArithmeticError) as fault:
        raise UnusableFacts(f"{where}: {fault}") from fault


def _choose(members: tuple[Any, ...], value: Any) -> Any:
    """Of `Text | str | None` and the like: an object is the dataclass, anything else the plain type."""
    wanted = [m for m in members if m is not type(None) and dataclasses.is_dataclass(m) == isinstance(value, dict)]
    return wanted[0] if wanted else members[0]


def _read_dataclass(shape: type, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise UnusableFacts(f"{where}: an object is wanted")
    hints = typing.get_type_hints(shape)
    unknown = value.keys() - hints.keys()
    if unknown:
        raise UnusableFacts(f"{where}: unknown {', '.join(sorted(unknown))}")
    given = {name: _read(hints[name], item, f"{where}.{name}") for name, item in value.items()}
    try:
        return shape(**given)
    except TypeError as fault:
        raise UnusableFacts(f"{where}: {fault}") from fault
