"""The columns of a file of SMIs: what each is called, how its cells are read, and what a person is told of it."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.enterprises.identity import is_identity_number
from liap.enterprises.models import Enterprise
from liap.exchange import cells
from liap.exchange.cells import CellFault, Field

AGES = ("workers_up_to_30", "workers_31_to_45", "workers_46_to_60", "workers_over_60")


def email(cell: Any) -> str:
    """An e-mail address."""
    said = cells.text(254)(cell)
    try:
        validate_email(said)
    except ValidationError as fault:
        raise CellFault(_("“%(cell)s” is no e-mail address.") % {"cell": said[:40]}, fault.messages[0]) from fault
    return said


def phone(cell: Any) -> str:
    """A telephone number; a spreadsheet drops the zero at its beginning, which is put back."""
    said = str(cell).strip()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        said = f"0{int(cell)}" if not said.startswith("62") else f"+{int(cell)}"
    if not 5 <= len(said) <= 30 or any(letter.isalpha() for letter in said):
        raise CellFault(
            _("“%(cell)s” is no telephone number.") % {"cell": said[:40]}, _("Write it as 0812 3456 7890.")
        )
    return said


def identity_number(cell: Any) -> str:
    """An identity number (NIK). Never repeated in what is said of it, because errors are kept and shown."""
    said = re.sub(r"[\s.'-]", "", str(cell))
    if isinstance(cell, str) and is_identity_number(said):
        return said
    if isinstance(cell, str):
        wrong = _("This is no identity number (NIK).")
    else:
        wrong = _("The spreadsheet keeps the identity number as a number and changes its last digits.")
    raise CellFault(wrong, _("Format the column as text and write all 16 digits, or leave the cell empty."))


def _label(name: str) -> Any:
    return Enterprise._meta.get_field(name).verbose_name


def _choice(name: str, choices: list) -> Field:
    return Field(name, _label(name), cells.choice(choices), "", False, tuple(choices))


FIELDS = (
    Field("name", _label("name"), cells.text(150), "", True),
    Field("nib", _label("nib"), cells.digits(13), gettext_lazy("as text, 13 digits; empty if there is none")),
    Field("region", _label("region"), lambda cell: cell, gettext_lazy("code; empty if you have only one")),
    Field("industry", _label("industry"), cells.text(150), gettext_lazy("KBLI code or name"), True),
    Field("cluster", _label("cluster"), cells.text(150), gettext_lazy("name of a cluster on record")),
    _choice("legal_form", Enterprise.LegalForm.choices),
    Field("product", _label("product"), cells.text(150)),
    Field("address", _label("address"), cells.text(200)),
    Field("owner_name", _label("owner_name"), cells.text(150)),
    Field(
        "owner_nik", _label("owner_nik_masked"), identity_number,
        gettext_lazy("as text, 16 digits; only its last four digits and a keyed hash are kept"),
    ),
    Field("owner_phone", _label("owner_phone"), phone, gettext_lazy("as text: 0812 keeps its zero")),
    Field("owner_email", _label("owner_email"), email),
    Field(
        "owner_sex", gettext_lazy("owner: woman or man"), cells.choice(Enterprise.Sex.choices), "", False,
        tuple(Enterprise.Sex.choices),
    ),
    _choice("owner_age_band", Enterprise.AgeBand.choices),
    Field("owner_has_disability", _label("owner_has_disability"), cells.yes_no, "", False, cells.YES_NO),
    Field(
        "workers_female", _label("workers_female"), cells.whole, gettext_lazy("empty if not known; 0 is a number")
    ),
    Field("workers_male", _label("workers_male"), cells.whole),
    *(Field(name, _label(name), cells.whole) for name in (*AGES, "workers_with_disability")),
    Field("investment", _label("investment"), cells.rupiah, "1.500.000"),
    Field("figures_on", _label("figures_on"), cells.day, "31/12/2025"),
    Field(
        "is_another", gettext_lazy("is another SMI"), cells.yes_no,
        gettext_lazy("yes, if an SMI with a name alike is on record and this one is another"), False, cells.YES_NO,
    ),
)  # fmt: skip
