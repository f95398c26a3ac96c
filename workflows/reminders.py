"""What the clock does: reminders before due dates, escalation after them, rounds that open by themselves."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.enterprises.performance.periods import Period, last_ended, period_of
from liap.people.models import Role, User
from liap.places.calendar import add_working_days
from liap.places.queries import holidays
from workflows import lifecycle
from workflows.assignment import candidates, due_by_zone, local_today, with_role
from workflows.lock import locked
from workflows.models import Case, Notice, Process, Task, Variant
from workflows.models.case import CHANGES_OF_VARIANT
from workflows.registry import flows_of

REMIND_WORKING_DAYS_BEFORE = 2
# How many months a report covers.
MONTHS = {Variant.GROUP.value: 3, Variant.FACILITATOR.value: 1}


def remind(today: date | None = None) -> int:
    """Writes a reminder for each task which is due within two working days; returns how many are new."""
    free = holidays()

    def latest(day: date) -> date:
        return add_working_days(day, REMIND_WORKING_DAYS_BEFORE, free)

    soon = due_by_zone(lambda day: Q(due_on__lte=latest(today or day)))
    tasks = _running().filter(soon, reminded_on__isnull=True)
    count = 0
    for task in tasks[:500]:
        people = [task.owner] if task.owner else list(candidates(task))
        count += _notify(task, people, Notice.Kind.REMINDER, "reminded_on")
    return count


def escalate(today: date | None = None) -> int:
    """Tells the coordinator, and the head of the office, of each task past its due date; returns how many are new."""
    late = due_by_zone(lambda day: Q(due_on__lt=today or day))
    tasks = _running().filter(late, escalated_on__isnull=True)
    count = 0
    for task in tasks[:500]:
        people = list(with_role(task.case, Role.COORDINATOR))
        if not people or task.owner in people:
            people += with_role(task.case, Role.OFFICE_HEAD)
        count += _notify(task, people, Notice.Kind.ESCALATION, "escalated_on")
    return count


def _running() -> QuerySet[Task]:
    tasks = Task.objects.human().open().exclude(case__stage="suspended")
    return tasks.select_related("owner", "case__plan__region").order_by("due_on", "id")


def _notify(task: Task, people: list[User], kind: str, mark: str) -> int:
    with transaction.atomic():
        rows = [Notice(task=task, person=person, kind=kind, due_on=task.due_on) for person in people]
        made = Notice.objects.bulk_create(rows, ignore_conflicts=True)
        Task.objects.filter(pk=task.pk, **{f"{mark}__isnull": True}).update(**{mark: timezone.localdate()})
    return len(made)


def open_rounds(today: date | None = None) -> int:
    """Opens the round of every period that ended while a case was in implementation; returns how many are new.

    A working group reports by quarter, a facilitator by month. The round opens on the first day of the next period,
    local time, exactly once: the database knows which period a round is for.
    """
    count = 0
    for case in Case.objects.filter(stage="implementation").select_related("plan__region"):
        began = _began(case)
        if began is None:
            continue
        months = MONTHS[case.variant]
        for first in _ended_periods(timezone.localdate(began), today or local_today(case), months):
            count += _open_round(case, first)
    return count


def _began(case: Case) -> datetime | None:
    """When the implementation began under the present variant."""
    moves = case.moves.order_by("number")
    if changed := moves.filter(name__in=CHANGES_OF_VARIANT).last():
        moves = moves.filter(number__gte=changed.number)
    return moves.filter(to_stage="implementation").values_list("at", flat=True).first()


def _open_round(case: Case, first: date) -> int:
    # A round that an earlier version of the flow opened is the same round.
    if case.processes.filter(opened_for=first, flow_class__in=flows_of(case.variant, "round")).exists():
        return 0
    try:
        with locked(case.pk) as fresh:
            if fresh.stage != "implementation" or fresh.variant != case.variant:
                return 0
            lifecycle.open_stage(fresh, "round", opened_for=first)
    except IntegrityError:
        return 0
    return 1


def round_of(process: Process) -> Period:
    """The quarter whose figures of SMIs belong to a round: that of its period, else the last one before it opened."""
    if process.opened_for:
        return period_of(process.opened_for)
    return last_ended(timezone.localdate(process.created))


def _ended_periods(began: date, today: date, months: int) -> list[date]:
    first = date(began.year, months * ((began.month - 1) // months) + 1, 1)
    ended = []
    while (following := period_after(first, months)) <= today:
        ended.append(first)
        first = following
    return ended


def period_after(first: date, months: int) -> date:
    """The first day of the period after the one that begins on `first`."""
    return (first + timedelta(days=31 * months)).replace(day=1)


def _next_quarter(quarter: date) -> date:
    return period_after(quarter, 3)
