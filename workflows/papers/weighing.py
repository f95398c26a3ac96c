"""What the papers of a diagnosis tell of the selection of the industry, without the names of who scored."""

from decimal import Decimal

from documents.facts import name_of
from documents.kinds.d2_diagnosis import Candidate, CriterionLine, Weighing
from liap.plans.selections.queries import Place, selection_of, standings, weights_of
from workflows.papers.dossier import Dossier

TENTH = Decimal("0.1")


def weighing_of(dossier: Dossier) -> Weighing:
    """The selection as it was closed; an open one decides nothing yet and stays out."""
    found = selection_of(dossier.plan)
    if found is None or found.closed_at is None:
        return Weighing()
    return Weighing(
        criteria=tuple(
            CriterionLine(name=one.criterion.name, weight=one.criterion.weight, share=one.share.quantize(TENTH))
            for one in weights_of(found)
        ),
        candidates=tuple(_candidate(place, found.chosen_id) for place in standings(found)),
        closed_on=dossier.local_day(found.closed_at),
        reason=found.reason or None,
    )


def _candidate(place: Place, chosen: int | None) -> Candidate:
    industry, standing = place.industry, place.standing
    return Candidate(
        name=name_of(industry),
        rank=standing.rank,
        score=standing.score,
        lowest=standing.lowest,
        highest=standing.highest,
        deviation=standing.deviation,
        scorers=standing.scorers,
        is_chosen=industry.pk == chosen,
    )
