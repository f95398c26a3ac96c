"""The shape of a profile: the columns of a neighbour system, what stands in each, and which of them come back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from liap.exchange.cells import Field, Words, folded
from liap.tables.columns import Column


@dataclass(frozen=True)
class ProfileColumn:
    """One column under the heading of the other system.

    value: what a row of ours says; code: the column of the import that takes it back, empty where it is passed over;
    is_needed: whether a file without it is refused.
    """

    heading: str
    value: Callable[[Any], object]
    code: str = ""
    is_needed: bool = False
    meaning: Words = ""


@dataclass(frozen=True)
class Profile:
    """A neighbour system's file. `kind`: the import that takes it back; `source`: where the columns are described."""

    code: str
    title: str
    about: Words
    source: Words
    kind: str
    columns: tuple[ProfileColumn, ...]

    @property
    def headings(self) -> list[str]:
        return [one.heading for one in self.columns]

    @property
    def table_columns(self) -> tuple[Column, ...]:
        """The columns as a saved table has them."""
        return tuple(Column(one.heading, one.value, one.meaning) for one in self.columns)

    def known(self, fields: Sequence[Field]) -> dict[str, Field | None]:
        """The headings of the profile, each with the column of the import, or nothing where it is passed over."""
        by_code = {one.code: one for one in fields}
        return {folded(one.heading): by_code.get(one.code) for one in self.columns}

    def needed(self, fields: Iterable[Field]) -> list[Field]:
        """The columns of the import without which a file of this profile says nothing."""
        codes = {one.code for one in self.columns if one.is_needed}
        return [one for one in fields if one.code in codes]

    def heading_of(self, field: Field) -> str:
        """What the profile calls a column of the import."""
        return next((one.heading for one in self.columns if one.code == field.code), str(field.label))
