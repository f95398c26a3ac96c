"""A table as data: its columns with what they mean, its rows, and what was chosen."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liap.templatetags.liap_format import moment

MOST_ROWS = 50_000
CHUNK = 500
Words = str | Promise


@dataclass(frozen=True)
class Column:
    """One column: its heading, how a row fills it, and what it means where the heading does not say it all."""

    heading: Words
    value: Callable[[Any], object]
    meaning: Words = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a page shows, to be saved; `code` names it in addresses and in the audit record.

    is_bare: the rows alone, for a program that takes nothing below them; a workbook explains on its second sheet.
    """

    code: str
    title: Words
    columns: tuple[Column, ...]
    rows: Iterable[Any]
    chosen: str = ""
    is_bare: bool = False
    as_of: datetime = field(default_factory=timezone.now)

    @property
    def headings(self) -> list[object]:
        return [str(column.heading) for column in self.columns]

    def lines(self) -> Iterator[list[object]]:
        """The values row by row, without loading all rows at once; the first fifty thousand of a longer table."""
        rows = self.rows.iterator(chunk_size=CHUNK) if isinstance(self.rows, QuerySet) else self.rows
        for row in islice(rows, MOST_ROWS):
            yield [plain(column.value(row)) for column in self.columns]

    def notes(self, count: int) -> Iterator[list[object]]:
        """What the table is, when it was made, from which choice, and what its columns mean."""
        yield [_("Table"), str(self.title)]
        yield [_("As of"), moment(self.as_of)]
        yield [_("Filter"), self.chosen or _("everything that you may see")]
        yield [_("Rows"), count]
        if count == MOST_ROWS:
            yield [_("Note"), _("No more than 50,000 rows are saved. Narrow the filter to get the others.")]
        yield [_("Missing"), _("An empty cell means that nobody said it; it is never zero.")]
        yield [_("Column"), _("Meaning")]
        yield from ([str(column.heading), str(column.meaning)] for column in self.columns)


def plain(value: object) -> object:
    """A value as cells hold it: words for yes, no and things that have a name; numbers and days as they are."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or isinstance(value, str | int | float):
        return value
    return value if hasattr(value, "isoformat") or hasattr(value, "as_tuple") else str(value)
