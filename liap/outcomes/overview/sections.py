"""What a section of a page of results consists of: a picture, the table behind it, and how fresh both are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from liap.tables.columns import Column, Table


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of a page; its table can be saved under its code. `fresh` says of when and of how many it tells."""

    code: str
    title: str
    table: Table
    fresh: str = ""
    help: str = ""
    empty: str = ""
    picture: SafeString | None = None
    narrow: SafeString | None = None

    @cached_property
    def lines(self) -> list[list[object]]:
        return list(self.table.lines())

    @cached_property
    def headings(self) -> list[tuple[str, bool]]:
        """The headings, and whether a column holds numbers, which stand on the right."""
        return [
            (str(heading), place > 0 and not any(isinstance(line[place], str) for line in self.lines))
            for place, heading in enumerate(self.table.headings)
        ]

    @property
    def rows(self) -> list[list[tuple[str, object, bool]]]:
        """The cells as the screen shows them: heading, value, and whether it is a number."""
        return [
            [(heading, cell, is_number) for (heading, is_number), cell in zip(self.headings, line, strict=True)]
            for line in self.lines
        ]

    @property
    def has_rows(self) -> bool:
        return bool(self.table.rows)


def column(heading: Any, place: int, meaning: Any = "") -> Column:
    """A column of a table whose rows are tuples."""
    value: Callable[[Sequence[object]], object] = lambda row: row[place]  # noqa: E731 -- the place is the function
    return Column(heading, value, meaning)


def both(draw: Callable[..., SafeString], *args: Any, **named: Any) -> dict[str, SafeString]:
    """The picture for a screen and the one for a phone."""
    return {"picture": draw(*args, **named), "narrow": draw(*args, **named, narrow=True)}
