"""Which tasks a person may take today, as one condition for the database; the same rule as `assignment.right_to`."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from liap.groups.models import Membership
from liap.people.access import absent_for, holding
from liap.people.models import NATIONAL_ROLES, SEAT_ROLES, Appointment, Role, User
from workflows.assignment import APPROVERS, LAST_DESK, superiors_of
from workflows.models.work import ROLES_OF_TASKS

NOTHING = Q(pk__in=[])
# Tasks with a desk of their own at the end of the superiors, and all others; each with the condition that it is one.
_STAGES = [("", ~Q(process__stage__in=LAST_DESK))]
_STAGES += [(stage, Q(process__stage=stage)) for stage in LAST_DESK]
# Whose work falls to whom, the nearest first.
_CHAINS = [
    (Q(role=role) & of_stage, chain)
    for role in ROLES_OF_TASKS
    for stage, of_stage in _STAGES
    if (chain := superiors_of(role, stage))
]


def takeable_by(user: User) -> Q:
    """The condition on Task that `user` may take it: meant, standing in for one who is, or the nearest left."""
    today = timezone.localdate()
    meant = _taken_as(user, today)
    away = list(User.objects.filter(pk__in=absent_for(user), is_active=True))
    for person in away:
        meant |= _taken_as(person, today) & ~Q(role__in=APPROVERS)
    return meant | (_fallen_to_nobody(today) if user.is_superuser else NOTHING)


def _taken_as(person: User, today: date) -> Q:
    return _directly(person, today) | _fallen_to(person, today)


def _directly(person: User, today: date) -> Q:
    """By seat, by institution or by role."""
    seats = person.memberships.filter(holding(today))
    posts = person.appointments.filter(holding(today))
    institutions = [
        *seats.values_list("seat__institution", flat=True),
        *posts.values_list("post__organisation", flat=True),
    ]
    with_role = NOTHING
    for role, scope in _scopes(person, today):
        with_role |= Q(role=role) & scope
    return (
        Q(seat__in=list(seats.values_list("seat", flat=True)))
        | Q(seat__isnull=True, organisation__in=institutions)
        | (Q(seat__isnull=True, organisation__isnull=True) & with_role)
    )


def _fallen_to(person: User, today: date) -> Q:
    """What nobody is directly meant for, and no nearer superior than this person."""
    fallen = NOTHING
    for own_role, scope in _scopes(person, today):
        for of_chain, chain in _CHAINS:
            if own_role in chain:
                nearer = [_somebody_is(one, today) for one in chain[: chain.index(own_role)]]
                fallen |= of_chain & scope & _none(nearer)
    return fallen & ~_held(today) if fallen != NOTHING else NOTHING


def _fallen_to_nobody(today: date) -> Q:
    """What not even a superior is left for."""
    fallen, with_superiors = NOTHING, NOTHING
    for of_chain, chain in _CHAINS:
        with_superiors |= of_chain
        fallen |= of_chain & _none([_somebody_is(one, today) for one in chain])
    return (fallen | ~with_superiors) & ~_held(today)


def _scopes(person: User, today: date) -> list[tuple[str, Q]]:
    """The roles that the person holds, each with the tasks that it reaches."""
    seats = person.memberships.filter(holding(today)).values_list("seat__role", "seat__working_group")
    found = [(role, Q(case__plan__working_group=group)) for role, group in seats if role]
    posts = person.appointments.filter(holding(today)).values_list("post__role", "post__organisation__region")
    for role, region in posts:
        if role in NATIONAL_ROLES:
            found.append((role, Q(pk__isnull=False)))
        elif role and region:
            found.append((role, Q(case__plan__region=region) | Q(case__plan__region__parent=region)))
    return found


def _held(today: date) -> Q:
    """An active person is directly meant; `_directly_held` for many tasks at once."""
    members, officers = _members(today), _officers(today)
    of_organisation = Q(Exists(members.filter(seat__institution=OuterRef("organisation")))) | Q(
        Exists(officers.filter(post__organisation=OuterRef("organisation")))
    )
    with_role = NOTHING
    for role in Role.values:
        with_role |= Q(role=role) & _somebody_is(role, today)
    return (
        (Q(seat__isnull=False) & Q(Exists(members.filter(seat=OuterRef("seat")))))
        | (Q(seat__isnull=True, organisation__isnull=False) & of_organisation)
        | (Q(seat__isnull=True, organisation__isnull=True) & with_role)
    )


def _somebody_is(role: str, today: date) -> Q:
    """An active person holds the role for the case of the task."""
    if role in SEAT_ROLES:
        group = OuterRef("case__plan__working_group")
        return Q(Exists(_members(today).filter(seat__role=role, seat__working_group=group)))
    officers = _officers(today).filter(post__role=role)
    if role in NATIONAL_ROLES:
        return Q(Exists(officers))
    here = Q(post__organisation__region=OuterRef("case__plan__region"))
    above = Q(post__organisation__region=OuterRef("case__plan__region__parent"))
    return Q(Exists(officers.filter(here | above)))


def _none(conditions: list[Q]) -> Q:
    found = Q(pk__isnull=False)
    for condition in conditions:
        found &= ~condition
    return found


def _members(today: date) -> QuerySet[Membership]:
    return Membership.objects.filter(holding(today), person__is_active=True)


def _officers(today: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(holding(today), person__is_active=True)
