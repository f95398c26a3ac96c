"""SMIs. The natural key is the business number, else name, region and industry; an empty cell changes nothing."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.audit.actions import record
from liap.enterprises.identity import identity_of
from liap.enterprises.likeness import NamesOf, likely_duplicates
from liap.enterprises.models import Cluster, Enterprise, EnterpriseChange
from liap.exchange.cells import CellFault
from liap.exchange.importers.enterprise_fields import AGES, FIELDS
from liap.exchange.importers.enterprise_lookup import OnRecord
from liap.exchange.importers.importer import Judged, Outcome, differing
from liap.exchange.importers.regional import Regional
from liap.places.models import Region
from liap.plans.models import Industry


class Enterprises(Regional):
    """The register of SMIs."""

    code = "enterprises"
    title = gettext_lazy("SMIs")
    help = gettext_lazy(
        "An SMI is found by its NIB, else by name, region and industry. What is found is changed where the file says"
        " otherwise; an empty cell leaves what is on record."
    )
    fields = FIELDS

    def load(self, *, locks: bool = False) -> None:
        self.load_regions(locks=locks)
        self.on_record = OnRecord(self.regions)
        self.seen: set[int] = set()
        self.names: dict[int, NamesOf] = {}

    def lock(self, rows: list[Judged]) -> bool:
        super().lock(rows)
        read = {one.row.pk: one.row.version for one in rows if one.outcome == Outcome.CHANGE}
        held = Enterprise.objects.select_for_update(of=("self",)).filter(pk__in=list(read)).order_by("pk")
        return read == dict(held.values_list("pk", "version")) if read else True

    def judge(self, values: dict[str, Any]) -> Judged:
        region, is_another = self.region(values.pop("region", None)), values.pop("is_another", False)
        values |= {"region": region, "industry": self.on_record.industry(values["industry"])}
        if "cluster" in values:
            values["cluster"] = self.on_record.cluster(values["cluster"], region.pk)
        values |= identity_of(values.pop("owner_nik", ""))
        found = self.on_record.find(values)
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
        self.on_record.add(found)
        return judged

    def _refuse_the_same_owner(self, hashed: str) -> None:
        """The rule of the form: another SMI of a person who has one on record is another only if somebody says so."""
        if known := self.on_record.by_owner.get(hashed):
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

    def allowed(self) -> dict[str, list[str]]:
        industries = [f"{one.code} {one}" for one in Industry.objects.order_by("code")[:3000]]
        clusters = Cluster.objects.filter(region__in=[one.pk for one in self.regions]) if self.regions else []
        return {**super().allowed(), "industry": industries, "cluster": [str(one) for one in clusters]}

    def write(self, rows: list[Judged], *, number: int) -> None:
        created = [one.row for one in rows if one.outcome == Outcome.CREATE]
        changed = [one for one in rows if one.outcome == Outcome.CHANGE]
        Enterprise.objects.bulk_create(created, batch_size=500)
        if changed:
            self._write_changes(changed)
        new, old = Counter(row.region_id for row in created), Counter(one.row.region_id for one in changed)
        for region in sorted(new.keys() | old.keys()):
            record(
                "enterprises.imported", by=self.user, chain=f"region:{region}", subject=f"import:{number}",
                created=new[region], changed=old[region],
            )  # fmt: skip

    def _write_changes(self, changed: list[Judged]) -> None:
        for one in changed:
            one.row.version += 1
        names = {"version", *(name for one in changed for name in one.changed)}
        names |= {"owner_nik_hash"} if "owner_nik_masked" in names else set()
        Enterprise.objects.bulk_update([one.row for one in changed], sorted(names), batch_size=100)
        history = (
            EnterpriseChange(
                enterprise=one.row,
                by=self.user,
                values={name: [*map(_plain, pair)] for name, pair in one.changed.items()},
            )
            for one in changed
        )
        EnterpriseChange.objects.bulk_create(history, batch_size=500)


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
