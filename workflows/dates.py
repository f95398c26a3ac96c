"""Moving a due date: whom it touches is shown before it is saved, and all of them are told."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.people.access import has_role
from liap.people.models import Role, User
from liap.plans.models import Activity
from liap.refusals import Conflict, NotTheirs, Refusal
from workflows.assignment import candidates, local_today, superiors_of
from workflows.lock import locked_task
from workflows.models import Notice, Task


class OthersAreAffected(Conflict):
    """Between showing and saving the tasks that move with this one have changed."""


class DayHasPassed(Refusal):
    """A due date is moved to a day that is still to come."""


class LawSetsTheHour(Refusal):
    """A request about personal data is due by the law, not by an office."""


@dataclass(frozen=True)
class Shift:
    """A task that gets another date, and who is told."""

    task: Task
    before: date
    after: date
    people: list[User]


def may_move(user: User, task: Task) -> bool:
    """Whether the person stands above the task: the coordinator, the superiors of its role, an administrator."""
    where = {"working_group_id": task.case.plan.working_group_id, "region_id": task.case.plan.region_id}
    above = {Role.COORDINATOR.value, *superiors_of(task.role)}
    return user.is_superuser or any(has_role(user, role, **where) for role in sorted(above))


def shifts(task: Task, to: date) -> list[Shift]:
    """What moves when this task is due on another day: it, and later also the open tasks of every activity that
    depends on its activity, by the same number of days."""
    moved = [_shift(task, to)]
    days = to - task.due_on
    if days.days > 0 and (number := task.data.get("activity")):
        later = Task.objects.human().open().filter(case=task.case_id, due_on__isnull=False)
        waiting = _dependent(number)
        for other in later.select_related("case__plan__region", "process", "owner").order_by("due_on", "id"):
            if other.data.get("activity") in waiting:
                moved.append(_shift(other, other.due_on + days))
    return moved


def unstarted(task: Task) -> list[Activity]:
    """The activities that depend on this one and have no open task yet; their institutions should know, too."""
    number = task.data.get("activity")
    if not number:
        return []
    busy = {row.data.get("activity") for row in Task.objects.human().open().filter(case=task.case_id)}
    rows = Activity.objects.filter(pk__in=_dependent(number)).exclude(state__in=["done", "cancelled"])
    return list(rows.exclude(pk__in=[pk for pk in busy if pk]).select_related("institution").order_by("number"))


def seal(moved: list[Shift]) -> str:
    """What was shown, so that saving can tell whether it is still so."""
    return ",".join(f"{one.task.pk}:{one.before}:{one.after}" for one in moved)


def move_date(task: Task, *, to: date, by: User, reason: str, seen: str) -> list[Shift]:
    """Moves the date and those that depend on it, and writes a notice to everybody concerned."""
    with locked_task(task.pk) as fresh:
        if not fresh.is_open or fresh.due_on is None:
            raise Conflict(_("This task was finished or cancelled before."))
        if fresh.due_at:
            raise LawSetsTheHour(_("The law sets the hour by which this is answered; it is not moved."))
        if not may_move(by, fresh):
            raise NotTheirs(_("Only the coordinator or a superior moves due dates."))
        if not reason.strip():
            raise Refusal(_("Please give the reason; it stays on record."))
        if to < local_today(fresh.case):
            raise DayHasPassed(_("Choose a day that is still to come."))
        moved = shifts(fresh, to)
        if seal(moved) != seen:
            raise OthersAreAffected(_("Something changed since you looked. Please look at the affected tasks again."))
        for one in moved:
            Task.objects.filter(pk=one.task.pk).update(due_on=one.after, reminded_on=None, escalated_on=None)
            told = [Notice(task=one.task, person=who, kind="moved", due_on=one.after) for who in one.people]
            Notice.objects.bulk_create(told, ignore_conflicts=True)
            record(
                "task.due_moved",
                by=by,
                chain=f"plan:{fresh.case.plan_id}",
                subject=f"task:{one.task.pk}",
                before=one.before.isoformat(),
                after=one.after.isoformat(),
                reason=reason.strip(),
            )
        return moved


def _shift(task: Task, to: date) -> Shift:
    people = [task.owner] if task.owner else list(candidates(task))
    return Shift(task=task, before=task.due_on, after=to, people=people)


def _dependent(number: int) -> set[int]:
    """The activities that wait for this one, however far down."""
    found: set[int] = set()
    front = {number}
    while front:
        later = Activity.objects.filter(depends_on__in=front).values_list("pk", flat=True)
        front = set(later) - found - {number}
        found |= front
    return found
