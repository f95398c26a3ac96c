"""What is on record in some regions, read once for a whole file, and which of it a row of the file is about."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from liap.enterprises.models import Cluster, Enterprise
from liap.exchange.cells import CellFault, folded
from liap.places.models import Region
from liap.plans.models import Industry

Key = tuple[str, int, int]
CHUNK = 2000


class OnRecord:
    """The SMIs, clusters and industries with which the rows of a file are compared; judged rows join them."""

    def __init__(self, regions: Sequence[Region]):
        numbers = [one.pk for one in regions]
        rows = Enterprise.objects.current().filter(region__in=numbers)
        self.by_nib: dict[str, Enterprise] = {}
        self.by_key: dict[Key, Enterprise] = {}
        self.by_owner: dict[str, Enterprise] = {}
        for row in rows.select_related("cluster", "industry").order_by("pk").iterator(chunk_size=CHUNK):
            self.add(row)
        others = Enterprise.objects.filter(nib__isnull=False).exclude(pk__in=rows.values("pk"))
        self.foreign_nibs = set(others.values_list("nib", flat=True))
        closed = Enterprise.objects.filter(region__in=numbers).exclude(merged_into=None)
        names = closed.values_list("name", "region", "industry")
        self.merged = {(name.casefold(), region, industry) for name, region, industry in names}
        self.industries: dict[str, list[Industry]] = {}
        for industry in Industry.objects.all():
            for word in {industry.code, folded(industry.name), folded(industry.name_en)} - {""}:
                self.industries.setdefault(word, []).append(industry)
        clusters = Cluster.objects.filter(region__in=numbers)
        self.clusters = {(one.region_id, folded(one.name)): one for one in clusters}

    def add(self, row: Enterprise) -> None:
        """Lets later rows of the file find this one."""
        self.by_key[row.name.casefold(), row.region_id, row.industry_id] = row
        if row.owner_nik_hash:
            self.by_owner.setdefault(row.owner_nik_hash, row)
        if row.nib:
            self.by_nib[row.nib] = row

    def find(self, values: dict[str, Any]) -> Enterprise | None:
        """The SMI that a row is about, by its number, else by its name; None when it is on record nowhere."""
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
        if found and found.erased_at or found is None and key in self.merged:
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

    def industry(self, word: str) -> Industry:
        """The industry that a cell names by code or by name in either language."""
        found = self.industries.get(word) or self.industries.get(folded(word), [])
        if len(found) != 1:
            wrong = _("“%(cell)s” names several industries.") if found else _("“%(cell)s” is no industry on record.")
            raise CellFault(
                wrong % {"cell": word[:40]}, _("Write the KBLI code or the name as in the template."), "industry"
            )
        return found[0]

    def cluster(self, word: str, region: int) -> Cluster:
        """The cluster of a region that a cell names."""
        if found := self.clusters.get((region, folded(word))):
            return found
        raise CellFault(
            _("“%(cell)s” is no cluster of this region.") % {"cell": word[:40]},
            _("Write the name of a cluster on record, or nothing."),
            "cluster",
        )
