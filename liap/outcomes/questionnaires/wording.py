"""Writing the questions: the first version out of the defaults, rewording, and a new version beside a frozen one."""

from collections.abc import Sequence
from dataclasses import asdict, fields

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.outcomes.models import Evaluation
from liap.outcomes.questionnaires.defaults import QUESTIONS
from liap.outcomes.questionnaires.lines import QuestionLine
from liap.outcomes.questionnaires.models import Question, Questionnaire
from liap.outcomes.questionnaires.queries import current, may_word
from liap.people.models import User
from liap.plans.models import Plan
from liap.refusals import Conflict, NotTheirs, Refusal

MOST = 20


class NotAsking(Refusal):
    """Questions are asked between the beginning and the end of an evaluation."""


class WordsFrozen(Conflict):
    """The first answer has come; the words stay as they were read."""


class StillOpen(Refusal):
    """The present version has no answer yet and can be reworded itself."""


class QuestionUnclear(Refusal):
    """A question has words, and something to choose where one chooses."""


def asking(plan: Plan) -> Evaluation:
    """The evaluation under lock, on which everything waits that asks, answers or finishes; or a refusal.

    The plan is locked first, as by who finishes the evaluation: in another order the two would wait for each other.
    """
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    evaluation = Evaluation.objects.select_for_update(of=("self",)).filter(plan=plan).first()
    if evaluation is None:
        raise NotAsking(_("The evaluation of this plan has not begun. Questionnaires belong to it."))
    if evaluation.rated_at:
        raise NotAsking(_("The evaluation is finished. Nothing is asked or answered any more."))
    return evaluation


@transaction.atomic
def begin_version(plan: Plan, *, by: User) -> Questionnaire:
    """Makes the first version out of the defaults, or one more with the words of the last, to be reworded."""
    asking(plan)
    if not may_word(by, plan):
        raise NotTheirs(_("The questions are written by the evaluator of the plan."))
    before = current(plan)
    if before is not None and before.frozen_at is None:
        raise StillOpen(_("Nobody has answered the present version yet. Change its questions."))
    row = Questionnaire.objects.create(plan=plan, version=before.version + 1 if before else 1, made_by=by)
    _write(row, lines_of(before) if before else QUESTIONS)
    _note("questionnaire.begun", row, by=by)
    return row


@transaction.atomic
def reword(questionnaire: Questionnaire, *, by: User, lines: Sequence[QuestionLine]) -> Questionnaire:
    """Replaces the questions; refused from the first answer on."""
    asking(questionnaire.plan)
    locked = Questionnaire.objects.select_for_update(of=("self",)).select_related("plan").get(pk=questionnaire.pk)
    if not may_word(by, locked.plan):
        raise NotTheirs(_("The questions are written by the evaluator of the plan."))
    if locked.frozen_at:
        raise WordsFrozen(_("The first answer came in the meantime. Begin a new version to change the questions."))
    _check(lines)
    locked.questions.all().delete()
    _write(locked, lines)
    locked.edition += 1
    locked.save(update_fields=["edition"])
    _note("questionnaire.reworded", locked, by=by)
    return locked


def lines_of(questionnaire: Questionnaire) -> list[QuestionLine]:
    """The questions of a version, to be written again."""
    names = [field.name for field in fields(QuestionLine)]
    return [QuestionLine(**row) for row in questionnaire.questions.values(*names)]


def _check(lines: Sequence[QuestionLine]) -> None:
    if not lines:
        raise QuestionUnclear(_("Ask at least one question."))
    if len(lines) > MOST:
        raise QuestionUnclear(_("Ask at most %(most)d questions; people answer short forms.") % {"most": MOST})
    for number, line in enumerate(lines, 1):
        offered, translated = line.choices_id.splitlines(), line.choices_en.splitlines()
        if not line.text_id.strip():
            raise QuestionUnclear(_("Question %(number)d has no words in Indonesian.") % {"number": number})
        if line.kind == Question.Kind.CHOICE and len(offered) < 2:
            raise QuestionUnclear(_("Question %(number)d needs at least two choices.") % {"number": number})
        if translated and len(translated) != len(offered):
            text = _("Question %(number)d has not the same number of choices in both languages.")
            raise QuestionUnclear(text % {"number": number})


def _write(questionnaire: Questionnaire, lines: Sequence[QuestionLine]) -> None:
    Question.objects.bulk_create(
        Question(questionnaire=questionnaire, number=number, **asdict(line)) for number, line in enumerate(lines, 1)
    )


def _note(verb: str, row: Questionnaire, *, by: User) -> None:
    record(verb, by=by, chain=f"plan:{row.plan_id}", subject=f"questionnaire:{row.pk}", version=row.version)
