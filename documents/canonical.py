"""Facts as canonical JSON and back; equal facts give equal text, so that its hash names them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin

from django.utils.translation import gettext

from liap.refusals import Refusal

Facts = TypeVar("Facts")

MAX_CHARACTERS = 20_000
MAX_ROWS = 2_000


class UnusableFacts(ValueError):
    """The facts cannot be printed or stored: they have the wrong shape."""


class TooMuchText(UnusableFacts, Refusal):
    """A person wrote more than a paper holds; the sentence says what to shorten."""


def clean(text: str) -> str:
    """Composes the characters and drops the invisible ones; plain text is all that is ever printed."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    if len(kept) > MAX_CHARACTERS:
        sentence = gettext("The text that begins with “%(begin)s” is too long for a document: %(count)d characters,"
                           " at most %(most)d. Shorten it, then try again.")  # fmt: skip
        raise TooMuchText(sentence % {"begin": kept[:40], "count": len(kept), "most": MAX_CHARACTERS})
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
    if isinstance(value, tuple):
        if len(value) > MAX_ROWS:
            sentence = gettext("A list is too long for a document: %(count)d rows, at most %(most)d.")
            raise TooMuchText(sentence % {"count": len(value), "most": MAX_ROWS})
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    for kind, as_text in _TO_TEXT:
        if isinstance(value, kind):
            return as_text(value)
    raise UnusableFacts(f"{type(value).__name__} cannot be a fact")


def _utc(value: datetime) -> str:
    if value.tzinfo is None:
        raise UnusableFacts(f"moment without zone: {value}")
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise UnusableFacts(f"{value} is no amount")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


# The first kind that fits counts: a StrEnum is text, and a datetime is a date.
_TO_TEXT: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (StrEnum, str),
    (str, clean),
    (Decimal, _decimal),
    (datetime, _utc),
    (date, date.isoformat),
)
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
