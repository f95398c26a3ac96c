"""D11: what has become of the model in the country in a year, made by the ministry's desk when the year is over."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import actions as documents
from documents.facts import both, name_of
from documents.kinds.d11_national import (
    FunnelLine,
    GapLine,
    NationFacts,
    ReasonLine,
    RegionLine,
    SuccessLine,
    WordLine,
)
from documents.models import Document
from documents.subjects import Subject
from liap.adoption.models import OVER, AdoptionMove, AdoptionRequest, Attestation, State
from liap.outcomes.success.counting import PlanSuccesses
from liap.outcomes.success.queries import success_table
from liap.people.models import Appointment
from liap.places.models import Organisation
from liap.plans.models import Goal
from workflows.papers.office import desk, head_of, signed_by


def issue_due(today: date | None = None) -> int:
    """Issues the report about last year, once, if any region had asked for the model or spoken about it by then."""
    year = (today or timezone.localdate()).year - 1
    if Document.objects.filter(kind="D11", round=year).exists() or not _is_known(year):
        return 0
    return _issue(year)


def _is_known(year: int) -> bool:
    asked = AdoptionRequest.objects.filter(requested_on__year__lte=year, is_sample=False)
    return asked.exists() or Attestation.objects.filter(year__lte=year).exists()


@transaction.atomic
def _issue(year: int) -> int:
    """Issues the report; the locked row of the unit lets one of two clocks through."""
    sitting = desk()
    if sitting is None:
        return 0
    office = Organisation.objects.select_for_update(of=("self",)).get(pk=sitting.post.organisation_id)
    if Document.objects.filter(kind="D11", round=year).exists():
        return 0
    facts = nation_facts(year, sitting)
    documents.issue("D11", about=Subject.of_nation(), facts=facts, organisation=office, by=sitting.person, round=year)
    return 1


def nation_facts(year: int, sitting: Appointment) -> NationFacts:
    """The country at the end of a year; samples are left out."""
    last = date(year, 12, 31)
    asked = AdoptionRequest.objects.filter(is_sample=False, requested_on__lte=last).select_related("region__parent")
    moves = list(
        AdoptionMove.objects.filter(adoption__in=asked, on__lte=last)
        .select_related("adoption__region__parent")
        .order_by("adoption", "number")
    )
    words = Attestation.objects.filter(year__lte=year).select_related("region")
    standing = {move.adoption_id: move for move in moves}
    running = [move.adoption.region for move in standing.values() if move.to_state not in OVER]
    return NationFacts(
        head=head_of(
            sitting.post.organisation, kind="D11", region=None, at=timezone.now(),
            title=f"Pemakaian model tahun {year}",
            source=_("records of the regions and of the ministry's adoption desk"),
            signatories=(signed_by(sitting),),
        ),
        year=year,
        funnel=_funnel(moves, standing),
        regions=tuple(_region(move) for move in standing.values()),
        reasons=_reasons(words),
        words=_words(words, year, {region.pk for region in running}),
        successes=tuple(
            _success(row) for row in success_table(sitting.person, on=last) if row.reached and not row.plan.is_sample
        ),
        gaps=_gaps(words.filter(year=year), list(standing.values())),
    )  # fmt: skip


def _funnel(moves: list[AdoptionMove], standing: dict[int, AdoptionMove]) -> tuple[FunnelLine, ...]:
    reached = Counter(state for _pk, state in {(move.adoption_id, move.to_state) for move in moves})
    now = Counter(move.to_state for move in standing.values())
    return tuple(
        FunnelLine(step=both(state.label), reached=reached[state.value], now=now[state.value])
        for state in State
        if state != State.INTERESTED
    )


def _region(move: AdoptionMove) -> RegionLine:
    asked = move.adoption
    return RegionLine(
        region=asked.region.name,
        province=asked.region.province.name,
        industry=asked.industry,
        state=both(State(move.to_state).label),
        since=move.on,
        score=asked.score,
        reason=move.reason or None,
    )


def _reasons(words: QuerySet[Attestation]) -> tuple[ReasonLine, ...]:
    given = Counter(words.exclude(reason="").values_list("reason", flat=True))
    return tuple(
        ReasonLine(label=both(Attestation.Reason(reason).label), count=count) for reason, count in given.most_common()
    )


def _words(words: QuerySet[Attestation], year: int, expected: set[int]) -> tuple[WordLine, ...]:
    """By year; how many kept silent is known for the year itself, of which we know who uses the model."""
    lines = []
    for told in sorted({*words.values_list("year", flat=True), year}):
        rows = [row for row in words if row.year == told]
        in_use = sum(row.is_in_use for row in rows)
        silent = len(expected - {row.region_id for row in rows}) if told == year else None
        lines.append(WordLine(year=told, in_use=in_use, not_in_use=len(rows) - in_use, silent=silent))
    return tuple(lines)


def _success(row: PlanSuccesses) -> SuccessLine:
    industry = row.plan.industry
    return SuccessLine(
        region=row.plan.region.name,
        industry=name_of(industry),
        goal=both(Goal.Rung(row.goal).label),
        reached=row.reached,
        confirmed=row.confirmed,
        lapsed=row.lapsed,
        unknown=row.no_contact + row.not_asked,
    )


def _gaps(words: QuerySet[Attestation], standing: list[AdoptionMove]) -> tuple[GapLine, ...]:
    spoke = set(words.values_list("region", flat=True))
    running = [move.adoption for move in standing if move.to_state not in OVER]
    silent = sorted({one.region.name for one in running if one.region_id not in spoke})
    unscored = sorted({one.region.name for one in running if one.score is None})
    budgetless = sorted({one.region.name for one in running if one.budget is None})
    return tuple(
        GapLine(what=both(what), count=len(where), where=tuple(where))
        for what, where in (
            (_("gave no word about the use of the model"), silent),
            (_("readiness not assessed"), unscored),
            (_("budget for SMIs not known"), budgetless),
        )
    )
