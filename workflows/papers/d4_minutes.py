"""Facts of D4: the meeting in which the working group agreed, what was said afterwards, and the hash of the plan."""

from django.utils.translation import gettext_lazy as _

from documents.facts import Signatory, Text, both, name_of
from documents.kinds.d4_minutes import AttendanceLine, MinutesFacts
from liap.groups.actions import is_quorum, quorum_of
from liap.groups.models import Meeting, MeetingAttendance
from liap.groups.queries import coordinator_of
from liap.people.models import Role
from liap.plans.models import Plan
from liap.refusals import Refusal
from workflows.models import Approval
from workflows.papers.approvals import approval_sheet, said_about
from workflows.papers.dossier import Dossier
from workflows.papers.head import coordinator, head, officer


class NothingToMinute(Refusal):
    """No meeting agreed to the plan, or no version of it is under approval."""

    def __str__(self) -> str:
        return str(_("No meeting that agreed to the plan is on record, so there are no minutes to issue."))


def minutes_facts(dossier: Dossier) -> MinutesFacts:
    """The decision of the head of the office about what the working group agreed to."""
    version, meeting = dossier.case.submitted_version, agreeing_meeting(dossier.plan)
    if version is None or meeting is None:
        raise NothingToMinute
    said = said_about(dossier)
    chair = coordinator_of(meeting.working_group, meeting.held_on)
    return MinutesFacts(
        head=head(dossier, coordinator(dossier, both(_("for the working group"))), head_of_office(dossier, said)),
        meeting_number=meeting.number or None,
        held_on=meeting.held_on,
        held_at=meeting.place,
        agenda=dossier.plan.title,
        chair=str(chair) if chair else None,
        secretary=str(meeting.recorded_by),
        seats_with_vote=meeting.seats_with_vote,
        counted=meeting.counted,
        quorum=quorum_of(meeting.seats_with_vote),
        is_quorate=is_quorum(meeting.counted, meeting.seats_with_vote),
        is_written=meeting.is_written,
        attendance=_attendance(meeting),
        decision=_decision(meeting, said),
        conditions=meeting.conditions or None,
        dissent=meeting.dissent or None,
        approvals=approval_sheet(dossier, said),
        plan_version=version.number,
        plan_sha256=version.sha256,
    )


def agreeing_meeting(plan: Plan) -> Meeting | None:
    """The last meeting that agreed to the plan; a revision needs a new one."""
    agreed = plan.meetings.filter(purpose=Meeting.Purpose.APPROVAL, decision=Meeting.Decision.AGREED)
    return agreed.select_related("recorded_by", "working_group").last()


def head_of_office(dossier: Dossier, said: dict[str, Approval]) -> Signatory:
    """Who decided signs, with the post held now; before the decision it is whoever would sign today."""
    row = said.get(Approval.Kind.OFFICE_HEAD)
    heading = both(_("decided by"))
    if row is None:
        return officer(dossier, Role.OFFICE_HEAD, heading)
    return officer(dossier, Role.OFFICE_HEAD, heading, person=row.by, held_as=row.held_as)


def _decision(meeting: Meeting, said: dict[str, Approval]) -> Text:
    row = said.get(Approval.Kind.OFFICE_HEAD)
    if row is None:
        return both(Meeting.Decision(meeting.decision).label)
    return both(Approval.Decision(row.decision).label)


def _attendance(meeting: Meeting) -> tuple[AttendanceLine, ...]:
    lines: list[MeetingAttendance] = list(
        meeting.attendances.select_related("membership__person", "membership__seat__institution").order_by(
            "membership__seat_id", "id"
        )
    )
    return tuple(
        AttendanceLine(
            name=str(line.membership.person),
            seat=line.membership.seat.title,
            institution=name_of(line.membership.seat.institution),
            is_present=line.is_present,
            has_conflict=line.has_conflict,
        )
        for line in lines
    )
