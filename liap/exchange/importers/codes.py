"""What SIPD and KRISNA call support activities. The key is the reference that stands in the file of the profile."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.exchange import cells
from liap.exchange.cells import CellFault, Field
from liap.exchange.importers.importer import Importer, Judged, Outcome, differing
from liap.exchange.queries import importable_regions
from liap.people.models import User
from liap.plans.codes.actions import write_codes
from liap.plans.codes.queries import CODES, REFERENCE, plans_to_code, reference_of
from liap.plans.models import SYSTEM_CODE, Activity


def reference(cell: Any) -> tuple[int, int]:
    """Plan and number of an activity, as LIAP-12/3."""
    said = str(cell).strip()
    if found := REFERENCE.fullmatch(said):
        return int(found[1]), int(found[2])
    raise CellFault(
        _("“%(cell)s” names no activity.") % {"cell": said[:40]},
        _("Leave the column as it was saved; it reads like LIAP-12/3."),
    )


def system_code(cell: Any) -> str:
    """A code of another system. A cell that the spreadsheet made a number of has lost its form."""
    if isinstance(cell, float):
        raise CellFault(
            _("The spreadsheet keeps this as a number and changes its last digits."),
            _("Format the column as text and write the code with all its digits."),
        )
    said = cells.text(40)(cell)
    try:
        SYSTEM_CODE(said)
    except ValidationError as fault:
        raise CellFault(_("“%(cell)s” is no code.") % {"cell": said}, fault.messages[0]) from fault
    return said


class ActivityCodes(Importer):
    """The codes of activities; all else in the file of a profile is passed over."""

    code = "codes"
    title = gettext_lazy("codes of activities (SIPD, KRISNA)")
    help = gettext_lazy(
        "Save the file of the profile, fill in the codes that SIPD or KRISNA gave out, bring it back. An empty cell"
        " leaves what is on record; everything else in the file is passed over."
    )
    fields = (
        Field("reference", gettext_lazy("LIAP reference"), reference, "LIAP-12/3", True),
        *(
            Field(name, Activity._meta.get_field(name).verbose_name, system_code, gettext_lazy("as text"))
            for name in CODES
        ),
    )

    @classmethod
    def may_use(cls, user: User) -> bool:
        return importable_regions(user).exists()

    def load(self, *, locks: bool = False) -> None:
        rows = Activity.objects.filter(plan__in=plans_to_code(self.user)).order_by("pk").select_related("plan")
        rows = rows.select_for_update(of=("self",)) if locks else rows
        self.by_reference = {(row.plan_id, row.number): row for row in rows}
        self.seen: set[int] = set()

    def judge(self, values: dict[str, Any]) -> Judged:
        found = self.by_reference.get(values.pop("reference"))
        if found is None:
            raise CellFault(
                _("No activity of a plan whose codes you write has this reference."),
                _("Leave the column as it was saved, or delete the row."),
                "reference",
            )
        if found.pk in self.seen:
            raise CellFault(
                _("Another row of this file is about the same activity."), _("Keep one of the two rows."), "reference"
            )
        self.seen.add(found.pk)
        changed = differing(found, values)
        return Judged(Outcome.CHANGE if changed else Outcome.SAME, f"{reference_of(found)} {found}", found, changed)

    def write(self, rows: list[Judged], *, number: int) -> None:
        by_plan: dict[Any, dict[int, dict[str, str]]] = {}
        for one in rows:
            said = {name: after for name, (_before, after) in one.changed.items()}
            by_plan.setdefault(one.row.plan, {})[one.row.pk] = {name: str(value) for name, value in said.items()}
        for plan, codes in sorted(by_plan.items(), key=lambda pair: pair[0].pk):
            write_codes(plan, by=self.user, codes=codes)
