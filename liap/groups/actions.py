"""Recording what a working group decided, with who was there."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.groups.models import Meeting, MeetingAttendance, Membership, WorkingGroup
from liap.groups.queries import members_on, seats_with_vote
from liap.people.access import acts_as, holding
from liap.people.models import Role, User
from liap.places.queries import today_in
from liap.refusals import Conflict, NotTheirs, Refusal


class NoQuorum(Refusal):
    """Too few members without a conflict of interest were present to decide."""


class NotAMember(Refusal):
    """Somebody on the attendance list had no seat on the day of the meeting."""


class MeetingInTheFuture(Refusal):
    """Minutes are written after the meeting."""


class AlreadyRecorded(Conflict):
    """The same decision of the same day about the same text is on record."""


class Attendance(NamedTuple):
    """One line of the attendance list."""

    membership: Membership
    is_present: bool
    has_conflict: bool = False


@transaction.atomic
def record_meeting(
    plan: Any,
    *,
    purpose: str,
    held_on: date,
    place: str,
    attendances: Sequence[tuple[Membership, bool, bool]],
    decision: str,
    by: User,
    conditions: str = "",
    dissent: str = "",
) -> Meeting:
    """Records a meeting of the plan's working group about the plan, with attendance and decision.

    Rule (our proposal after feature A6, the guideline of 2016 names no number): the group agrees to a plan only when
    more than half of the seats with a vote are present, vacant seats included; a member with a conflict of interest,
    such as an owner of a target SMI, is not counted. Four of nine cannot agree; returning a plan needs no quorum.
    Who has no seat records in place of the coordinator only, while nobody holds that seat: the head of the office
    approves the plan later and does not write the minutes of those who propose it.
    `plan` is a liap Plan, an area above this one, hence no type.
    """
    group = WorkingGroup.objects.select_for_update().get(pk=plan.working_group_id)
    where = {"working_group_id": plan.working_group_id, "region_id": plan.region_id}
    if not (members_on(group).filter(person=by).exists() or acts_as(by, Role.COORDINATOR, **where)):
        raise NotTheirs(_("Only people with a seat in the working group can record its meetings."))
    if held_on > today_in(plan.region):
        raise MeetingInTheFuture(_("The meeting lies in the future. Record it after it was held."))
    lines = [Attendance(*line) for line in attendances]
    _refuse_strangers(group, lines, held_on)
    once = Meeting.objects.filter(plan_id=plan.pk, purpose=purpose, held_on=held_on, decision=decision)
    # Returned and rewritten, a plan may be decided on again the same day.
    once = once.filter(Q(plan_version=plan.version) | Q(plan_version__isnull=True))
    if purpose == Meeting.Purpose.APPROVAL and once.exists():
        raise AlreadyRecorded(_("This decision of the same day has been recorded already."))
    seats, counted = seats_with_vote(group), counted_for_quorum(lines)
    if decision == Meeting.Decision.AGREED and not is_quorum(counted, seats):
        text = _(
            "No quorum: %(counted)s of %(seats)s seats with a vote can be counted, at least %(needed)s are needed."
        )
        raise NoQuorum(text % {"counted": counted, "seats": seats, "needed": quorum_of(seats)})
    return write_minutes(
        plan,
        group=group,
        purpose=purpose,
        held_on=held_on,
        place=place,
        lines=lines,
        decision=decision,
        conditions=conditions,
        dissent=dissent,
        by=by,
    )


def write_minutes(
    plan: Any,
    *,
    group: WorkingGroup,
    purpose: str,
    held_on: date,
    place: str,
    lines: Sequence[Attendance],
    decision: str,
    by: User,
    conditions: str = "",
    dissent: str = "",
    is_written: bool = False,
) -> Meeting:
    """Numbers and keeps what was decided, with who was there; the caller holds the row of the group."""
    seats, counted = seats_with_vote(group), counted_for_quorum(lines)
    meeting = Meeting.objects.create(
        plan_id=plan.pk,
        plan_version=plan.version,
        working_group=group,
        purpose=purpose,
        number=_next_number(group, held_on),
        held_on=held_on,
        place=place,
        decision=decision,
        conditions=conditions,
        dissent=dissent,
        seats_with_vote=seats,
        counted=counted,
        is_written=is_written,
        recorded_by=by,
    )
    MeetingAttendance.objects.bulk_create(MeetingAttendance(meeting=meeting, **line._asdict()) for line in lines)
    record(
        "meeting.recorded",
        by=by,
        chain=f"plan:{plan.pk}",
        subject=f"meeting:{meeting.pk}",
        purpose=str(purpose),
        decision=str(decision),
        counted=counted,
        seats=seats,
    )
    return meeting


def _next_number(group: WorkingGroup, held_on: date) -> str:
    """The running number of the minutes in the group and year; the caller holds the row of the group."""
    before = Meeting.objects.filter(working_group=group, held_on__year=held_on.year).exclude(number="").count()
    return f"{before + 1:03d}/NOTULA/POKJA-{group.pk}/{held_on.year}"


def quorum_of(seats: int) -> int:
    """The least number of seats that is more than half."""
    return seats // 2 + 1


def is_quorum(counted: int, seats: int) -> bool:
    """Whether the counted members are more than half of the seats; a group without voting seats never decides."""
    return seats > 0 and counted >= quorum_of(seats)


def counted_for_quorum(lines: Sequence[Attendance]) -> int:
    """How many different people with a vote were present without a conflict of interest."""
    conflicted = {line.membership.person_id for line in lines if line.has_conflict}
    present = {line.membership.person_id for line in lines if line.is_present and line.membership.seat.has_vote}
    return len(present - conflicted)


def _refuse_strangers(group: WorkingGroup, lines: list[Attendance], held_on: date) -> None:
    wanted = [line.membership.pk for line in lines]
    sitting = Membership.objects.filter(holding(held_on), seat__working_group=group, pk__in=wanted)
    if len(set(wanted)) != len(wanted) or sitting.count() != len(wanted):
        raise NotAMember(_("The attendance list names somebody twice or without a seat on the day of the meeting."))
