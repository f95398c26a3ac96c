"""The one door that moves a case: transition, history, audit and the next stage's first tasks, in one transaction."""

from datetime import date

from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from liap.audit.actions import record
from liap.enterprises.protection.models import SubjectRequest
from liap.people.access import posts_label
from liap.people.models import User
from liap.refusals import Conflict
from workflows.assignment import local_today
from workflows.models import Case, Move, Process
from workflows.models.case import FINAL_STAGES, WORKING_STAGES
from workflows.models.work import BESIDE_THE_STAGE, OF_THE_REGION, OPEN
from workflows.registry import flow_for


class MoveOutsideLock(Exception):
    """A case was to be moved outside of a transaction that holds its lock."""


class StageHasMoved(Conflict):
    """The case is no longer in a stage from which this move starts."""


def advance(
    case: Case, move: str, *, by: User | None, reason: str = "", version=None, data: dict | None = None
) -> Move:
    """Makes the named move and opens the next stage. `case` must be the locked row.

    reason: why, in the person's words; version: the PlanVersion concerned; data: handed to the next stage's process
    (for example {"sections": ["budget"]}). Raises StageHasMoved when the case is not in a stage where it starts.
    """
    if not connection.in_atomic_block:
        raise MoveOutsideLock(move)
    before = case.stage
    try:
        getattr(case, move)()
    except TransitionNotAllowed as error:
        raise StageHasMoved(stage_has_moved(case)) from error
    if move == "suspend":
        case.stage_before = before
        case.suspended_on = local_today(case)
    elif before == "suspended":
        case.stage_before, case.suspended_on = "", None
    row = write_move(case, move, before, by=by, reason=reason, version=version)
    if case.stage in FINAL_STAGES:
        ending = case.processes.filter(finished__isnull=True, stage__in=BESIDE_THE_STAGE)
        for process in ending.exclude(stage__in=OF_THE_REGION):
            cancel(process)
    if move not in ("suspend", "resume") and case.stage in WORKING_STAGES:
        open_stage(case, case.stage, data=data)
    return row


def stage_has_moved(case: Case) -> str:
    """The sentence for the person who came second: where the case stands now and through whom."""
    last = case.moves.select_related("by").last()
    return _("This LIAP is now in the stage “%(stage)s” (moved by %(who)s). Your step was not recorded.") % {
        "stage": case.get_stage_display(),
        "who": (last and last.by) or _("the system"),
    }


def write_move(case: Case, move: str, before: str, *, by, reason: str = "", version=None) -> Move:
    """Saves the case and appends its history row and audit event."""
    case.move_count += 1
    case.save()
    row = Move.objects.create(
        case=case,
        number=case.move_count,
        name=move,
        from_stage=before,
        to_stage=case.stage,
        by=by,
        held_as=posts_label(by) if by else "",
        at=timezone.now(),
        reason=reason,
        plan_version=version,
    )
    record(
        f"case.{move}",
        by=by,
        chain=f"plan:{case.plan_id}",
        subject=f"case:{case.pk}",
        number=row.number,
        to=case.stage,
        plan_sha256=version.sha256 if version else None,
    )
    return row


def open_stage(
    case: Case,
    stage: str,
    *,
    data: dict | None = None,
    opened_for: date | None = None,
    data_request: SubjectRequest | None = None,
) -> Process:
    """Starts the flow of a stage (or of what runs beside it) and returns its process with the first tasks open."""
    last = Process.objects.filter(case=case, stage=stage).aggregate(last=Max("round"))["last"] or 0
    flow = flow_for(case.variant, case.flow_version, stage)
    about = {"opened_for": opened_for, "data_request": data_request}
    return flow.instance.start.run(case=case, stage=stage, round=last + 1, data=data, **about)


def end_stage(case: Case) -> None:
    """Ends the work of the stage; rounds of reporting and next steps of visits go on to their end."""
    for process in case.processes.filter(finished__isnull=True).exclude(stage__in=BESIDE_THE_STAGE):
        cancel(process)


def cancel(process: Process) -> None:
    """Ends a process without its result; what people did in it stays on record."""
    now = timezone.now()
    process.task_set.filter(status__in=OPEN).update(status="CANCELED", finished=now)
    Process.objects.filter(pk=process.pk).update(status="CANCELED", finished=now)
