"""What every paper is gathered from: the case, its process, the plan as it reads now, and the local day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from liap.people.models import User
from liap.places.queries import day_in
from liap.plans.models import Plan
from workflows.models import Case, Process, Task

READ_ALONG = ("region__parent", "industry__directorate", "working_group__secretariat")


@dataclass(frozen=True)
class Dossier:
    """Case, process and plan at one moment; `day` is the date of that moment in the plan's region.

    `kind` is the code of the paper that is gathered, where the office treats kinds differently.
    """

    case: Case
    process: Process
    plan: Plan
    at: datetime
    day: date
    kind: str = ""

    def local_day(self, moment: datetime) -> date:
        """The date of a moment in the plan's region."""
        return day_in(self.plan.region, moment)


def open_dossier(case: Case, process: Process, kind: str = "") -> Dossier:
    """Reads the plan afresh: what is printed is what stands in the database now."""
    plan = Plan.objects.select_related(*READ_ALONG).get(pk=case.plan_id)
    now = timezone.now()
    return Dossier(case=case, process=process, plan=plan, at=now, day=day_in(plan.region, now), kind=kind)


def done_tasks(process: Process) -> list[Task]:
    """What people did in the process, in the order in which they finished."""
    tasks = process.task_set.human().filter(status="DONE").select_related("owner", "seat__institution")
    return list(tasks.order_by("finished", "id"))


def outcome_with(tasks: list[Task], name: str) -> dict:
    """What was entered in the last of these tasks that says something under `name`; empty when none does."""
    return next((task.data for task in reversed(tasks) if name in task.data), {})


def last_doer(process: Process) -> User:
    """Who finished the last step of a person: the system issues a paper in that name."""
    return process.task_set.human().filter(status="DONE").select_related("owner").latest("finished", "id").owner
