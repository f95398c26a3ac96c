"""Seats whose institution did not answer in time: the seat is vacant, and the coordinator gets a task."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from liap.groups.formation.models import Invitation
from liap.groups.models import Seat
from liap.groups.queries import members_on
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
