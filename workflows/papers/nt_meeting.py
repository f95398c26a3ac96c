"""NT: the minutes of a review meeting with every task that it set, its post and its date.

The meeting that decides on a plan has minutes of its own, D4.
"""

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from documents import actions as documents
from documents.facts import both, name_of
from documents.kinds.d4_minutes import AttendanceLine
from documents.kinds.nt_meeting import DecidedTask, MeetingFacts
from documents.models import Document
from documents.subjects import Subject
from liap.groups.models import Meeting, Seat
from liap.groups.queries import members_on
from liap.plans.models import Plan
from workflows.models import Case, Task
from workflows.papers.dossier import Dossier, open_dossier
from workflows.papers.frozen import as_day
from workflows.papers.head import coordinator, head


def issue_due() -> int:
    """Issues the minutes of every review meeting that has none; the n-th meeting of a plan has the n-th minutes."""
    reviews = Count("meetings", filter=Q(meetings__purpose=Meeting.Purpose.REVIEW))
    count = 0
    for plan in Plan.objects.annotate(reviews=reviews).filter(reviews__gt=0):
        have = set(Document.objects.filter(kind="NT", plan=plan).values_list("round", flat=True))
        if len(have) < plan.reviews:
            count += _issue_for(plan, have)
    return count


def reviews_of(plan: Plan) -> QuerySet[Meeting]:
    """The review meetings of a plan in the order of their minutes."""
    return Meeting.objects.filter(plan=plan, purpose=Meeting.Purpose.REVIEW).order_by("pk")


def _issue_for(plan: Plan, have: set[int]) -> int:
    numbered = list(enumerate(reviews_of(plan).values_list("pk", flat=True), 1))
    return sum(_issue(pk, number) for number, pk in numbered if number not in have)


@transaction.atomic
def _issue(pk: int, number: int) -> int:
    """Issues the minutes of one meeting; the locked row lets one of two clocks through."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("recorded_by").get(pk=pk)
    case = Case.objects.filter(plan=meeting.plan_id).first()
    process = case.processes.order_by("-created").first() if case else None
    is_out = Document.objects.filter(kind="NT", plan=meeting.plan_id, round=number).exists()
    if case is None or process is None or is_out:
        return 0
    dossier = open_dossier(case, process, "NT")
    documents.issue(
        "NT",
        about=Subject.of_plan(dossier.plan),
        facts=meeting_facts(dossier, meeting),
        organisation=dossier.plan.working_group.secretariat,
        by=meeting.recorded_by,
        round=number,
    )
    return 1


def meeting_facts(dossier: Dossier, meeting: Meeting) -> MeetingFacts:
    """The meeting as it was recorded; the tasks are what the step said that recorded it."""
    task = Task.objects.human().filter(case=dossier.case, data__meeting=meeting.pk).first()
    said = task.data if task else {}
    rows = meeting.attendances.select_related("membership__person", "membership__seat__institution")
    return MeetingFacts(
        head=head(dossier, coordinator(dossier)),
        meeting_number=meeting.number or None,
        purpose=both(Meeting.Purpose(meeting.purpose).label),
        held_on=meeting.held_on,
        held_at=meeting.place,
        seats_with_vote=meeting.seats_with_vote,
        counted=meeting.counted,
        attendance=tuple(
            AttendanceLine(
                name=str(row.membership.person),
                seat=row.membership.seat.title,
                institution=name_of(row.membership.seat.institution),
                is_present=row.is_present,
                has_conflict=row.has_conflict,
            )
            for row in rows.order_by("membership__seat", "pk")
        ),
        decision=both(Meeting.Decision(meeting.decision).label),
        remark=said.get("reason") or None,
        dissent=meeting.dissent or None,
        issues=tuple(line.strip() for line in meeting.conditions.splitlines() if line.strip()),
        tasks=_tasks(dossier, meeting, said.get("decisions", [])),
    )


def _tasks(dossier: Dossier, meeting: Meeting, rows: list[dict]) -> tuple[DecidedTask, ...]:
    seats = Seat.objects.select_related("institution").in_bulk([row["seat"] for row in rows if row.get("seat")])
    group = dossier.plan.working_group
    holders = {one.seat_id: str(one.person) for one in members_on(group, meeting.held_on)}
    return tuple(
        DecidedTask(
            title=row["title"],
            post=str(seats[row["seat"]]) if row.get("seat") in seats else None,
            holder=holders.get(row.get("seat")),
            due_on=as_day(row.get("due_on")),
        )
        for row in rows
    )
