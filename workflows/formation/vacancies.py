"""Seats whose institution did not answer in time: the seat is vacant, and the coordinator gets a task."""

from collections import defaultdict
from datetime import date

from django.db.models import Q
from django.utils import timezone

from liap.groups.formation.models import Invitation
from liap.groups.models import Membership, Seat
from liap.groups.queries import members_on
from liap.people.access import holding, people_with
from liap.people.models import Appointment, Role, User
from workflows import lifecycle
from workflows.acting import acting
from workflows.lock import locked
from workflows.models import Case, Stage, Task, Variant


def open_tasks(today: date | None = None) -> int:
    """Opens a task per unanswered invitation, once each, on the running plan of the group; returns how many."""
    late = Invitation.objects.filter(answered_at__isnull=True, due_on__lt=today or timezone.localdate())
    groups = set(late.values_list("seat__working_group", flat=True))
    # A group with several plans has one set of seats: its oldest plan carries the tasks.
    cases: dict[int, int] = {}
    running = Case.objects.filter(plan__working_group__in=groups, stage=Stage.PLANNING, variant=Variant.GROUP)
    for pk, group in running.order_by("-pk").values_list("pk", "plan__working_group"):
        cases[group] = pk
    waiting: dict[int, list[Invitation]] = defaultdict(list)
    for asked in late.select_related("seat__institution", "seat__working_group").order_by("pk"):
        if asked.seat.working_group_id in cases:
            waiting[cases[asked.seat.working_group_id]].append(asked)
    return sum(_open(case, asked) for case, asked in sorted(waiting.items(), key=lambda pair: pair[0]))


def waiting_for(user: User, today: date | None = None) -> list[Invitation]:
    """What the person should settle although no plan carries a task for it: late invitations of the groups he leads
    that plan nothing now. Where a plan is being made, the task on it says the same."""
    late = Invitation.objects.filter(answered_at__isnull=True, due_on__lt=today or timezone.localdate())
    planning = Case.objects.filter(stage=Stage.PLANNING, variant=Variant.GROUP).values("plan__working_group")
    late = late.exclude(seat__working_group__in=planning).exclude(
        seat__memberships__in=Membership.objects.filter(holding())
    )
    rows = late.select_related("seat__institution", "seat__working_group__region").order_by("due_on", "pk")
    led = user.memberships.filter(holding(), seat__role=Role.COORDINATOR).values("seat__working_group")
    headed = Appointment.objects.filter(holding(), person=user, post__role=Role.OFFICE_HEAD)
    below = Q(seat__working_group__region__in=headed.values("post__organisation__region"))
    rows = rows.filter(Q(seat__working_group__in=led) | below)
    return [asked for asked in rows if _settles(user, asked)]


def _settles(user: User, asked: Invitation) -> bool:
    """The coordinator; while nobody coordinates, the head of the office."""
    group = asked.seat.working_group
    where = {"working_group_id": group.pk, "region_id": group.region_id}
    coordinators = people_with(Role.COORDINATOR, **where)
    if coordinators.exists():
        return coordinators.filter(pk=user.pk).exists()
    return people_with(Role.OFFICE_HEAD, **where).filter(pk=user.pk).exists()


def _open(case_id: int, late: list[Invitation]) -> int:
    with locked(case_id) as case, acting(None):
        if case.stage != Stage.PLANNING or case.variant != Variant.GROUP:
            return 0
        told = {
            data.get("invitation")
            for data in Task.objects.filter(case=case, process__stage="formation").values_list("data", flat=True)
        }
        held = set(members_on(late[0].seat.working_group).values_list("seat", flat=True))
        pieces = [_piece(one) for one in late if one.pk not in told and one.seat_id not in held]
        if pieces:
            lifecycle.open_stage(case, "formation", data={"pieces": pieces})
        return len(pieces)


def _piece(asked: Invitation) -> dict:
    seat: Seat = asked.seat
    return {
        "piece": "seat",
        "vacant": seat.pk,
        "invitation": asked.pk,
        "email": asked.email,
        "title": str(seat),
    }
