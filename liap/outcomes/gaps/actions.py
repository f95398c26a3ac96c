"""Answering the gaps of evidence before an evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.outcomes.gaps.models import GapAnswer, GapTopic
from liap.outcomes.gaps.queries import gaps_of, questions
from liap.outcomes.models import Evaluation
from liap.people.models import User
from liap.plans.models import Indicator, Plan
from liap.refusals import NotTheirs, Refusal


class GapsUnanswered(Refusal):
    """A gap that is open has no answer."""


class AnswerIncomplete(Refusal):
    """Who collects it by when, or why it stays unverified, is missing."""


class EvaluationFinished(Refusal):
    """What was said before an evaluation stays when it is finished."""


@dataclass(frozen=True)
class AnswerLine:
    """The answer about one indicator, or about the SMIs or rungs of one topic."""

    topic: str
    answer: str
    indicator: Indicator | None = None
    post: str = ""
    due_on: date | None = None
    reason: str = ""

    @property
    def key(self) -> tuple[str, int | None]:
        return str(self.topic), self.indicator.pk if self.indicator else None


@transaction.atomic
def answer_gaps(plan: Plan, *, by: User, held_as: str = "", lines: Sequence[AnswerLine] = ()) -> list[GapAnswer]:
    """Keeps an answer about every gap that is open today; answering again corrects the answer.

    Rule (feature E3): nothing is left open before an evaluation without a word about it.
    """
    locked = Plan.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=plan.pk).first()
    if locked is None:
        raise NotTheirs(_("Only people of the plan's region can answer for it."))
    if Evaluation.objects.filter(plan=locked, rated_at__isnull=False).exists():
        raise EvaluationFinished(_("The evaluation is finished. The answers stay as they are."))
    said = {line.key for line in lines}
    asked = questions(gaps_of(locked))
    open_ones = [one for one in asked if (one.topic.value, one.indicator and one.indicator.pk) not in said]
    if open_ones:
        text = _("A gap has no answer yet: %(gap)s.")
        raise GapsUnanswered(text % {"gap": "; ".join(one.legend for one in open_ones)})
    rows = [_keep(locked, line, by, held_as) for line in lines]
    given = {f"{row.topic}:{row.indicator_id or ''}": row.answer for row in rows}
    record("gaps.answered", by=by, chain=f"plan:{plan.pk}", subject=f"plan:{plan.pk}", answers=given)
    return rows


def _keep(plan: Plan, line: AnswerLine, by: User, held_as: str) -> GapAnswer:
    is_collected = line.answer == GapAnswer.Answer.COLLECTED
    if line.indicator is not None and line.indicator.plan_id != plan.pk:
        raise NotTheirs(_("The indicator belongs to another plan."))
    if is_collected and not (line.due_on and line.post.strip()):
        raise AnswerIncomplete(_("Write which post collects it, and by when."))
    found: dict[str, Any] = {"plan": plan, "topic": GapTopic(line.topic).value, "indicator": line.indicator}
    if is_collected and line.due_on and is_over(line.due_on, GapAnswer.objects.filter(**found).first()):
        raise AnswerIncomplete(_("The day by which it will be collected is over. Correct the date."))
    if not is_collected and not line.reason.strip():
        raise AnswerIncomplete(_("Write why it stays unverified."))
    values = {
        "answer": GapAnswer.Answer(line.answer).value,
        "post": line.post.strip() if is_collected else "",
        "due_on": line.due_on if is_collected else None,
        "reason": line.reason.strip(),
        "by": by,
        "held_as": held_as,
        "said_on": timezone.localdate(),
    }
    row, _is_new = GapAnswer.objects.update_or_create(**found, defaults=values)
    return row


def is_over(due_on: date, said: GapAnswer | None) -> bool:
    """Whether a day to come is asked for: what was promised before stays though its day has passed."""
    return due_on < timezone.localdate() and (said is None or said.due_on != due_on)
