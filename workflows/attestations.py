"""Once a year each region that has ever planned says whether the model is still in use (feature I4)."""

from datetime import date

from django.db.models import Exists, OuterRef

from liap.adoption.models import Attestation
from liap.places.queries import day_in
from workflows import lifecycle
from workflows.beside import Opening, oldest, open_due
from workflows.lock import locked
from workflows.models import Case, Process

STAGE = "attestation"


def open_questions(today: date | None = None) -> int:
    """Asks each region that has not given its word this year; returns how many are new.

    From the first of January, local time, of the year after its first plan began; once a year, whatever became of the
    task. The oldest plan of the region carries it, in whatever stage: the lock of this one case orders clocks that run
    at the same time, and the database knows for which year a process is.
    """
    return open_due(STAGE, oldest(Case.objects.all(), of="plan__region"), _due, today)


def _due(case: Case, day: date) -> list[Opening]:
    began = day_in(case.plan.region, case.started_at)
    year = date(day.year, 1, 1)
    if began >= year or Attestation.objects.filter(region=case.plan.region_id, year=day.year).exists():
        return []
    asked = Process.objects.filter(case__plan__region=case.plan.region_id, stage=STAGE, opened_for=year)
    return [] if asked.exists() else [Opening(opened_for=year)]


def end_answered() -> int:
    """Ends the questions of regions that gave their word on the page meanwhile; returns how many."""
    given = Attestation.objects.filter(region=OuterRef("case__plan__region"), year=OuterRef("opened_for__year"))
    live = Process.objects.filter(stage=STAGE, finished__isnull=True)
    return sum(_end(process) for process in live.filter(Exists(given)))


def _end(process: Process) -> int:
    with locked(process.case_id):
        live = Process.objects.filter(pk=process.pk, finished__isnull=True)
        if not live.exists():
            return 0
        lifecycle.cancel(process)
        return 1
