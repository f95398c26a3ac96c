"""The end of a facilitator's contract becomes a task of the superior sixty days before (feature J6)."""

from datetime import date, timedelta

from django.db.models import Q

from liap.groups.assignments.queries import contract_end, facilitators
from liap.groups.models import Membership
from workflows.beside import Opening, oldest, open_due
from workflows.models import Case, Process
from workflows.models.case import WORKING_STAGES

STAGE = "contract"
AHEAD = timedelta(days=60)


def open_handovers(today: date | None = None) -> int:
    """Opens a task per contract that ends soon, on the oldest running plan of its group; returns on how many plans.

    Once per facilitator and day of end, whatever became of the task; a contract that was extended is asked about
    again before its new end.
    """
    running = Case.objects.filter(stage__in=WORKING_STAGES)
    limited = Q(until__isnull=False) | Q(seat__working_group__valid_to__isnull=False)
    groups = facilitators(today).filter(limited).values("seat__working_group")
    carrying = oldest(running, of="plan__working_group").filter(plan__working_group__in=groups)
    return open_due(STAGE, carrying, _due, today)


def _due(case: Case, day: date) -> list[Opening]:
    rows = facilitators(day).filter(seat__working_group=case.plan.working_group_id)
    ending = [(row, end) for row in rows if (end := contract_end(row)) and end - AHEAD <= day]
    asked = _asked(case) if ending else set()
    contracts = [_as_task(row, end) for row, end in ending if (row.pk, end.isoformat()) not in asked]
    return [Opening({"contracts": contracts})] if contracts else []


def _asked(case: Case) -> set[tuple[int, str]]:
    """What was asked on any plan of the group, each membership with its day."""
    before = Process.objects.filter(stage=STAGE, case__plan__working_group=case.plan.working_group_id)
    told = [one for data in before.values_list("data", flat=True) for one in data.get("contracts", [])]
    return {(one["membership"], one["ends_on"]) for one in told}


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
