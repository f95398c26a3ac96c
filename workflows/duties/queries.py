"""Whose duties are open, and who is told of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from liap.groups.models import Membership, Seat
from liap.people.access import holding, superiors_of
from liap.people.models import NATIONAL_ROLES, Appointment, Post, Role, User
from liap.places.calendar import working_days_between
from liap.places.queries import holidays, today_in
from workflows.figures import Due
from workflows.models import Duty

# Where nobody is left in the region the ministry writes down what it heard from there.
LAST_DESK = dict.fromkeys((Duty.Kind.WORD.value, Duty.Kind.ANSWER.value), Role.MINISTRY_REVIEWER.value)


@dataclass(frozen=True, kw_only=True)
class DutyCard(Due):
    """A duty as a list of tasks shows it."""

    duty: Duty

    @property
    def due_on(self) -> date:
        return self.duty.due_on


@dataclass(frozen=True)
class Holders:
    """Who holds which role where today, read once for many duties."""

    seated: dict[int, set[int]]
    coordinating: dict[int, set[int]]
    posted: dict[tuple[str, int | None], set[int]]
    administrators: set[int]

    def of(self, duty: Duty) -> set[int]:
        """The numbers of the people to whom a duty falls: its role, else the superior, else an administrator."""
        return next(self._each(duty), self.administrators)

    def above(self, duty: Duty) -> set[int]:
        """The people above those; they themselves where there is nobody."""
        found = list(self._each(duty))
        return found[1] if len(found) > 1 else self.of(duty)

    def _each(self, duty: Duty):
        chain = [duty.role, *superiors_of(duty.role)] if duty.role else []
        chain += [LAST_DESK[duty.kind]] if duty.kind in LAST_DESK else []
        for role in chain:
            if people := self._with(role, duty):
                yield people

    def _with(self, role: str, duty: Duty) -> set[int]:
        if role == Role.COORDINATOR:
            return self.seated[duty.working_group_id] if duty.working_group_id else self.coordinating[duty.region_id]
        if role in NATIONAL_ROLES:
            return self.posted[role, None]
        return self.posted[role, duty.region_id] or self.posted[role, duty.region.parent_id or 0]


def holders() -> Holders:
    """Reads the holders of the roles that duties have."""
    seated: dict[int, set[int]] = defaultdict(set)
    coordinating: dict[int, set[int]] = defaultdict(set)
    posted: dict[tuple[str, int | None], set[int]] = defaultdict(set)
    seats = Membership.objects.filter(holding(), person__is_active=True, seat__role=Role.COORDINATOR)
    for group, region, person in seats.values_list("seat__working_group", "seat__working_group__region", "person"):
        seated[group].add(person)
        coordinating[region].add(person)
    roles = [Role.OFFICE_HEAD, Role.MINISTRY_REVIEWER]
    posts = Appointment.objects.filter(holding(), person__is_active=True, post__role__in=roles)
    for role, region, person in posts.values_list("post__role", "post__organisation__region", "person"):
        posted[role, None if role in NATIONAL_ROLES else region].add(person)
    administrators = User.objects.filter(is_active=True, is_superuser=True)
    return Holders(seated, coordinating, posted, set(administrators.values_list("pk", flat=True)))


def unended() -> QuerySet[Duty]:
    """What did not end yet, the earliest due first."""
    about = ("region", "working_group", "adoption", "data_request__answered_by")
    return Duty.objects.filter(ended_at__isnull=True).select_related(*about).order_by("due_on", "pk")


def open_duties() -> QuerySet[Duty]:
    """What is still to be done, the earliest due first; a request that was answered ends with the next beat."""
    return unended().filter(data_request__answered_at__isnull=True)


def settled(wanted: Iterable[Duty]) -> QuerySet[Duty]:
    """The ended duties that were about the same things.

    A seat was settled only if it was left vacant with a reason, and a decree never: what a plan took over for a time
    is owed again when the plan is gone.
    """
    by_kind: dict[str, list[Duty]] = defaultdict(list)
    for duty in wanted:
        by_kind[duty.kind].append(duty)
    seats, words, vacant = (by_kind[kind] for kind in (Duty.Kind.SEAT, Duty.Kind.WORD, Duty.Kind.INVITE))
    asked = [duty for kind in (Duty.Kind.READINESS, Duty.Kind.OFFER, Duty.Kind.ANSWER) for duty in by_kind[kind]]
    same = Q(invitation__in=[duty.invitation_id for duty in seats])
    same |= Q(year__in={duty.year for duty in words}, region__in=[duty.region_id for duty in words])
    same |= Q(adoption__in=[duty.adoption_id for duty in asked])
    same |= Q(data_request__in=[duty.data_request_id for duty in by_kind[Duty.Kind.DATA_REQUEST]])
    same |= Q(seat__in=[duty.seat_id for duty in vacant]) & ~Q(reason="")
    return Duty.objects.filter(same, ended_at__isnull=False)


def waiting_for(user: User) -> list[Duty]:
    """The open duties that fall to the person today."""
    found = list(open_duties().filter(pk__in=Duty.objects.visible_to(user).values("pk")))
    if not found:
        return []
    by = holders()
    return [duty for duty in found if user.pk in by.of(duty)]


def cards(duties: Iterable[Duty]) -> list[DutyCard]:
    """The duties with the working days left in their own region."""
    free = holidays()
    return [
        DutyCard(
            duty=duty,
            title=duty.get_kind_display(),
            subject=duty.about,
            due_at=duty.due_at,
            days_left=working_days_between(today_in(duty.region), duty.due_on, free),
        )
        for duty in duties
    ]


def of_place(place: Post | Seat) -> QuerySet[Duty]:
    """The open duties that go with a post or seat to its next holder."""
    rows = open_duties().filter(role=place.role) if place.role else Duty.objects.none()
    if isinstance(place, Seat):
        shared = Q(working_group=None, region=place.working_group.region_id)
        return rows.filter(Q(working_group=place.working_group_id) | shared)
    if place.role in NATIONAL_ROLES:
        return rows
    region = place.organisation.region_id
    return rows.filter(Q(region=region) | Q(region__parent=region)) if region else rows.none()
