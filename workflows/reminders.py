"""What the clock does: reminders before due dates, escalation after them, rounds that open by themselves."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.enterprises.performance.periods import Period, last_ended, period_of
from liap.people.models import Role, User
from liap.places.calendar import add_working_days
from liap.places.queries import holidays
from workflows.assignment import candidates, due_by_zone, is_late, superiors_of, with_role
from workflows.beside import Opening, open_due
from workflows.models import Case, Duty, Notice, Process, Stage, Task, Variant
from workflows.models.case import CHANGES_OF_VARIANT
from workflows.models.work import OF_THE_REGION
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
        count += notify(task, [one.pk for one in people], Notice.Kind.REMINDER, "reminded_on")
    return count


def escalate(today: date | None = None) -> int:
    """Tells the coordinator, or the superior, of each task past its due date; returns how many are new."""
    tasks = _running().filter(is_late(today), escalated_on__isnull=True)
    count = 0
    for task in tasks[:500]:
        people = [one.pk for one in _told_of_delay(task)]
        count += notify(task, people, Notice.Kind.ESCALATION, "escalated_on")
    return count


def _told_of_delay(task: Task) -> list[User]:
    """The coordinator, the head of the office where there is none or he is late himself; of a matter of the region
    its superiors."""
    if task.process.stage in OF_THE_REGION:
        return [one for role in superiors_of(task.role, task.process.stage) for one in with_role(task.case, role)]
    people = list(with_role(task.case, Role.COORDINATOR))
    if not people or task.owner in people:
        people += with_role(task.case, Role.OFFICE_HEAD)
    return people


def _running() -> QuerySet[Task]:
    """Without requests about personal data, whose letters go by the hour (`liap.enterprises.protection.reminders`)."""
    tasks = Task.objects.human().open().not_resting().filter(process__data_request=None)
    return tasks.select_related("owner", "process", "case__plan__region").order_by("due_on", "id")


@transaction.atomic
def notify(work: Task | Duty, people: Iterable[int], kind: str, mark: str) -> int:
    """Writes a notice about a task or duty for each person, by number, and marks the work; returns how many."""
    about = {work._meta.model_name: work}
    rows = [Notice(**about, person_id=person, kind=kind, due_on=work.due_on) for person in people]
    made = Notice.objects.bulk_create(rows, ignore_conflicts=True)
    type(work).objects.filter(pk=work.pk, **{f"{mark}__isnull": True}).update(**{mark: timezone.localdate()})
    return len(made)


def open_rounds(today: date | None = None) -> int:
    """Opens the round of every period that ended while a case was in implementation; returns how many are new.

    A working group reports by quarter, a facilitator by month. The round opens on the first day of the next period,
    local time, exactly once: the database knows which period a round is for.
    """
    return open_due("round", Case.objects.filter(stage=Stage.IMPLEMENTATION), _ended_rounds, today)


def _ended_rounds(case: Case, day: date) -> list[Opening]:
    began = _began(case)
    if began is None:
        return []
    # A round that an earlier version of the flow opened is the same round.
    opened = case.processes.filter(opened_for__isnull=False, flow_class__in=flows_of(case.variant, "round"))
    known = set(opened.values_list("opened_for", flat=True))
    ended = _ended_periods(timezone.localdate(began), day, MONTHS[case.variant])
    return [Opening(opened_for=first) for first in ended if first not in known]


def _began(case: Case) -> datetime | None:
    """When the implementation began under the present variant."""
    moves = case.moves.order_by("number")
    if changed := moves.filter(name__in=CHANGES_OF_VARIANT).last():
        moves = moves.filter(number__gte=changed.number)
    return moves.filter(to_stage="implementation").values_list("at", flat=True).first()


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
