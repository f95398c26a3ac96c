"""Facts of D8: the frozen inventory of a handover, one paper for each LIAP that it touches."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from documents import actions as documents
from documents.facts import Signatory, both
from documents.kinds.d8_handover import HandoverFacts, OpenTaskLine, PaperLine
from documents.models import Document
from documents.queries import papers_of
from documents.subjects import Subject
from liap.people.access import posts_label
from liap.people.models import User
from workflows.models import Case, Handover
from workflows.papers.dossier import Dossier, open_dossier
from workflows.papers.head import head


def issue_handover(handover: Handover, case: Case, *, by: User) -> Document:
    """Issues the minutes of a confirmed handover for one LIAP; none supersedes those of another handover."""
    dossier = open_dossier(case, case.processes.order_by("-created").first())
    last = papers_of(dossier.plan).filter(kind="D8").order_by("round").last()
    return documents.issue(
        "D8",
        about=Subject.of_plan(dossier.plan),
        facts=handover_facts(dossier, handover),
        organisation=dossier.plan.working_group.secretariat,
        by=by,
        round=last.round + 1 if last else 1,
    )


def handover_facts(dossier: Dossier, handover: Handover) -> HandoverFacts:
    """What the inventory says about this LIAP, and what no LIAP carries; tasks of other LIAPs are counted, their
    minutes list them."""
    plan, inventory = dossier.plan.pk, handover.inventory
    tasks = [row for row in inventory["tasks"] if row["plan_id"] in (plan, None)]
    assert handover.confirmed_at is not None
    return HandoverFacts(
        head=head(dossier, *_signatories(handover)),
        post=str(handover.place),
        outgoing=str(handover.outgoing) if handover.outgoing else None,
        incoming=str(handover.incoming),
        superior=str(handover.superior),
        taken_over_on=handover.since,
        decree=handover.decree or None,
        tasks=tuple(
            OpenTaskLine(title=_title(row), due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None)
            for row in tasks
        ),
        tasks_elsewhere=len(inventory["tasks"]) - len(tasks),
        papers=tuple(
            PaperLine(kind=row["kind"], number=row["number"]) for row in inventory["papers"] if row["plan_id"] == plan
        ),
        enterprises=tuple(row["name"] for row in inventory["enterprises"] if row["plan_id"] == plan),
        notes=handover.notes or None,
        promises=handover.promises or None,
        risks=handover.risks or None,
        outgoing_signed_at=handover.outgoing_signed_at,
        incoming_signed_at=handover.incoming_signed_at,
        confirmed_at=handover.confirmed_at,
        reason=handover.reason or None,
    )


def _title(row: dict) -> str:
    """Of what no LIAP carries also the working group or region."""
    return row["title"] if row["plan_id"] else f"{row['title']} ({row['plan']})"


def _signatories(handover: Handover) -> tuple[Signatory, ...]:
    place = str(handover.place)
    blocks = [
        _block(handover.outgoing, place, _("hands over")),
        _block(handover.incoming, place, _("takes over")),
        _block(handover.superior, posts_label(handover.superior) or str(_("superior")), _("seen by the superior")),
    ]
    return tuple(block for block in blocks if block)


def _block(person: User | None, title: str, heading) -> Signatory | None:
    if person is None:
        return None
    return Signatory(heading=both(heading), title=title, name=str(person), nip=person.employee_number or None)
