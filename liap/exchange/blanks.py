"""Templates to fill in: a sheet with the headings, one that explains each column, one with the allowed values."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import IO

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liap.exchange.importers.importer import Importer
from liap.tables.workbook import Book


def blank(importer: Importer) -> IO[bytes]:
    """The template as a workbook in the language that is active."""
    book = Book(title=str(importer.title), made_at=timezone.now())
    labels = [capfirst(str(one.label)) + ("*" if one.is_required else "") for one in importer.fields]
    book.add(_("Data"), [labels], widths=[max(14, len(label) + 2) for label in labels])
    book.add(_("Explanations"), _explained(importer), widths=(34, 16, 60, 60))
    allowed = {str(one.label): [str(label) for _value, label in one.choices] for one in importer.fields if one.choices}
    importer.load()
    named = {one.code: str(one.label) for one in importer.fields}
    allowed |= {named[code]: list(values) for code, values in importer.allowed().items() if values}
    book.add(_("Allowed values"), _columns(allowed), widths=[30] * len(allowed))
    return book.done()


def _explained(importer: Importer) -> Iterator[list[object]]:
    yield [_("Column"), _("Must be filled in"), _("How to fill it in"), _("Allowed values")]
    for one in importer.fields:
        values = ", ".join(str(label) for _value, label in one.choices)
        yield [capfirst(str(one.label)), _("yes") if one.is_required else _("no"), str(one.help), values]
    yield []
    yield [_("Note"), None, str(importer.help)]
    yield [None, None, _("Only the first sheet is read. Its headings may stand in any order; do not rename them.")]


def _columns(allowed: dict[str, list[str]]) -> Iterator[list[object]]:
    yield [capfirst(label) for label in allowed]
    yield from (list(row) for row in zip_longest(*allowed.values()))
