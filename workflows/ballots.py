"""The end of the time to vote in writing: the clock closes what the members left open."""

from django.db.models import Q
from django.utils import timezone

from workflows.acting import acting
from workflows.assignment import due_by_zone, local_today
from workflows.lock import locked
from workflows.models import Task


def close_due() -> int:
    """Counts every written decision whose last day to answer has passed; returns how many were closed."""
    late = due_by_zone(lambda day: Q(due_on__lt=day))
    votes = Task.objects.human().open().filter(late, data__has_key="ballot").exclude(case__stage="suspended")
    return sum(_close(*pair) for pair in sorted(set(votes.order_by().values_list("case", "process"))))


def _close(case_id: int, process_id: int) -> int:
    with locked(case_id) as case, acting(None):
        votes = Task.objects.human().open().filter(process=process_id, data__has_key="ballot")
        waiting = list(votes.select_related("process").order_by("pk"))
        today = local_today(case)
        if not waiting or case.stage == "suspended" or any(vote.due_on >= today for vote in waiting):
            return 0
        votes.update(status="CANCELED", finished=timezone.now())
        last = waiting[-1]
        last.status, last.process.case = "CANCELED", case
        last.flow_task.activation_class(last).pass_by()
    return 1
