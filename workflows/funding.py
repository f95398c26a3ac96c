"""Money that an activity still lacks becomes a task before the window for proposing it opens (feature L5)."""

from datetime import date

from liap.plans.budgets.queries import FundingGap, funding_gaps, gap_in_words
from workflows.beside import Opening, open_due
from workflows.models import Case, Process, Task
from workflows.models.case import Stage

STAGE = "funding"


def open_funding(today: date | None = None) -> int:
    """Opens a task for each activity that lacks money a window of this year could bring; returns on how many plans.

    The same activity and window never twice, whatever became of the first task.
    """
    return open_due(STAGE, Case.objects.filter(stage=Stage.IMPLEMENTATION), _due, today)


def _due(case: Case, day: date) -> list[Opening]:
    lacking = funding_gaps(case.plan, day)
    asked = _asked(case) if lacking else set()
    gaps = [_as_task(gap, day) for gap in lacking if _key(gap) not in asked]
    return [Opening({"gaps": gaps})] if gaps else []


def _asked(case: Case) -> set[tuple[int, str]]:
    rows = Process.objects.filter(case=case, stage=STAGE).values_list("data", flat=True)
    return {(row["activity"], row["opens_on"]) for data in rows for row in data.get("gaps", [])}


def _key(gap: FundingGap) -> tuple[int, str]:
    return gap.activity.pk, gap.opens_on.isoformat()


def _as_task(gap: FundingGap, day: date) -> dict:
    """What the task says; due when the window opens, or when it closes if it is open already."""
    return {
        "activity": gap.activity.pk,
        "title": gap_in_words(gap),
        "missing": format(gap.missing, "f"),
        "source": gap.window.source,
        "system": gap.window.system,
        "opens_on": gap.opens_on.isoformat(),
        "closes_on": gap.closes_on.isoformat(),
        "is_house_assumption": gap.window.is_house_assumption,
        "due_on": (gap.opens_on if day < gap.opens_on else gap.closes_on).isoformat(),
    }


def gaps_of(activation) -> list[dict]:
    """One branch for each activity that lacks money."""
    return activation.process.data.get("gaps", [])


def open_tasks(case: Case) -> list[Task]:
    """The tasks about missing money that are still to be done."""
    return list(Task.objects.human().open().filter(case=case, process__stage=STAGE))
