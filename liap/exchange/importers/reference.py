"""Industries and holidays, which the administrator brings in: lists of the state that change from time to time."""

import re
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.exchange import cells
from liap.exchange.cells import CellFault, Field
from liap.exchange.importers.importer import Importer, Judged, Outcome, differing
from liap.people.access import may_administer
from liap.people.models import User
from liap.places.models import Holiday
from liap.plans.models import Industry


def kbli_code(cell: Any) -> str:
    """A section (A to V) or two to five digits; what Excel made of 01134 is put right."""
    said = str(cell).strip().upper()
    if isinstance(cell, int) and not isinstance(cell, bool) and len(said) == 4:
        raise CellFault(
            _("The code “%(code)s” may have lost its zero.") % {"code": said},
            _("Format the column as text and write the code with all its digits."),
        )
    if not re.fullmatch(r"[A-V]|\d{2,5}", said):
        raise CellFault(
            _("“%(code)s” is no KBLI code.") % {"code": said[:20]}, _("Write two to five digits, for example 10732.")
        )
    return said


class Reference(Importer):
    """Rows that belong to the whole country."""

    @classmethod
    def may_use(cls, user: User) -> bool:
        return may_administer(user)

    def _judged(self, model: type, found: Any, subject: str, values: dict[str, Any]) -> Judged:
        if found is None:
            return Judged(Outcome.CREATE, subject, model(**values))
        changed = differing(found, values)
        return Judged(Outcome.CHANGE if changed else Outcome.SAME, subject, found, changed)

    def write(self, rows: list[Judged], *, number: int) -> None:
        model = type(rows[0].row)
        model.objects.bulk_create([one.row for one in rows if one.outcome == Outcome.CREATE], batch_size=500)
        changed = [one.row for one in rows if one.outcome == Outcome.CHANGE]
        names = sorted({name for one in rows for name in one.changed})
        if changed:
            model.objects.bulk_update(changed, names, batch_size=200)


class Industries(Reference):
    """The classification of industries. A new version of it gets new rows beside the old."""

    code = "industries"
    title = gettext_lazy("industries (KBLI)")
    help = gettext_lazy("A code of a version that is there already is corrected; nothing is deleted.")
    fields = (
        Field("code", gettext_lazy("code"), kbli_code, gettext_lazy("as text: 01134 keeps its zero"), True),
        Field("version", gettext_lazy("version of the classification"), cells.text(30), "KBLI 2020", True),
        Field("name", gettext_lazy("name"), cells.text(150), "", True),
        Field("name_en", gettext_lazy("name in English"), cells.text(150)),
    )

    def load(self, *, locks: bool = False) -> None:
        self.held: dict[tuple[str, str], list[Industry]] = defaultdict(list)
        for row in Industry.objects.order_by("pk").select_for_update() if locks else Industry.objects.order_by("pk"):
            self.held[row.code, row.version].append(row)

    def judge(self, values: dict[str, Any]) -> Judged:
        rows = self.held[values["code"], values["version"]]
        found = next((row for row in rows if row.name == values["name"]), rows[0] if len(rows) == 1 else None)
        if rows and found is None:
            raise CellFault(
                _("This code is on record with several names, and with none of this row."),
                _("Write one of the names on record, or correct them in the administration first."),
                "name",
            )
        judged = self._judged(Industry, found, f"{values['code']} {values['name']}", values)
        if judged.outcome == Outcome.CREATE:
            rows.append(judged.row)
        return judged


class Holidays(Reference):
    """Days that are not worked, by the yearly joint decree."""

    code = "holidays"
    title = gettext_lazy("holidays")
    help = gettext_lazy("A day that is there already is corrected; days that a decree moved are deleted by hand.")
    fields = (
        Field("date", gettext_lazy("date"), cells.day, "17/08/2026", True),
        Field("name", gettext_lazy("name"), cells.text(120), "", True),
        Field("name_en", gettext_lazy("name in English"), cells.text(120)),
        Field("kind", gettext_lazy("kind"), cells.choice(Holiday.Kind.choices), "", True, tuple(Holiday.Kind.choices)),
        Field("is_estimate", gettext_lazy("estimated"), cells.yes_no, "", False, cells.YES_NO),
        Field("source", gettext_lazy("source"), cells.text(200)),
    )

    def load(self, *, locks: bool = False) -> None:
        rows = Holiday.objects.select_for_update() if locks else Holiday.objects.all()
        self.held = {row.date: row for row in rows}

    def judge(self, values: dict[str, Any]) -> Judged:
        found = self.held.get(values["date"])
        judged = self._judged(Holiday, found, f"{values['date']} {values['name']}", values)
        self.held[values["date"]] = judged.row
        return judged
