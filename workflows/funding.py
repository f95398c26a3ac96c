"""Money that an activity still lacks becomes a task before the window for proposing it opens (feature L5)."""

from datetime import date

from liap.plans.budgets.queries import FundingGap, funding_gaps, gap_in_words
from workflows import lifecycle
from workflows.assignment import local_today
from workflows.lock import locked
from workflows.models import Case, Process, Task
from workflows.models.case import Stage

STAGE = "funding"


def open_funding(today: date | None = None) -> int:
    """Opens one task for each activity that lacks money a window of this year could bring; returns how many are new.

    The same activity and window never twice, whatever became of the first task: the lock of the case orders clocks
    that run at the same time.
    """
    count = 0
    for case in Case.objects.filter(stage=Stage.IMPLEMENTATION).select_related("plan__region"):
        day = today or local_today(case)
        if funding_gaps(case.plan, day):
            count += _open(case, day)
    return count


def _open(case: Case, day: date) -> int:
    with locked(case.pk) as fresh:
        if fresh.stage != Stage.IMPLEMENTATION:
            return 0
        asked = _asked(fresh)
        gaps = [gap for gap in funding_gaps(fresh.plan, day) if _key(gap) not in asked]
        if gaps:
            lifecycle.open_stage(fresh, STAGE, data={"gaps": [_as_task(gap, day) for gap in gaps]})
        return len(gaps)


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


def is_led_by_facilitator(activation) -> bool:
    """Whether there is no coordinator to whom the task could go."""
    return activation.process.case.variant == "facilitator_led"


def open_tasks(case: Case) -> list[Task]:
    """The tasks about missing money that are still to be done."""
    return list(Task.objects.human().open().filter(case=case, process__stage=STAGE))
