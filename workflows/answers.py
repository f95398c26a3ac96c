"""Answers to the additional questions of a step: checked against the rules of the case, kept with the task, told."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from liap.refusals import Refusal
from liap.templatetags.liap_format import day, rupiah
from workflows.models import StepQuestion, Task, TaskAnswer
from workflows.models.answer import COLUMNS
from workflows.rules import questions_of

Said = str | int | Decimal | date | bool
Kind = StepQuestion.Kind


class NotAnswered(Refusal):
    """A question that the rules of the case want answered was left open, or one was answered that they do not ask."""


def keep_answers(task: Task, said: Mapping[str, Said]) -> None:
    """Keeps the answers, by the code of the question, with the task that is being finished.

    Rule: a question that must be answered is answered by everybody who finishes the step, wherever he does it.
    """
    questions = {question.code: question for question in questions_of(task)}
    if strange := said.keys() - questions.keys():
        words = {"codes": ", ".join(sorted(strange))}
        raise NotAnswered(_("The rules of this LIAP do not ask: %(codes)s. Open the task again.") % words)
    if open_ones := [str(one) for one in questions.values() if one.is_needed and one.code not in said]:
        raise NotAnswered(
            _("Please answer before you finish the task: %(questions)s") % {"questions": "; ".join(open_ones)}
        )
    rows = [
        TaskAnswer(task=task, question=questions[code], **{COLUMNS[Kind(questions[code].kind)]: value})
        for code, value in said.items()
    ]
    TaskAnswer.objects.bulk_create(rows)


def answers_to(tasks: Iterable[Task] | QuerySet[Task]) -> list[TaskAnswer]:
    """What was answered when these tasks were finished, in that order."""
    rows = TaskAnswer.objects.filter(task__in=tasks).select_related("question", "task__owner", "task__process")
    return list(rows.order_by("task__finished", "task", "question__number"))


def in_words(answer: TaskAnswer) -> str:
    """The answer as it is read in the language of now."""
    kind, value = answer.question.kind, answer.value
    if kind == Kind.CHOICE:
        return dict(answer.question.choices)[str(value)]
    if kind == Kind.YES_NO:
        return _("yes") if value else _("no")
    if kind == Kind.DATE:
        return str(day(value))
    if kind == Kind.MONEY:
        return str(rupiah(value))
    return (
        number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True) if kind == Kind.NUMBER else str(value)
    )
