"""Facts of D2f: what the facilitator found on the first visits."""

from documents.kinds.d2_diagnosis import ChainLine
from documents.kinds.d2f_quick import QuickFacts
from liap.outcomes.visits.queries import visits_of
from workflows.papers.d2_diagnosis import problem_lines
from workflows.papers.dossier import Dossier
from workflows.papers.head import head
from workflows.papers.light_parts import Occasion, answers, facilitator_block, head_block, visit_lines
from workflows.papers.weighing import weighing_of


def quick_facts(dossier: Dossier) -> QuickFacts:
    """The quick diagnosis after the head of the office has read it."""
    return QuickFacts(
        head=head(dossier, facilitator_block(dossier), head_block(dossier)),
        weighing=weighing_of(dossier),
        visits=visit_lines(list(visits_of(dossier.plan))),
        chain=tuple(
            ChainLine(
                number=step.number,
                name=step.name,
                actors=step.actors or None,
                price=step.price,
                bottleneck=step.bottleneck or None,
            )
            for step in dossier.plan.chain_steps.all()
        ),
        problems=problem_lines(dossier.plan),
        **answers(dossier, Occasion.BASELINE),
    )
