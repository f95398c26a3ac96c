"""What importers of regional rows share: which region a cell names, and whether it is the person's."""

from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.utils.translation import gettext as _

from liap.audit.models import Event
from liap.enterprises.models import Cluster, Enterprise
from liap.exchange.cells import CellFault, folded
from liap.exchange.importers.importer import Importer, Judged
from liap.exchange.queries import importable_regions
from liap.people.models import User
from liap.places.models import Region
from liap.plans.models import Industry


class Regional(Importer):
    """Rows that belong to a region. Rows of a region that is not the person's are refused one by one."""

    @classmethod
    def may_use(cls, user: User) -> bool:
        return importable_regions(user).exists()

    def mark(self) -> object | None:
        """The person's regions, the newest event of each, and how many records there are: whatever is written about
        an SMI leaves an event in the chain of its region."""
        regions = list(self._importable().values_list("pk", flat=True))
        chains = [f"region:{region}" for region in regions]
        events = dict(Event.objects.filter(chain__in=chains).order_by().values_list("chain").annotate(Max("number")))
        known = Enterprise.objects.filter(region__in=regions).aggregate(Count("pk"), Sum("version"), Max("pk"))
        words = [model.objects.aggregate(Count("pk"), Max("pk")) for model in (Industry, Cluster)]
        return regions, events, known, words

    def lock(self, rows: list[Judged]) -> bool:
        """Locks the person's regions, in one order, so that two who write into one wait for each other."""
        list(self._locked())
        return True

    def _importable(self) -> QuerySet[Region]:
        return importable_regions(self.user).filter(valid_to__isnull=True).order_by("pk")

    def _locked(self) -> QuerySet[Region]:
        rows = Region.objects.filter(pk__in=self._importable().values("pk"))
        return rows.order_by("pk").select_for_update(of=("self",))

    def load_regions(self, *, locks: bool) -> None:
        """The person's regions by code and by name, locked in one order when rows are about to be written."""
        self.regions = list(self._locked() if locks else self._importable())
        self.by_code = {folded(region.code): region for region in self.regions}
        self.by_name: dict[str, list[Region]] = {}
        for region in self.regions:
            self.by_name.setdefault(folded(region.name), []).append(region)

    def region(self, cell: Any) -> Region:
        """The region that a cell names by code or name; the only one of the person when the cell is empty."""
        if cell in (None, ""):
            if len(self.regions) == 1:
                return self.regions[0]
            raise CellFault(
                _("The region is missing."), _("Write the code of the region, for example 33.74."), "region"
            )
        # 33.7 is what Excel makes of 33.70.
        said = f"{cell:.2f}" if isinstance(cell, float) else str(cell)
        found = self.by_code.get(folded(said)) or next(iter(self.by_name.get(folded(said), [])), None)
        if found is None or len(self.by_name.get(folded(said), [found])) > 1 and folded(said) not in self.by_code:
            raise CellFault(
                _("“%(cell)s” is none of the regions for which you may bring rows in.") % {"cell": said[:40]},
                _("Write the code of a region of yours; rows of other regions are brought in there."),
                "region",
            )
        return found

    def allowed(self) -> dict[str, list[str]]:
        regions = importable_regions(self.user).filter(valid_to__isnull=True).order_by("code")[:600]
        return {"region": [f"{region.code} {region.name}" for region in regions]}
