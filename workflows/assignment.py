"""To whom a task belongs and by when: roles, seats and institutions turned into people and dates."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.people.access import (
    Holding,
    holding,
    holdings_of,
    holdings_on,
    holdings_with,
    people_of,
    people_on,
    people_with,
    posts_label,
)
from liap.people.models import SEAT_ROLES, Role, User
from liap.places.calendar import add_working_days
from liap.places.queries import holidays
from workflows.models import Case, Task
from workflows.models.work import INSTITUTION


def local_today(case: Case) -> date:
    """The date in the region of the case; deadlines are local dates."""
    return timezone.localdate(timezone=ZoneInfo(case.plan.region.time_zone))


def due_on(task: Task, fixed: str | None, working_days: int) -> date:
    """The due date: a fixed day (ISO) where the item names one, else so many working days from today."""
    if fixed:
        return date.fromisoformat(fixed)
    return add_working_days(local_today(task.case), working_days, holidays())


def candidates(task: Task) -> QuerySet[User]:
    """Who may take the task today.

    The holder of its seat, the people of its institution, or those with its role; where nobody holds the seat, post or
    institution's account, the coordinator of the working group, and where there is none either, an administrator:
    no task is without a reachable person.
    """
    people = _directly(task)
    if people.exists():
        return people
    if _falls_to_coordinator(task):
        coordinators = with_role(task.case, Role.COORDINATOR)
        if coordinators.exists():
            return coordinators
    return _administrators()


def right_to(task: Task, user: User) -> str | None:
    """The post or seat under which the person may do the task today, as it reads on paper; None if he may not.

    The same rule as `candidates`, in one query where somebody is directly meant.
    """
    held = _directly_held(task)
    if not held and _falls_to_coordinator(task):
        held = holdings_with(Role.COORDINATOR, **_scope(task.case))
    if held:
        return next((one.label for one in held if one.person_id == user.pk), None)
    return posts_label(user) if _administrators().filter(pk=user.pk).exists() else None


def may_take(user: User, task: Task) -> bool:
    """Whether the person is one of those to whom the task belongs."""
    return right_to(task, user) is not None


def only_candidate(task: Task) -> int | None:
    """The number of the person, when exactly one can do the task; nobody has to claim what only she can do."""
    people = {one.person_id for one in _directly_held(task)}
    return people.pop() if len(people) == 1 else None


def _directly(task: Task) -> QuerySet[User]:
    if task.seat_id:
        return people_on(task.seat_id)
    if task.organisation_id:
        return people_of(task.organisation_id)
    return with_role(task.case, task.role)


def _directly_held(task: Task) -> list[Holding]:
    if task.seat_id:
        return holdings_on(task.seat_id)
    if task.organisation_id:
        return holdings_of(task.organisation_id)
    return holdings_with(task.role, **_scope(task.case))


def _falls_to_coordinator(task: Task) -> bool:
    return task.role in SEAT_ROLES or task.role == INSTITUTION


def _administrators() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_superuser=True)


def _scope(case: Case) -> dict[str, int]:
    return {"working_group_id": case.plan.working_group_id, "region_id": case.plan.region_id}


def with_role(case: Case, role: str) -> QuerySet[User]:
    return people_with(role, **_scope(case))


def takeable_by(user: User) -> Q:
    """The condition on Task that `user` is directly meant: by seat, by institution or by role."""
    today = timezone.localdate()
    seats = user.memberships.filter(holding(today))
    appointments = user.appointments.filter(holding(today))
    of_group = Q(pk__in=[])
    for role, group in seats.values_list("seat__role", "seat__working_group"):
        of_group |= Q(role=role, case__plan__working_group=group)
    for role, region in appointments.values_list("post__role", "post__organisation__region"):
        if role in (Role.MINISTRY_REVIEWER, Role.AUDITOR):
            of_group |= Q(role=role)
        elif role and region:
            of_group |= Q(role=role) & (Q(case__plan__region=region) | Q(case__plan__region__parent=region))
    institutions = [*seats.values_list("seat__institution", flat=True)]
    institutions += appointments.values_list("post__organisation", flat=True)
    own_seats = list(seats.values_list("seat", flat=True))
    directly = (
        Q(seat__in=own_seats)
        | Q(seat__isnull=True, organisation__in=institutions)
        | (Q(seat__isnull=True, organisation__isnull=True) & of_group)
    )
    return directly | _vacant_for(user, today) | _for_administrators(user)


def _vacant_for(user: User, today: date) -> Q:
    """Tasks of vacant seats and institutions without an account, in the groups which the person coordinates."""
    groups = list(
        user.memberships.filter(holding(today), seat__role=Role.COORDINATOR).values_list(
            "seat__working_group", flat=True
        )
    )
    if not groups:
        return Q(pk__in=[])
    active = User.objects.filter(is_active=True)
    held_seats = active.filter(holding(today, "memberships__")).values("memberships__seat")
    manned = active.filter(holding(today, "memberships__")).values("memberships__seat__institution")
    staffed = active.filter(holding(today, "appointments__")).values("appointments__post__organisation")
    vacant_seat = Q(seat__isnull=False) & ~Q(seat__in=held_seats)
    unstaffed = Q(organisation__isnull=False) & ~Q(organisation__in=manned) & ~Q(organisation__in=staffed)
    return (vacant_seat | (Q(seat__isnull=True) & unstaffed)) & Q(case__plan__working_group__in=groups)


def _for_administrators(user: User) -> Q:
    return Q() if user.is_superuser else Q(pk__in=[])
