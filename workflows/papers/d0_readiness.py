"""D0: the receipt of a request, and its readiness once the ministry has looked at it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import actions as documents
from documents import canonical
from documents.facts import both
from documents.kinds.d0_readiness import CriterionLine, ReadinessFacts
from documents.models import Document
from documents.subjects import Subject
from liap.adoption import rules
from liap.adoption.models import AdoptionMove, AdoptionRequest, ReadinessCriterion, State
from liap.people.models import Appointment
from liap.plans.models import FundingSource
from workflows.papers.office import desk, head_of, signed_by

# What is decided about a request; how the adoption goes on afterwards is told by other papers.
DECISIONS = ("request", "assess", "decline", "commit")
LABELS = {
    "staff": _("staff for SMIs"),
    "budget": _("yearly budget for SMIs (Rp)"),
    "sentras": _("SMI centres (sentra)"),
    "facilitators": _("facilitators (TPL-IKM)"),
}


def issue_due() -> int:
    """Issues the receipt of every new request and a new sheet wherever something was decided or offered since."""
    sitting = desk()
    if sitting is None:
        return 0
    asked = AdoptionRequest.objects.filter(requested_by__isnull=False).prefetch_related("moves")
    asked = list(asked.select_related("region__parent"))
    newest: dict[int | None, Document] = {}
    for paper in Document.objects.filter(kind="D0", superseded_by__isnull=True).order_by("round", "edition"):
        newest[paper.adoption_id] = paper
    table, at = list(ReadinessCriterion.objects.all()), timezone.now()
    changed = [row.pk for row in asked if _says_more(readiness_facts(row, table, sitting, at), newest.get(row.pk))]
    return sum(_issue(pk) for pk in changed)


@transaction.atomic
def _issue(pk: int) -> int:
    """Issues the sheet of one request; the locked row lets one of two clocks through."""
    asked = AdoptionRequest.objects.select_for_update(of=("self",)).select_related("region__parent").get(pk=pk)
    sitting = desk()
    last = Document.objects.filter(kind="D0", adoption=asked).order_by("round", "edition").last()
    if sitting is None:
        return 0
    facts = readiness_facts(asked, list(ReadinessCriterion.objects.all()), sitting, timezone.now())
    if not _says_more(facts, last):
        return 0
    documents.issue(
        "D0",
        about=Subject.of_request(asked),
        facts=facts,
        organisation=sitting.post.organisation,
        by=sitting.person,
        round=last.round + 1 if last else 1,
        supersedes=last,
    )
    return 1


def readiness_facts(
    asked: AdoptionRequest, table: list[ReadinessCriterion], sitting: Appointment, at: datetime
) -> ReadinessFacts:
    """What the region said and what the ministry found and offers."""
    move = _last_decision(asked.moves.all())
    is_assessed = asked.score is not None
    values = {code: getattr(asked, code) for code in LABELS}
    return ReadinessFacts(
        head=head_of(
            sitting.post.organisation, kind="D0", title=f"{asked.reference} {asked.industry}", region=asked.region,
            at=at, source=_("what the region said in its request"), signatories=(signed_by(sitting),),
            industry=asked.industry, is_sample=asked.is_sample,
        ),
        reference=asked.reference,
        asked_on=asked.requested_on,
        industry=asked.industry,
        letter_number=asked.letter_number or None,
        contact=asked.contact or None,
        criteria=tuple(_criterion(row, values.get(row.code), is_assessed) for row in table if row.code in LABELS),
        letter_points=(rules.LETTER_WEIGHT if asked.letter_number else 0) if is_assessed else None,
        letter_weight=rules.LETTER_WEIGHT,
        score=asked.score,
        variant=both(AdoptionRequest.Variant(asked.proposed_variant).label) if asked.proposed_variant else None,
        missing=tuple(
            both(label)
            for label in (
                *([] if asked.letter_number else [_("letter of the region")]),
                *(LABELS[code] for code, value in values.items() if value is None),
            )
        ),
        decision=both(State(move.to_state).label) if move else both(State.INTERESTED.label),
        decided_on=move.on if move else asked.requested_on,
        reason=(move.reason or None) if move else None,
        offered_on=asked.offered_on,
        offers_facilitator=asked.offers_facilitator,
        offered_budget=asked.offered_budget,
        offered_training=asked.offered_training or None,
        offered_honorarium=asked.offered_honorarium,
        offered_training_cost=asked.offered_training_cost,
        offered_source=both(FundingSource(asked.offered_source).label) if asked.offered_year else None,
        offered_year=asked.offered_year,
    )  # fmt: skip


def _criterion(row: ReadinessCriterion, value: int | Decimal | None, is_assessed: bool) -> CriterionLine:
    return CriterionLine(
        label=both(LABELS[row.code]),
        said=None if value is None else Decimal(value),
        half_from=row.half_from,
        full_from=row.full_from,
        points=rules.points(value, row) if is_assessed else None,
        weight=row.weight,
    )


def _last_decision(moves: Iterable[AdoptionMove]) -> AdoptionMove | None:
    decisions = [move for move in moves if move.name in DECISIONS]
    return max(decisions, key=lambda move: move.number, default=None)


def _says_more(facts: ReadinessFacts, last: Document | None) -> bool:
    """Whether the sheet would say anything else than the last one; who signs and when is no news."""
    if last is None:
        return True
    before = canonical.from_json(ReadinessFacts, last.facts)
    return canonical.to_json(replace(facts, head=before.head)) != last.facts
