"""The end of a facilitator's contract becomes a task of the superior sixty days before (feature J6)."""

from datetime import date, timedelta

from django.utils import timezone

from liap.groups.assignments.queries import contract_end, facilitators
from liap.groups.models import Membership
from workflows import lifecycle
from workflows.acting import acting
from workflows.lock import locked
from workflows.models import Case, Process
from workflows.models.case import WORKING_STAGES

STAGE = "contract"
AHEAD = timedelta(days=60)


def open_handovers(today: date | None = None) -> int:
    """Opens one task per contract that ends soon, on the oldest running plan of its group; returns how many are new.

    Once per facilitator and day of end, whatever became of the task; a contract that was extended is asked about
    again before its new end.
    """
    day = today or timezone.localdate()
    ending = [(row, end) for row in facilitators(day) if (end := contract_end(row)) and end - AHEAD <= day]
    return sum(_open(row, end) for row, end in ending)


def _open(row: Membership, end: date) -> int:
    running = Case.objects.filter(plan__working_group=row.seat.working_group_id, stage__in=WORKING_STAGES)
    oldest = running.order_by("pk").first()
    if oldest is None:
        return 0
    with locked(oldest.pk) as case, acting(None):
        if case.stage not in WORKING_STAGES or _is_asked(row, end):
            return 0
        lifecycle.open_stage(case, STAGE, data={"contracts": [_as_task(row, end)]})
        return 1


def _is_asked(row: Membership, end: date) -> bool:
    before = Process.objects.filter(stage=STAGE, case__plan__working_group=row.seat.working_group_id)
    asked = [one for data in before.values_list("data", flat=True) for one in data.get("contracts", [])]
    return (row.pk, end.isoformat()) in {(one["membership"], one["ends_on"]) for one in asked}


def _as_task(row: Membership, end: date) -> dict:
    return {
        "membership": row.pk,
        "title": str(row.person),
        "ends_on": end.isoformat(),
        "due_on": end.isoformat(),
    }


def contracts_of(activation) -> list[dict]:
    """One branch for each contract that ends."""
    return activation.process.data.get("contracts", [])
