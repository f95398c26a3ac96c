"""Writing down what an evaluation recommends and teaches, and answering it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.outcomes.models import Evaluation
from liap.outcomes.recommendations.models import Lesson, Recommendation
from liap.outcomes.recommendations.queries import may_respond
from liap.people.access import posts_label
from liap.people.models import User
from liap.places.queries import today_in
from liap.refusals import Conflict, NotTheirs, Refusal

ENDED = (Recommendation.State.DONE, Recommendation.State.DECLINED)


class AlreadyAnswered(Conflict):
    """The recommendation was carried out or declined; what was said of it stays."""


class AnswerMissing(Refusal):
    """An answer says what was or will be done, or why not."""


@dataclass(frozen=True)
class RecommendationLine:
    """One recommendation as the evaluator writes it."""

    statement: str
    addressee: str = Recommendation.Addressee.OFFICE
    due_on: date | None = None


def replace_recommendations(evaluation: Evaluation, lines: Sequence[RecommendationLine]) -> None:
    """Puts these in the place of those which nobody has answered; called with the evaluation locked and open."""
    answered = evaluation.recommendations.exclude(state=Recommendation.State.OPEN)
    said = set(answered.values_list("statement", flat=True))
    evaluation.recommendations.filter(state=Recommendation.State.OPEN).delete()
    taken = set(answered.values_list("number", flat=True))
    free = (number for number in range(1, 10_000) if number not in taken)
    Recommendation.objects.bulk_create(
        Recommendation(
            evaluation=evaluation,
            number=next(free),
            statement=line.statement,
            addressee=line.addressee,
            due_on=line.due_on,
        )
        for line in lines
        if line.statement not in said
    )


def replace_lessons(evaluation: Evaluation, statements: Sequence[str]) -> None:
    """Puts these in the place of all lessons; called with the evaluation locked and open."""
    evaluation.lessons.all().delete()
    Lesson.objects.bulk_create(
        Lesson(evaluation=evaluation, number=number, statement=statement)
        for number, statement in enumerate(statements, 1)
    )


@transaction.atomic
def respond(recommendation: Recommendation, *, by: User, state: str, response: str) -> Recommendation:
    """Takes a recommendation up, says that it was carried out, or declines it, with a sentence (feature E7)."""
    locked = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("evaluation__plan__working_group", "evaluation__plan__region")
        .get(pk=recommendation.pk)
    )
    if not may_respond(by, locked):
        raise NotTheirs(_("Only those whom the recommendation is addressed to can answer it."))
    if locked.state in ENDED:
        raise AlreadyAnswered(_("This recommendation was already answered: %s.") % locked.get_state_display())
    if not response.strip():
        raise AnswerMissing(_("Write what was or will be done, or why not."))
    locked.state = Recommendation.State(state)
    locked.response = response.strip()
    locked.responded_by, locked.responded_as = by, posts_label(by)
    locked.responded_on = today_in(locked.evaluation.plan.region)
    locked.save(update_fields=["state", "response", "responded_by", "responded_as", "responded_on"])
    record(
        "recommendation.answered",
        by=by,
        chain=f"plan:{locked.evaluation.plan_id}",
        subject=f"recommendation:{locked.pk}",
        state=locked.state,
    )
    return locked
