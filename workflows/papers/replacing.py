"""The facts of a revoked paper gathered once more, so that another can take its place.

They are read as they stand now, as those who correct a paper correct the data first; the period stays that of the
revoked paper, and the day is today's.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from documents import canonical
from documents.kinds.d8_handover import HandoverFacts
from documents.models import Document
from liap.adoption.models import AdoptionRequest, Attestation, ReadinessCriterion
from liap.groups.formation.models import DecreeDraft
from liap.groups.models import Meeting
from liap.places.models import Organisation
from workflows.models import Case, Handover, Process
from workflows.papers.d0_readiness import readiness_facts
from workflows.papers.d1_decree import decree_facts
from workflows.papers.d6_yearly import quarters_of, year_facts
from workflows.papers.d8_handover import handover_facts
from workflows.papers.d9_attestation import attestation_facts
from workflows.papers.d11_national import nation_facts
from workflows.papers.dossier import Dossier, open_dossier
from workflows.papers.issuing import KINDS
from workflows.papers.nt_meeting import meeting_facts, reviews_of
from workflows.papers.office import desk
from workflows.reports import papers_of_flow

Remade = tuple[Any, Organisation] | None


def facts_now(document: Document) -> Remade:
    """The facts of a paper as they stand now and the office that issues it; locks the case it belongs to."""
    if document.plan_id is None:
        return ELSEWHERE[document.kind](document) if document.kind in ELSEWHERE else None
    case = Case.objects.select_for_update(of=("self",)).filter(plan=document.plan_id).first()
    process = _process_of(document, case) if case else None
    if case is None or process is None:
        return None
    dossier = open_dossier(case, process, document.kind)
    facts = KINDS[document.kind](dossier) if document.kind in KINDS else OF_PLANS[document.kind](document, dossier)
    return (facts, dossier.plan.working_group.secretariat) if facts else None


def _process_of(document: Document, case: Case) -> Process | None:
    """The process that issued the paper; where the paper came from beside the flows, the one that ran then."""
    begun = list(case.processes.filter(created__lte=document.issued_at).order_by("-created"))
    if document.kind in ("D5", "D5f"):
        return next((one for one in begun if (one.stage, one.round) == ("round", document.round)), None)
    issuing = (one for one in begun if document.kind in papers_of_flow(one))
    return next(issuing, begun[0] if begun else None)


def _year(document: Document, dossier: Dossier) -> Any:
    papers = quarters_of(dossier.plan.pk, document.round)
    return year_facts(dossier, document.round, papers) if papers else None


def _handover(document: Document, dossier: Dossier) -> Any:
    """The handover by the second of its confirmation, which is all that facts keep of a moment; of several in that
    second the one whose post and successor the paper names."""
    told = canonical.from_json(HandoverFacts, document.facts)
    second = (told.confirmed_at, told.confirmed_at + timedelta(seconds=1))
    rows = Handover.objects.filter(confirmed_at__gte=second[0], confirmed_at__lt=second[1])
    found = [row for row in rows if dossier.case.pk in {one["id"] for one in row.inventory["cases"]}]
    found.sort(key=lambda row: (str(row.place) != told.post, str(row.incoming) != told.incoming, row.pk))
    return handover_facts(dossier, found[0]) if found else None


def _meeting(document: Document, dossier: Dossier) -> Any:
    held: list[Meeting] = list(reviews_of(dossier.plan)[document.round - 1 : document.round])
    return meeting_facts(dossier, held[0]) if held else None


def _sheet(document: Document) -> Remade:
    asked = AdoptionRequest.objects.select_related("region__parent").get(pk=document.adoption_id)
    sitting = desk()
    if sitting is None:
        return None
    table = list(ReadinessCriterion.objects.all())
    return readiness_facts(asked, table, sitting, timezone.now()), sitting.post.organisation


def _decree(document: Document) -> Remade:
    draft = DecreeDraft.objects.filter(working_group=document.working_group_id, number=document.round).first()
    return (decree_facts(draft), draft.working_group.secretariat) if draft and draft.sent_at else None


def _word(document: Document) -> Remade:
    word = Attestation.objects.filter(region=document.region_id, year=document.round, by__isnull=False)
    found = word.select_related("region__parent", "by").order_by("-pk").first()
    return (attestation_facts(found, document.organisation), document.organisation) if found else None


def _nation(document: Document) -> Remade:
    sitting = desk()
    return (nation_facts(document.round, sitting), sitting.post.organisation) if sitting else None


OF_PLANS: dict[str, Callable[[Document, Dossier], Any]] = {"D6": _year, "D8": _handover, "NT": _meeting}
ELSEWHERE: dict[str, Callable[[Document], Remade]] = {"D0": _sheet, "D1": _decree, "D9": _word, "D11": _nation}
