"""What the short papers of a facilitator share: visits, three answers, and the meeting with the enterprises."""

from datetime import date

from documents.facts import Approval as Line
from documents.facts import Signatory, Tally, VisitLine, both
from liap.groups.assignments.models import Assignment
from liap.groups.queries import members_on
from liap.outcomes.disclosure.blocks import nested_told
from liap.outcomes.disclosure.queries import rule
from liap.outcomes.visits.models import EnterpriseCheck, Visit
from liap.outcomes.visits.queries import added_up, checks_at
from liap.people.models import Role
from workflows.models import Approval, Task
from workflows.papers.approvals import said_about
from workflows.papers.dossier import Dossier
from workflows.papers.head import officer, seat_block

Occasion = EnterpriseCheck.Occasion


def letter_of(dossier: Dossier) -> Assignment | None:
    """The assignment letter that the plan rests on."""
    rows = Assignment.objects.select_related("working_group", "facilitator", "superior")
    return rows.filter(working_group=dossier.plan.working_group_id).first()


def facilitator_of(dossier: Dossier) -> str:
    """Who holds the facilitator's seat today, else whom the letter names, else who wrote the plan."""
    sitting = members_on(dossier.plan.working_group, dossier.day).filter(seat__role=Role.FACILITATOR).first()
    letter = letter_of(dossier)
    return str(sitting.person if sitting else letter.facilitator if letter else dossier.plan.author)


def facilitator_block(dossier: Dossier, heading=None) -> Signatory:
    """The signature block of the facilitator."""
    sitting = members_on(dossier.plan.working_group, dossier.day).filter(seat__role=Role.FACILITATOR).first()
    if sitting:
        return seat_block(sitting, heading)
    return Signatory(heading=heading, title=both(Role.FACILITATOR.label).id, name=None)


def head_block(dossier: Dossier, heading=None) -> Signatory:
    """The signature block of the head of the office: who decided on the version, else who holds the post."""
    row = said_about(dossier).get(Approval.Kind.OFFICE_HEAD)
    if row is None:
        return officer(dossier, Role.OFFICE_HEAD, heading)
    return officer(dossier, Role.OFFICE_HEAD, heading, person=row.by, held_as=row.held_as)


def decision_line(dossier: Dossier) -> tuple[Line, ...]:
    """What the head of the office decided about the version under approval; the ministry is told, not asked."""
    row = said_about(dossier).get(Approval.Kind.OFFICE_HEAD)
    if row is None:
        return ()
    return (
        Line(
            step=both(Approval.Kind.OFFICE_HEAD.label),
            title=row.held_as,
            name=str(row.by),
            decision=both(Approval.Decision(row.decision).label),
            decided_on=dossier.local_day(row.at),
            remark=row.reason or None,
        ),
    )


def visit_lines(visits: list[Visit]) -> tuple[VisitLine, ...]:
    """The visits; the enterprises are counted, not named."""
    return tuple(
        VisitLine(
            visited_on=row.visited_on,
            place=row.place,
            topic=both(Visit.Topic(row.topic).label) if row.topic else None,
            enterprises=len(row.enterprises.all()) or None,
            found=row.found,
            advice=row.advice or None,
        )
        for row in visits
    )


def answers(dossier: Dossier, occasion: str, round: int = 1, *, first: str = "") -> dict:
    """The three answers at the start and on an occasion, as the papers take them, beginning with the question `first`.

    Rule (G8, M6): how many of the target SMIs answered is a cell as well. Nobody having answered, nothing is said.
    """
    now = checks_at(dossier.plan, occasion, round)
    before = checks_at(dossier.plan, Occasion.BASELINE)
    rows = sorted(added_up(before, now) if before or now else [], key=lambda one: one.code != first)
    targets, answered = nested_told((dossier.plan.target_enterprises.count(), len(now)), rule().fewest)
    return {
        "targets": targets or None,
        "answered": answered,
        "answers": tuple(
            Tally(question=both(row.question), answer=both(row.answer), before=row.before, now=row.now) for row in rows
        ),
    }


def meeting_of(dossier: Dossier) -> dict:
    """The last meeting in which the enterprises agreed to the short plan."""
    tasks = Task.objects.human().filter(case=dossier.case, status="DONE", data__has_key="meeting")
    last = tasks.filter(process__stage="planning").order_by("finished", "id").last()
    said = last.data["meeting"] if last else {}
    held_on = said.get("held_on") if isinstance(said, dict) else None
    if held_on is None:
        return {}
    return {
        "met_on": date.fromisoformat(held_on),
        "present": len(said["present"]),
        "met_at": said["place"],
    }
