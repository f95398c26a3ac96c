"""Who sits in a working group, today or on any past day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from liap.groups.models import Membership, Seat, WorkingGroup
from liap.people.access import holding
from liap.people.models import Role, User


@dataclass(frozen=True)
class Place:
    """A seat and who filled it on a day; None when it was vacant."""

    seat: Seat
    membership: Membership | None


def members_on(working_group: WorkingGroup, day: date | None = None) -> QuerySet[Membership]:
    """The memberships in force on a day, today by default, in the order of the seats."""
    memberships = Membership.objects.filter(holding(day), seat__working_group=working_group)
    return memberships.select_related("seat__institution", "person").order_by("seat", "since")


def seats_on(working_group: WorkingGroup, day: date | None = None) -> list[Place]:
    """Every seat with the person who sat on it on a day; vacant seats are among them."""
    sitting = Membership.objects.filter(holding(day)).select_related("person").order_by("since")
    seats = working_group.seats.select_related("institution").order_by("pk")
    seats = seats.prefetch_related(Prefetch("memberships", queryset=sitting, to_attr="sitting"))
    return [Place(seat=seat, membership=seat.sitting[-1] if seat.sitting else None) for seat in seats]


def coordinator_of(working_group: WorkingGroup, day: date | None = None) -> User | None:
    """The person on the coordinator's seat."""
    membership = members_on(working_group, day).filter(seat__role=Role.COORDINATOR).first()
    return membership.person if membership else None


def seats_with_vote(working_group: WorkingGroup) -> int:
    """How many seats have a vote, vacant ones included: a vacancy does not make a quorum easier."""
    return working_group.seats.filter(has_vote=True).count()


def groups_in_force(day: date | None = None) -> QuerySet[WorkingGroup]:
    """The working groups whose decree is valid on a day."""
    day = day or timezone.localdate()
    groups = WorkingGroup.objects.filter(kind=WorkingGroup.Kind.GROUP)
    return groups.filter(valid_from__lte=day).exclude(valid_to__lt=day)


def groups_coordinated_by(user: User) -> QuerySet[WorkingGroup]:
    """The working groups in force whose coordinator the person is today."""
    seats = user.memberships.filter(holding(), seat__role=Role.COORDINATOR)
    return groups_in_force().filter(pk__in=seats.values("seat__working_group"))
