"""SMIs. The natural key is the business number, else name, region and industry; an empty cell changes nothing."""

import re
from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.audit.actions import record
from liap.enterprises.identity import identity_of, is_identity_number
from liap.enterprises.likeness import NamesOf, likely_duplicates
from liap.enterprises.models import Cluster, Enterprise, EnterpriseChange
from liap.exchange import cells
from liap.exchange.cells import CellFault, Field, folded
from liap.exchange.importers.importer import Judged, Outcome, differing
from liap.exchange.importers.regional import Regional
from liap.places.models import Region
from liap.plans.models import Industry

AGES = ("workers_up_to_30", "workers_31_to_45", "workers_46_to_60", "workers_over_60")
Key = tuple[str, int, int]


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


class Enterprises(Regional):
    """The register of SMIs."""

    code = "enterprises"
    title = gettext_lazy("SMIs")
    help = gettext_lazy(
        "An SMI is found by its NIB, else by name, region and industry. What is found is changed where the file says"
        " otherwise; an empty cell leaves what is on record."
    )
    fields = (
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

    def load(self, *, locks: bool = False) -> None:
        self.load_regions(locks=locks)
        rows = Enterprise.objects.current().filter(region__in=[region.pk for region in self.regions])
        self.by_nib: dict[str, Enterprise] = {}
        self.by_key: dict[Key, Enterprise] = {}
        self.by_owner: dict[str, Enterprise] = {}
        for row in rows.select_related("cluster", "industry").order_by("pk").iterator(chunk_size=2000):
            self._remember(row)
        others = Enterprise.objects.filter(nib__isnull=False).exclude(pk__in=rows.values("pk"))
        self.foreign_nibs = set(others.values_list("nib", flat=True))
        self.taken = set()
        closed = Enterprise.objects.filter(region__in=[one.pk for one in self.regions]).exclude(merged_into=None)
        for name, region, industry in closed.values_list("name", "region", "industry"):
            self.taken.add((name.casefold(), region, industry))
        self.industries: dict[str, list[Industry]] = {}
        for industry in Industry.objects.all():
            for word in {industry.code, folded(industry.name), folded(industry.name_en)} - {""}:
                self.industries.setdefault(word, []).append(industry)
        regions = [one.pk for one in self.regions]
        self.clusters = {(one.region_id, folded(one.name)): one for one in Cluster.objects.filter(region__in=regions)}
        self.seen: set[int] = set()
        self.names: dict[int, NamesOf] = {}

    def lock(self, rows: list[Judged]) -> bool:
        super().lock(rows)
        read = {one.row.pk: one.row.version for one in rows if one.outcome == Outcome.CHANGE}
        held = Enterprise.objects.select_for_update(of=("self",)).filter(pk__in=list(read)).order_by("pk")
        return read == dict(held.values_list("pk", "version")) if read else True

    def _remember(self, row: Enterprise) -> None:
        self.by_key[_key(row)] = row
        if row.owner_nik_hash:
            self.by_owner.setdefault(row.owner_nik_hash, row)
        if row.nib:
            self.by_nib[row.nib] = row

    def judge(self, values: dict[str, Any]) -> Judged:
        region, is_another = self.region(values.pop("region", None)), values.pop("is_another", False)
        values |= {"region": region, "industry": self._industry(values["industry"])}
        if "cluster" in values:
            values["cluster"] = self._cluster(values["cluster"], region.pk)
        values |= identity_of(values.pop("owner_nik", ""))
        found = self._found(values)
        if found is not None and id(found) in self.seen:
            raise CellFault(
                _("Another row of this file is about the same SMI."), _("Keep one of the two rows."), "name"
            )
        if found is None:
            if not is_another:
                self._refuse_the_same_owner(values.get("owner_nik_hash", ""))
                self._refuse_alike(values["name"], region)
            found = Enterprise(**values)
            judged = Judged(Outcome.CREATE, found.name, found)
        else:
            changed = _without_hash(differing(found, values), found)
            judged = Judged(Outcome.CHANGE if changed else Outcome.SAME, found.name, found, changed)
        _check_workers(found)
        self.seen.add(id(found))
        self._remember(found)
        return judged

    def _refuse_the_same_owner(self, hashed: str) -> None:
        """The rule of the form: another SMI of a person who has one on record is another only if somebody says so."""
        if known := self.by_owner.get(hashed):
            raise CellFault(
                _("An SMI of an owner with the same identity number is on record: %(name)s.") % {"name": known.name},
                _("Write its name or NIB as on record; or “yes” in the column “is another SMI”."),
                "owner_nik",
            )

    def _refuse_alike(self, name: str, region: Region) -> None:
        """The rule of the form: what looks like an SMI on record is another one only if the person says so."""
        names = self.names.get(region.pk) or self.names.setdefault(region.pk, NamesOf(region))
        # Asked of the index first: a question to the database for each of 50,000 rows would take half an hour.
        if not names.alike(name):
            return
        if alike := likely_duplicates(name, region=region, by=self.user, names=names):
            raise CellFault(
                _("An SMI with a name alike is on record: %(names)s.")
                % {"names": ", ".join(one.enterprise.name for one in alike[:3])},
                _("Write its name or NIB as on record; or “yes” in the column “is another SMI”."),
                "name",
            )

    def _found(self, values: dict[str, Any]) -> Enterprise | None:
        nib = values.get("nib", "")
        key = (values["name"].casefold(), values["region"].pk, values["industry"].pk)
        same_number, same_name = self.by_nib.get(nib), self.by_key.get(key)
        if nib in self.foreign_nibs:
            raise CellFault(
                _("This business number (NIB) is on record in a region that is not yours, or was merged."),
                _("Check the number. If it is right, ask the office of that region."),
                "nib",
            )
        if same_number and same_name and same_number is not same_name:
            raise CellFault(
                _("The number belongs to one SMI on record and the name to another."),
                _("Correct the name or the number."),
                "nib",
            )
        found = same_number or same_name
        if found and found.erased_at or found is None and key in self.taken:
            raise CellFault(
                _("The record of this SMI was merged or its personal data were erased."),
                _("Delete the row; the record is kept by hand."),
                "name",
            )
        if nib and found and found.nib and found.nib != nib:
            raise CellFault(
                _("The SMI of this name has another business number on record: %(nib)s.") % {"nib": found.nib},
                _("Correct the number, or add to the name what tells the two SMIs apart."),
                "nib",
            )
        return found

    def _industry(self, word: str) -> Industry:
        found = self.industries.get(word) or self.industries.get(folded(word), [])
        if len(found) != 1:
            wrong = _("“%(cell)s” names several industries.") if found else _("“%(cell)s” is no industry on record.")
            raise CellFault(
                wrong % {"cell": word[:40]}, _("Write the KBLI code or the name as in the template."), "industry"
            )
        return found[0]

    def _cluster(self, word: str, region: int) -> Cluster:
        if found := self.clusters.get((region, folded(word))):
            return found
        raise CellFault(
            _("“%(cell)s” is no cluster of this region.") % {"cell": word[:40]},
            _("Write the name of a cluster on record, or nothing."),
            "cluster",
        )

    def allowed(self) -> dict[str, list[str]]:
        industries = [f"{one.code} {one}" for one in Industry.objects.order_by("code")[:3000]]
        clusters = Cluster.objects.filter(region__in=[one.pk for one in self.regions]) if self.regions else []
        return {**super().allowed(), "industry": industries, "cluster": [str(one) for one in clusters]}

    def write(self, rows: list[Judged], *, number: int) -> None:
        created = [one.row for one in rows if one.outcome == Outcome.CREATE]
        changed = [one for one in rows if one.outcome == Outcome.CHANGE]
        Enterprise.objects.bulk_create(created, batch_size=500)
        for one in changed:
            one.row.version += 1
        names = {"version", *(name for one in changed for name in one.changed)}
        names |= {"owner_nik_hash"} if "owner_nik_masked" in names else set()
        if changed:
            Enterprise.objects.bulk_update([one.row for one in changed], sorted(names), batch_size=100)
        EnterpriseChange.objects.bulk_create(
            [
                EnterpriseChange(
                    enterprise=one.row,
                    by=self.user,
                    values={name: [*map(_plain, pair)] for name, pair in one.changed.items()},
                )
                for one in changed
            ],
            batch_size=500,
        )
        new, old = Counter(row.region_id for row in created), Counter(one.row.region_id for one in changed)
        for region in sorted(new.keys() | old.keys()):
            record(
                "enterprises.imported", by=self.user, chain=f"region:{region}", subject=f"import:{number}",
                created=new[region], changed=old[region],
            )  # fmt: skip


def _key(row: Enterprise) -> Key:
    return row.name.casefold(), row.region_id, row.industry_id


def _without_hash(changed: dict[str, Any], row: Enterprise) -> dict[str, Any]:
    """What is told of a new identity number: its mask. The hash stands in the row and nowhere else."""
    if "owner_nik_hash" in changed:
        changed.setdefault("owner_nik_masked", (row.owner_nik_masked, row.owner_nik_masked))
    return {name: pair for name, pair in changed.items() if name != "owner_nik_hash"}


def _plain(value: Any) -> Any:
    return str(value) if value is not None and not isinstance(value, bool | int) else value


def _check_workers(row: Enterprise) -> None:
    """The rule of the form: workers by age and with a disability are among the women and men."""
    if row.workers_female is None or row.workers_male is None:
        return
    together = row.workers_female + row.workers_male
    aged = [value for name in AGES if (value := getattr(row, name)) is not None]
    if sum(aged) > together or len(aged) == len(AGES) and sum(aged) != together:
        raise CellFault(
            _("The workers by age do not add up to the women and men."), _("Correct one of the figures."), AGES[0]
        )
    if (row.workers_with_disability or 0) > together:
        raise CellFault(
            _("More workers have a disability than work there."), _("Correct one of the figures."),
            "workers_with_disability",
        )  # fmt: skip
