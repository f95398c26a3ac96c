"""To whom a task belongs and by when: roles, seats and institutions turned into people and dates."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.people import access
from liap.people.access import (
    Holding,
    absent_for,
    holdings_of,
    holdings_on,
    holdings_with,
    people_of,
    people_on,
    people_with,
    posts_label,
)
from liap.people.models import Role, User
from liap.places.calendar import add_working_days
from liap.places.queries import day_in, holidays, today_in
from liap.plans.models import Plan
from workflows.models import Case, Task
from workflows.models.work import INSTITUTION

# To whom the work of each role and of an institution falls next.
SUPERIOR = {**access.SUPERIOR, INSTITUTION: Role.COORDINATOR.value}
# Whom tasks of a kind reach after the superiors and before an administrator: years after a plan was closed the whole
# office may be gone, and the ministry still asks.
# Personal data are no matter of the ministry: their last desk is the administrator of this system.
LAST_DESK = dict.fromkeys(("continuation", "attestation"), Role.MINISTRY_REVIEWER.value)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
ADMINISTRATOR = "Administrator"  # the same word in both languages; it stays with the task for good
APPROVERS = (Role.OFFICE_HEAD.value, Role.BUDGET_OFFICER.value)


def local_today(case: Case) -> date:
    """The date in the region of the case; deadlines are local dates."""
    return today_in(case.plan.region)


def due_by_zone(condition: Callable[[date], Q], prefix: str = "") -> Q:
    """A condition on the local date of each case: a day ends at midnight of the region, not of the server."""
    zone = f"{prefix}case__plan__region__time_zone"
    known = Q(pk__in=[])
    for name in ZONES:
        known |= Q(**{zone: name}) & condition(timezone.localdate(timezone=ZoneInfo(name)))
    return known | ~Q(**{f"{zone}__in": ZONES}) & condition(timezone.localdate())


def is_late(day: date | None = None, prefix: str = "") -> Q:
    """A condition on tasks past their due date: at midnight of the region, or to the minute where hours count."""
    by_the_day = due_by_zone(lambda today: Q(**{f"{prefix}due_on__lt": day or today}), prefix)
    moment = f"{prefix}process__data_request__due_at"
    return Q(**{f"{moment}__isnull": True}) & by_the_day | Q(**{f"{moment}__lt": timezone.now()})


def due_on(task: Task, fixed: str | None, working_days: int) -> date:
    """The due date: the region's day of the moment where hours count, a fixed day (ISO) where the item names one, else
    so many working days from today."""
    if task.due_at:
        return day_in(task.case.plan.region, task.due_at)
    if fixed:
        return date.fromisoformat(fixed)
    return add_working_days(local_today(task.case), working_days, holidays())


def candidates(task: Task) -> QuerySet[User]:
    """Who may take the task today.

    The holder of its seat, the people of its institution, or those with its role (an acting officer among them);
    where nobody holds the seat, post or institution's account, the superior, step by step upwards, and where there is
    none either, an administrator: no task is without a reachable person.
    """
    people = _directly(task)
    if people.exists():
        return people
    for role in superiors_of(task.role, task.process.stage):
        superiors = with_role(task.case, role)
        if superiors.exists():
            return superiors
    return _administrators()


def right_to(task: Task, user: User) -> str | None:
    """The post or seat under which the person may do the task today, as it reads on paper; None if he may not.

    The same rule as `candidates`, in one query where somebody is directly meant.
    """
    held = _directly_held(task)
    for role in superiors_of(task.role, task.process.stage) if not held else ():
        held = held or holdings_with(role, **_scope(task.case))
    if held:
        own = next((one.label for one in held if one.person_id == user.pk), None)
        return own or _instead_of(held, task, user)
    return (posts_label(user) or ADMINISTRATOR) if _administrators().filter(pk=user.pk).exists() else None


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


def superiors_of(role: str, stage: str = "") -> list[str]:
    """To whom the work of a role falls while nobody holds it, the nearest first; of some stages a last desk."""
    last = [LAST_DESK[stage]] if stage in LAST_DESK else []
    return [*access.superiors_of(role, SUPERIOR), *last]


def steers(user: User, plan: Plan) -> bool:
    """Whether the person coordinates the working group of a plan: its coordinator, else the superior, so that a plan
    whose coordinator left can still be stopped or resumed."""
    where = {"working_group_id": plan.working_group_id, "region_id": plan.region_id}
    return access.acts_as(user, Role.COORDINATOR.value, **where)


def _instead_of(held: list[Holding], task: Task, user: User) -> str | None:
    """The label of somebody who is away and named `user` as substitute; an approval needs an acting officer."""
    if task.role in APPROVERS:
        return None
    away = set(absent_for(user))
    return next((f"a.n. {one.label}" for one in held if one.person_id in away), None)


def _administrators() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_superuser=True)


def _scope(case: Case) -> dict[str, int]:
    return {"working_group_id": case.plan.working_group_id, "region_id": case.plan.region_id}


def with_role(case: Case, role: str) -> QuerySet[User]:
    return people_with(role, **_scope(case))
