"""A request about personal data is a task that is due 72 hours after it came in, until it is answered (G8, N7); where
no plan can carry the task it is a duty (`workflows.duties`)."""

from datetime import date

from django.db.models import Q, QuerySet

from liap.enterprises.protection.models import SubjectRequest
from liap.enterprises.protection.queries import waiting_for
from liap.people.access import posts_label
from liap.people.models import User
from workflows import actions
from workflows.assignment import ADMINISTRATOR
from workflows.beside import Opening, oldest, open_due
from workflows.models import Case, Duty, Process, Task
from workflows.models.case import FINAL_STAGES
from workflows.models.work import DATA_REQUEST
from workflows.queries import running_cases


def open_tasks(today: date | None = None) -> int:
    """Opens a task for each unanswered request about an SMI; returns how many are new.

    The oldest running plan of the region carries it, or where none runs its oldest one: the coordinator answers, while
    there is none the head of the office, and in the end an administrator. A request never gets two tasks, whatever
    became of the first; the database holds that, too.
    """
    waiting = _without_work().values("enterprise__region")
    return open_due(DATA_REQUEST, _carrying().filter(plan__region__in=waiting), _due, today)


def _carrying() -> QuerySet[Case]:
    running = running_cases()
    at_rest = Case.objects.filter(stage__in=FINAL_STAGES).exclude(plan__region__in=running.values("plan__region"))
    return oldest(running, of="plan__region") | oldest(at_rest, of="plan__region")


def _due(case: Case, _day: date) -> list[Opening]:
    asked = _without_work().filter(enterprise__region=case.plan.region_id).order_by("due_at", "pk")
    return [Opening(data_request=one) for one in asked]


def owed_without_a_plan() -> QuerySet[SubjectRequest]:
    """The unanswered requests that no plan can carry, or could not when they came in: of a region that has no plan,
    and of people who log in. What began as a duty stays one, also when a plan begins."""
    bare = Q(enterprise=None) | ~Q(enterprise__region__in=_carrying().values("plan__region"))
    found = SubjectRequest.objects.filter(pk__in=_without_work()).filter(bare)
    owed = SubjectRequest.objects.open().filter(pk__in=_known(Duty))
    return (found | owed).select_related("enterprise__region").order_by("due_at", "pk")


def _without_work() -> QuerySet[SubjectRequest]:
    return SubjectRequest.objects.open().exclude(pk__in=_known(Process)).exclude(pk__in=_known(Duty))


def _known(work: type[Process | Duty]) -> QuerySet:
    return work.objects.filter(data_request__isnull=False).values("data_request")


def end_answered() -> int:
    """Finishes the tasks of requests that were answered on their page, as done by whoever answered; returns how many.

    Such a person may be another one than the task lay with.
    """
    answered = Task.objects.human().open().filter(process__data_request__answered_at__isnull=False)
    return sum(_end(task) for task in answered.select_related("process__data_request__answered_by"))


def _end(task: Task) -> int:
    request = task.process.data_request
    by = request.answered_by
    try:
        actions.settle(
            task, by=by, held_as=posts_label(by) or ADMINISTRATOR, outcome={"outcome": request.outcome}
        )  # fmt: skip
    except actions.TaskIsDone:
        return 0
    return 1


def waiting_without_task(user: User) -> QuerySet[SubjectRequest]:
    """The requests that the person has to answer although neither a task nor a duty says so: for the few seconds
    until the clock comes by, and when a task was ended in the administration."""
    live = Process.objects.filter(data_request__isnull=False, finished__isnull=True)
    rows = waiting_for(user).exclude(pk__in=live.values("data_request"))
    return rows.exclude(pk__in=_known(Duty))
