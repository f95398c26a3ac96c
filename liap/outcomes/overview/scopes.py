"""About what a page of results can be, and who may open it.

Rule (M3, G8): a person reads the results of his own regions; a province those of its regencies; the ministry all.
The figures about SMIs are the published ones for everybody: who may see rows finds them at the pages of the SMIs.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liap.adoption.models import AdoptionRequest, Attestation
from liap.outcomes.disclosure.models import PublishedBlock
from liap.outcomes.disclosure.queries import View
from liap.people.access import is_national, regions_of
from liap.people.models import User
from liap.places.models import Organisation, Region
from liap.plans.models import Industry, Plan

NATION, DIRECTORATE, PROVINCE, REGION = "nation", "directorate", "province", "region"


@dataclass(frozen=True)
class Scope:
    """What one page is about: its name, its filter on blocks, and its plans and regions."""

    kind: str
    pk: int
    name: str
    view: View
    plans: Q
    regions: Q

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"


def nation() -> Scope:
    """The whole country."""
    return Scope(NATION, 0, _("Indonesia"), View(), Q(), Q())


def of_region(region: Region) -> Scope:
    """A regency or city, or a province with all its regencies."""
    if region.kind == Region.Kind.PROVINCE:
        inside = Q(region=region) | Q(region__parent=region)
        regions = Q(pk=region.pk) | Q(parent=region.pk)
        return Scope(PROVINCE, region.pk, region.name, View(province=region.pk), inside, regions)
    view = View(province=region.parent_id, region=region.pk)
    return Scope(REGION, region.pk, region.name, view, Q(region=region), Q(pk=region.pk))


def of_directorate(unit: Organisation) -> Scope:
    """A commodity directorate: what its industries came to, in the whole country."""
    plans = Plan.objects.filter(industry__directorate=unit)
    regions = Q(pk__in=plans.values("region"))
    return Scope(DIRECTORATE, unit.pk, str(unit), View(directorate=unit.pk), Q(industry__directorate=unit), regions)


def find(user: User, kind: str, pk: int) -> Scope | None:
    """The scope of an address; None when there is none, or none that the person may see."""
    if kind in (NATION, DIRECTORATE):
        if not is_national(user):
            return None
        unit = directorates().filter(pk=pk).first() if kind == DIRECTORATE else None
        return of_directorate(unit) if unit else nation() if (kind, pk) == (NATION, 0) else None
    region = regions_of(user).filter(pk=pk).first()
    scope = of_region(region) if region else None
    return scope if scope and scope.kind == kind else None


def widest(user: User) -> Scope | None:
    """Where a person begins: the nation, his province, or his region."""
    if is_national(user):
        return nation()
    found = regions_of(user).order_by("code")
    first = found.filter(parent__isnull=True).first() or found.first()
    return of_region(first) if first else None


def directorates() -> QuerySet[Organisation]:
    """The units to which an industry belongs today."""
    return Organisation.objects.filter(pk__in=Industry.objects.order_by().values("directorate"))


def choices(user: User) -> list[tuple[str, str]]:
    """What a person can choose from: only places of which there is something to tell."""
    told = PublishedBlock.objects.filter(region__isnull=False, size__gt=0).order_by().values("region")
    busy = (
        Q(pk__in=Plan.objects.order_by().values("region"))
        | Q(pk__in=AdoptionRequest.objects.order_by().values("region"))
        | Q(pk__in=Attestation.objects.order_by().values("region"))
        | Q(pk__in=told)
    )
    mine = regions_of(user)
    regions = list(mine.filter(busy, parent__isnull=False).select_related("parent"))
    provinces = mine.filter(Q(pk__in=[one.parent_id for one in regions]) | busy, parent__isnull=True)
    rows = [(f"{PROVINCE}-{one.pk}", one.name) for one in provinces.order_by("name")]
    rows += [(f"{REGION}-{one.pk}", f"{one.name} ({one.province.name})") for one in sorted(regions, key=str)]
    if is_national(user):
        units = [(f"{DIRECTORATE}-{unit.pk}", str(unit)) for unit in directorates()]
        rows = [("nation-0", _("Indonesia")), *units, *rows]
    return rows
