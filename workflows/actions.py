"""What people do with cases and tasks. Each action is one transaction under the case lock."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.adoption.offers import place_offers
from liap.audit.actions import record
from liap.people.models import Role, User
from liap.plans.models import Plan, Section
from liap.plans.queries import holds
from liap.refusals import Conflict, Refusal
from workflows import lifecycle
from workflows.acting import acting
from workflows.answers import Said, keep_answers
from workflows.assignment import local_today, may_take, right_to, steers
from workflows.dates import may_move
from workflows.lock import locked, locked_task
from workflows.models import Case, Process, Task, Variant
from workflows.models.work import BESIDE_THE_STAGE, OF_THE_REGION
from workflows.registry import newest_version
from workflows.rules import newest_rulebook


class TaskIsDone(Conflict):
    """The task was finished or cancelled before."""


class TaskIsTaken(Conflict):
    """Somebody else holds the task."""


class NotYourTask(Refusal):
    """The task belongs to another role, seat or institution."""


class NotTheCoordinator(Refusal):
    """Only the coordinator of the working group may do this."""


class CaseIsSuspended(Conflict):
    """Work on the plan is suspended."""


class ReasonMissing(Refusal):
    """An act that others must be able to understand later needs a reason."""


class RoundIsOver(Conflict):
    """The round was closed or skipped before."""


def start(plan: Plan, *, by: User, flow_version: int | None = None) -> Case:
    """Opens the case of a plan in the stage of planning, with the first tasks. The variant follows from the plan, by
    a working group's decree or a facilitator's letter, and is pinned, as are the newest flow and the newest rules."""
    is_light = plan.working_group.is_led_by_facilitator
    variant = Variant.FACILITATOR if is_light else Variant.GROUP
    if not (is_light and holds(by, plan, Role.FACILITATOR)):
        _require_coordinator(plan, by)
    with transaction.atomic(), acting(by):
        pinned = {
            "variant": variant,
            "flow_version": flow_version or newest_version(variant),
            "rulebook": newest_rulebook(variant),
        }
        case, created = Case.objects.get_or_create(plan=plan, defaults=pinned)
        if not created:
            raise Conflict(_("This LIAP was started before."))
        lifecycle.write_move(case, "start", "", by=by)
        lifecycle.open_stage(case, case.stage)
        place_offers(plan, by=by)
        if not plan.working_group.is_decree_on_file:
            lifecycle.open_stage(case, "formation", data={"pieces": [{"piece": "decree"}]})
        return case


def claim(task: Task, *, by: User) -> Task:
    """Takes a task of one's group; of two who press at once the second is told who was first."""
    with locked_task(task.pk) as fresh:
        if not may_take(by, fresh):
            raise NotYourTask(_("This task belongs to another role or institution."))
        fresh.owner, fresh.status, fresh.assigned = by, "ASSIGNED", timezone.now()
        free = Task.objects.filter(pk=fresh.pk, status="NEW", owner__isnull=True)
        if not free.update(owner=by, status=fresh.status, assigned=fresh.assigned):
            raise _came_second(Task.objects.select_related("owner").get(pk=fresh.pk))
        _record("task.claim", fresh, by)
        return fresh


def release(task: Task, *, by: User) -> Task:
    """Gives a task back to its group."""
    with locked_task(task.pk) as fresh:
        _refuse_unless_held(fresh, by)
        fresh.owner, fresh.status, fresh.assigned = None, "NEW", None
        fresh.save(update_fields=["owner", "status", "assigned"])
        _record("task.release", fresh, by)
        return fresh


def hand_over(task: Task, *, to: User, by: User, reason: str) -> Task:
    """Gives a task to another person who may do it; its holder or who stands above the task may do so."""
    with locked_task(task.pk) as fresh:
        if not fresh.is_open:
            raise _came_second(fresh)
        if fresh.owner_id != by.pk and not may_move(by, fresh):
            raise NotTheCoordinator(_("Only the holder, the coordinator or a superior hands a task over."))
        if not may_take(to, fresh):
            raise NotYourTask(_("%(person)s does not have the role that this task asks for.") % {"person": to})
        if not reason.strip():
            raise ReasonMissing(_("Please say why the task is handed over."))
        before = fresh.owner_id
        fresh.owner, fresh.status, fresh.assigned = to, "ASSIGNED", timezone.now()
        fresh.save(update_fields=["owner", "status", "assigned"])
        _record("task.hand_over", fresh, by, before=before, to=to.pk)
        return fresh


def save_draft(task: Task, *, by: User, fields: dict[str, list[str]]) -> None:
    """Keeps what was typed so far, without checking it."""
    with locked_task(task.pk) as fresh:
        _refuse_unless_held(fresh, by)
        fresh.draft = fields
        fresh.save(update_fields=["draft"])


def complete(
    task: Task,
    *,
    by: User,
    work: Callable[[User], dict],
    minutes: int | None = None,
    answers: Mapping[str, Said] | None = None,
) -> Task:
    """Finishes a task: its work, the step, the move, the next tasks and the papers are one transaction.

    work: does what the form says and returns the outcome, JSON that is kept with the task; minutes: effort, optional;
    answers: to the questions that the rules of the case ask besides, by their code.
    A task of one's group which nobody holds is taken in the same act. Raises TaskIsDone, TaskIsTaken, NotYourTask or
    CaseIsSuspended, and whatever `work` refuses; nothing is written then.
    """
    with locked_task(task.pk) as fresh, acting(by):
        held_as = _right_to_finish(fresh, by)
        keep_answers(fresh, answers or {})
        return _finish(fresh, by=by, held_as=held_as, outcome=work(by), minutes=minutes)


def settle(task: Task, *, by: User, held_as: str, outcome: dict) -> Task:
    """Finishes a task whose work was done elsewhere, as done by who did it; TaskIsDone if it is not open."""
    with locked_task(task.pk) as fresh, acting(by):
        if not fresh.is_open:
            raise _came_second(fresh)
        return _finish(fresh, by=by, held_as=held_as, outcome=outcome)


def suspend(case: Case, *, by: User, reason: str) -> None:
    """Stops all work on the plan; its clocks stop until it is resumed."""
    with _steering(case, by, reason) as fresh:
        lifecycle.advance(fresh, "suspend", by=by, reason=reason)


def resume(case: Case, *, by: User, reason: str) -> None:
    """Goes on where the plan stood; every open due date moves by the days of the suspension."""
    with _steering(case, by, reason) as fresh:
        if fresh.suspended_on is not None:
            days = (local_today(fresh) - fresh.suspended_on).days
            rested = Task.objects.filter(case=fresh, due_on__isnull=False).exclude(process__stage__in=OF_THE_REGION)
            for task in rested.open():
                task.due_on += timedelta(days=days)
                task.save(update_fields=["due_on"])
        lifecycle.advance(fresh, "resume", by=by, reason=reason)


def withdraw(case: Case, *, by: User, reason: str) -> None:
    """Gives the plan up; open tasks are cancelled, everything done stays on record."""
    with _steering(case, by, reason) as fresh:
        lifecycle.advance(fresh, "withdraw", by=by, reason=reason)
        _cancel_open_work(fresh, keeping=OF_THE_REGION)


def amend(case: Case, *, by: User, sections: list[str], reason: str) -> None:
    """Opens sections of a plan under approval or in force; approvals are void until a new version is approved."""
    chosen = [section for section in Section.values if section in sections]
    if not chosen:
        raise ReasonMissing(_("Please choose at least one section to amend."))
    with _steering(case, by, reason) as fresh:
        fresh.approved_version = fresh.submitted_version = None
        _cancel_open_work(fresh, keeping=[stage for stage in BESIDE_THE_STAGE if stage != "round"])
        lifecycle.advance(fresh, "amend", by=by, reason=reason, data={"sections": chosen, "reason": reason})


def skip_round(process: Process, *, by: User, reason: str) -> None:
    """Closes a quarterly round without a report; the reason stays on record."""
    with _steering(process.case, by, reason) as case:
        fresh = Process.objects.select_for_update().get(pk=process.pk)
        if fresh.stage != "round" or fresh.finished:
            raise RoundIsOver(_("This round was closed or skipped before."))
        fresh.data = {**fresh.data, "skipped": reason}
        fresh.save(update_fields=["data"])
        lifecycle.cancel(fresh)
        record("round.skip", by=by, chain=f"plan:{case.plan_id}", subject=f"process:{fresh.pk}", round=fresh.round)


@contextmanager
def _steering(case: Case, by: User, reason: str) -> Iterator[Case]:
    """The case lock for an act of the coordinator that needs a reason."""
    _require_coordinator(case.plan, by)
    if not reason.strip():
        raise ReasonMissing(_("Please give the reason; it stays on record."))
    with locked(case.pk) as fresh, acting(by):
        yield fresh


def _require_coordinator(plan: Plan, by: User) -> None:
    if not steers(by, plan):
        raise NotTheCoordinator(_("Only the coordinator of the working group may do this."))


def _refuse_unless_held(task: Task, by: User) -> None:
    if not task.is_open or task.owner_id != by.pk:
        raise _came_second(task)


def _right_to_finish(task: Task, by: User) -> str:
    """The post or seat under which the person does the task; it is looked up again, whoever holds the task."""
    if not task.is_open or (task.owner_id and task.owner_id != by.pk):
        raise _came_second(task)
    if task.is_resting:
        raise CaseIsSuspended(_("Work on this LIAP is suspended. The coordinator can resume it."))
    held_as = right_to(task, by)
    if held_as is None:
        raise NotYourTask(_("You no longer hold the post or seat that this task belongs to."))
    return held_as


def _came_second(task: Task) -> Conflict:
    who = task.owner or _("somebody else")
    if task.status == "CANCELED":
        return TaskIsDone(_("This task was cancelled because the LIAP moved on. Nothing was recorded."))
    if not task.is_open:
        return TaskIsDone(_("%(person)s finished this task before you. Nothing was recorded.") % {"person": who})
    return TaskIsTaken(_("%(person)s has taken this task before you.") % {"person": who})


def _cancel_open_work(case: Case, *, keeping: Iterable[str] = ()) -> None:
    for process in case.processes.filter(finished__isnull=True).exclude(stage__in=keeping):
        lifecycle.cancel(process)


def _finish(task: Task, *, by: User, held_as: str, outcome: dict, minutes: int | None = None) -> Task:
    task.data = {**task.data, **outcome}
    task.owner, task.minutes, task.draft, task.held_as = by, minutes, None, held_as
    task.status, task.finished = "ASSIGNED", timezone.now()
    _record("task.complete", task, by)
    activation = task.flow_task.activation_class(task)
    activation.finish()
    activation.activate_next()
    return task


def _record(verb: str, task: Task, by: User, **payload: object) -> None:
    step = task.flow_task.name
    record(verb, by=by, chain=f"plan:{task.case.plan_id}", subject=f"task:{task.pk}", step=step, **payload)
