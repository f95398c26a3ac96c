"""Facts of D7f: the same verdicts and ratings as the long report, and what the three questions say."""

from documents.kinds.d7f_short import ShortEvaluationFacts
from workflows.papers.d7_evaluation import evaluation_facts
from workflows.papers.dossier import Dossier
from workflows.papers.head import head
from workflows.papers.light_parts import Occasion, answers, facilitator_block, head_block


def short_evaluation_facts(dossier: Dossier) -> ShortEvaluationFacts:
    """The evaluation as the head of the office accepted it."""
    full = evaluation_facts(dossier)
    return ShortEvaluationFacts(
        head=head(dossier, facilitator_block(dossier), head_block(dossier)),
        starts_on=full.starts_on,
        ends_on=full.ends_on,
        objective=full.overall_goal,
        achievements=full.achievements,
        respondents=full.respondents,
        efficiency=full.efficiency,
        ratings=full.ratings,
        overall=full.overall,
        women=full.women,
        visits=dossier.plan.visits.count(),
        impacts=full.impacts,
        recommendations=tuple(row.statement for row in full.recommendations),
        lessons=full.lessons,
        data_quality=full.data_quality,
        **answers(dossier, Occasion.EVALUATION, dossier.process.round),
    )
