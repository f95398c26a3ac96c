"""Seats whose institution did not answer in time: the seat is vacant, and the coordinator gets a task."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from liap.groups.formation.models import Invitation
from liap.groups.models import Membership, Seat
from liap.people.access import holding
from workflows.beside import Opening, oldest, open_due
from workflows.models import Case, Task, Variant
from workflows.models.case import WORKING_STAGES

STAGE = "formation"


def open_tasks(today: date | None = None) -> int:
    """Opens a task per unanswered invitation, once each, on the running plan of the group; returns on how many plans.

    A group with several plans has one set of seats: its oldest running plan carries the tasks.
    """
    asked = Invitation.objects.filter(answered_at__isnull=True).values("seat__working_group")
    carrying = oldest(_running(), of="plan__working_group").filter(plan__working_group__in=asked)
    return open_due(STAGE, carrying, _due, today)


def _running() -> QuerySet[Case]:
    return Case.objects.filter(stage__in=WORKING_STAGES, variant=Variant.GROUP)


def _due(case: Case, day: date) -> list[Opening]:
    late = unanswered(day).filter(seat__working_group=case.plan.working_group_id)
    told = _told(case) if late else set()
    pieces = [_piece(one) for one in late if one.pk not in told]
    return [Opening({"pieces": pieces})] if pieces else []


def _told(case: Case) -> set[int]:
    """The invitations that were settled, or are to be, on any plan of the group."""
    tasks = Task.objects.filter(case__plan__working_group=case.plan.working_group_id, process__stage=STAGE)
    return {data["invitation"] for data in tasks.values_list("data", flat=True) if "invitation" in data}


def unanswered(day: date) -> QuerySet[Invitation]:
    """The invitations whose time is over, to seats on which nobody sits."""
    late = Invitation.objects.filter(answered_at__isnull=True, due_on__lt=day)
    held = Membership.objects.filter(holding(), seat=OuterRef("seat"))
    return late.filter(~Exists(held)).select_related("seat__institution", "seat__working_group__region").order_by("pk")


def planning_groups() -> QuerySet:
    """The numbers of the working groups that have a running plan, which carries such tasks."""
    return _running().values("plan__working_group")


def _piece(asked: Invitation) -> dict:
    seat: Seat = asked.seat
    return {
        "piece": "seat",
        "vacant": seat.pk,
        "invitation": asked.pk,
        "email": asked.email,
        "title": str(seat),
    }
