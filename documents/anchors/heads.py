"""A head of an audit chain as text, as it is stored, mailed, and typed from a printed paper."""

from collections.abc import Iterable
from dataclasses import dataclass


class Unreadable(ValueError):
    """A line is no head; the message names it."""


@dataclass(frozen=True, order=True)
class Head:
    """The newest event of a chain at some moment; event 0 is the empty chain."""

    chain: str
    event: int
    hash: str


def as_text(heads: Iterable[Head]) -> str:
    """A line for each head, in the order of their names, so that equal heads give equal text."""
    return "".join(f"{head.chain}/{head.event} {head.hash}\n" for head in sorted(heads))


def read(text: str) -> list[Head]:
    """The heads of a text; empty lines and those that begin with # are passed over."""
    lines = (line.strip() for line in text.splitlines())
    return [_read(line) for line in lines if line and not line.startswith("#")]


def _read(line: str) -> Head:
    place, _, said = line.partition(" ")
    chain, _, event = place.rpartition("/")
    said = "".join(said.split()).lower()
    if not (
        chain and event.isascii() and event.isdecimal() and len(said) == 64 and set(said) <= set("0123456789abcdef")
    ):
        raise Unreadable(line[:120])
    return Head(chain, int(event), said)
