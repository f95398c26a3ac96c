"""Facts of D7f: the same verdicts and ratings as the long report, and what the three questions say."""

from documents.facts import ChangeLine, both
from documents.kinds.d7f_short import ShortEvaluationFacts
from liap.outcomes.visits.queries import changes_at_the_end
from workflows.papers.d7_evaluation import evaluation_facts
from workflows.papers.dossier import Dossier
from workflows.papers.head import head
from workflows.papers.light_parts import Occasion, answers, facilitator_block, head_block


def short_evaluation_facts(dossier: Dossier) -> ShortEvaluationFacts:
    """The evaluation as the head of the office accepted it."""
    full = evaluation_facts(dossier)
    # The market is what the paper compares first; turnover and workers go with it.
    said = answers(dossier, Occasion.EVALUATION, dossier.process.round, first="channel")
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
        changes=tuple(
            ChangeLine(question=both(question), **counts) for question, counts in changes_at_the_end(dossier.plan)
        ),
        **said,
    )
