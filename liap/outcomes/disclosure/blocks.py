"""How SMIs are put into blocks that are never taken apart: the one place that decides what may be told.

Rule (feature G8, M6): every SMI stands in exactly one block, every block holds at least `fewest` of them, and whatever
is told is a sum over whole blocks. Sums and differences of told figures, however chosen, are then sums over whole
blocks again, so none of them is about fewer than `fewest` SMIs. This is why the blocks are drawn once, on the finest
cells of all filters together, and not anew for each page. Knows no database.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FEWEST = 3


@dataclass(frozen=True)
class Unit:
    """One SMI and what a page can be filtered by, from the coarsest trait to the finest."""

    number: int
    traits: tuple[Hashable, ...]


@dataclass(frozen=True)
class Block:
    """SMIs that are told together. A trait in which they differ holds several values: it is not told of them."""

    members: tuple[int, ...]
    traits: tuple[frozenset, ...]

    def told(self, place: int) -> Any:
        """The value that all members have in a trait; None where they differ."""
        values = self.traits[place]
        return next(iter(values)) if len(values) == 1 else None


def partition(units: Iterable[Unit], fewest: int = FEWEST) -> list[Block]:
    """Puts all units into blocks of at least `fewest`; fewer units than that are in none, and nothing is told.

    Units of one finest cell stay together. What is too small joins the rest of its next coarser cell, so the finest
    trait (the last one) is given up first. Where the rest is still too small, it borrows as many units as are missing
    from the largest block beside it, or joins the smallest when none can spare them.
    """
    found, _too_few = _split(sorted(units, key=lambda unit: unit.number), 0, fewest)
    return [_block(members) for members in found]


def _split(units: list[Unit], depth: int, fewest: int) -> tuple[list[list[Unit]], list[Unit]]:
    if len(units) < fewest:
        return [], units
    if depth == len(units[0].traits):
        return [units], []
    cells: dict[Hashable, list[Unit]] = {}
    for unit in units:
        cells.setdefault(unit.traits[depth], []).append(unit)
    blocks, rest = [], []
    for cell in cells.values():
        inside, outside = _split(cell, depth + 1, fewest)
        blocks += inside
        rest += outside
    return _joined(blocks, rest, fewest), []


def divided(units: Sequence[Unit], fewest: int = FEWEST) -> list[list[Unit]]:
    """Divides units that stood together by their traits, into parts of at least `fewest`; one when it cannot be done.

    Unlike `partition` it lends nobody: a part is pure, or made of all that are too few. What is divided can never be
    put together otherwise, so that a unit that stands out today must not take others along.
    """
    return _divided(list(units), 0, fewest)


def _divided(units: list[Unit], depth: int, fewest: int) -> list[list[Unit]]:
    if depth == len(units[0].traits):
        return [units]
    cells: dict[Hashable, list[Unit]] = {}
    for unit in units:
        cells.setdefault(unit.traits[depth], []).append(unit)
    large = sorted((cell for cell in cells.values() if len(cell) >= fewest), key=len, reverse=True)
    rest = [unit for cell in cells.values() if len(cell) < fewest for unit in cell]
    if rest and len(rest) < fewest:
        rest += large.pop()
    return [part for cell in large for part in _divided(cell, depth + 1, fewest)] + ([rest] if rest else [])


def _joined(blocks: list[list[Unit]], rest: list[Unit], fewest: int) -> list[list[Unit]]:
    if not rest:
        return blocks
    if len(rest) >= fewest:
        return [*blocks, rest]
    # Fewer than `fewest` are left of at least as many, so there is a block beside them.
    largest, missing = max(blocks, key=len), fewest - len(rest)
    if len(largest) - missing >= fewest:
        rest = [*rest, *largest[-missing:]]
        del largest[-missing:]
        return [*blocks, rest]
    min(blocks, key=len).extend(rest)
    return blocks


def _block(units: Sequence[Unit]) -> Block:
    traits = tuple(frozenset(values) for values in zip(*(unit.traits for unit in units), strict=True))
    return Block(tuple(sorted(unit.number for unit in units)), traits)


def floored(count: int, fewest: int = FEWEST) -> int:
    """How many of a block answered, told as "at least": whole multiples of `fewest`, also when all of them did, so
    that neither one count nor several together say how many did not."""
    return count - count % fewest


def dominates(largest: object, total: object, percent: int) -> bool:
    """Whether one SMI makes up so much of a sum that the sum tells about it."""
    return float(largest or 0) * 100 > percent * float(total or 0)  # type: ignore[arg-type]


def split_told(counts: Mapping[str, int], fewest: int = FEWEST) -> dict[str, int | None]:
    """SMIs by answer, for a list whose sum is told: None where fewer than `fewest` stand behind a count.

    A single hidden count would follow from the sum, so the next smallest is hidden with it; and so it goes on until
    at least `fewest` SMIs are hidden together. Fewer SMIs than that in all: nothing is told.
    """
    if sum(counts.values()) < fewest:
        return dict.fromkeys(counts)
    hidden = {name for name, count in counts.items() if 0 < count < fewest}
    others = sorted((name for name in counts if counts[name] >= fewest), key=counts.__getitem__)
    while hidden and (len(hidden) == 1 or sum(counts[name] for name in hidden) < fewest) and others:
        hidden.add(others.pop(0))
    return {name: None if name in hidden else count for name, count in counts.items()}


def nested_told(counts: Sequence[int | None], fewest: int = FEWEST) -> list[int | None]:
    """Counts of SMIs of which each is part of the one before, as "18 of 20": None for one that is not told.

    A count is told when neither it nor what is left of a count told before it lies between nothing and `fewest`;
    None, what nobody knows, stays None.
    """
    told: list[int | None] = []
    for count in counts:
        known = [one for one in told if one is not None]
        is_small = count is not None and any(0 < abs(one - count) < fewest for one in [0, *known])
        told.append(None if is_small else count)
    return told
