"""Reading the register of SMIs: the list, its filters, one record, and who may do what with it."""

from typing import Any

from django.db.models import Q, QuerySet

from liap.enterprises.models import Cluster, Enterprise, EnterpriseChange, Purpose
from liap.people.access import holding, is_national, regions_of
from liap.people.models import SEAT_ROLES, Role, User
from liap.places.models import Region

WRITERS = (*SEAT_ROLES, Role.OFFICE_HEAD)
LEADERS = (Role.COORDINATOR, Role.OFFICE_HEAD)


def enterprises(user: User) -> QuerySet[Enterprise]:
    """Every record that a person may open, also merged ones."""
    return Enterprise.objects.visible_to(user).select_related("region__parent", "industry", "cluster")


def listed(user: User, *, text: str = "", size: str = "", **filters: Any) -> QuerySet[Enterprise]:
    """The list of SMIs, narrowed by name or business number, by size and by fields; empty filters narrow nothing."""
    rows = Enterprise.objects.visible_to(user).current().with_size()
    rows = rows.filter(**{name: value for name, value in filters.items() if value})
    if size:
        rows = rows.filter(size=size)
    words = text.split()[:5]
    if len(words) == 1 and words[0].isdecimal():
        rows = rows.filter(nib__startswith=words[0])
    else:
        for word in words:
            rows = rows.filter(name__icontains=word)
    return rows.select_related("region", "industry", "cluster").order_by("name", "pk")


def clusters(user: User, region: Region | None = None) -> QuerySet[Cluster]:
    """The clusters that a person may see, of one region if it is given."""
    found = Cluster.objects.visible_to(user)
    return found.filter(region=region) if region else found


def regions_with(user: User, roles: tuple[str, ...]) -> QuerySet[Region]:
    """The regions in which a person holds one of the roles today, by a seat or a post; a province covers its own."""
    if not user.is_active:
        return Region.objects.none()
    if user.is_superuser:
        return Region.objects.all()
    seats = user.memberships.filter(holding(), seat__role__in=roles).values("seat__working_group__region")
    posts = user.appointments.filter(holding(), post__role__in=roles).values("post__organisation__region")
    return Region.objects.filter(Q(pk__in=seats) | Q(pk__in=posts) | Q(parent__in=posts))


def may_write(user: User, enterprise: Enterprise) -> bool:
    """Whether the person keeps the records of this SMI's region."""
    return regions_with(user, WRITERS).filter(pk=enterprise.region_id).exists()


def may_lead(user: User, *enterprises: Enterprise) -> bool:
    """Whether the person decides on the records of all these SMIs: merges them and answers for their data."""
    led = regions_with(user, LEADERS)
    return all(led.filter(pk=enterprise.region_id).exists() for enterprise in enterprises)


def may_register(user: User, region: Region) -> bool:
    """Whether the person may put an SMI of the region on record."""
    return is_national(user) or regions_of(user).filter(pk=region.pk).exists()


def changes_of(enterprise: Enterprise) -> QuerySet[EnterpriseChange]:
    """The saves of a record, the newest first."""
    return enterprise.changes.select_related("by")


def is_usable(enterprise: Enterprise, purpose: str = Purpose.SUPPORT) -> bool:
    """Whether the data of the SMI may be used for a purpose now."""
    return Enterprise.objects.usable_for(purpose).filter(pk=enterprise.pk).exists()


def winner_of(enterprise: Enterprise) -> Enterprise:
    """The record that stands for the SMI today: itself, or the one that it was merged into."""
    return enterprise.merged_into or enterprise
