"""The columns in which the tables of a questionnaire are saved; what the page leaves out stands in no file either."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.outcomes.questionnaires.models import Question, Questionnaire, Respondent
from liap.outcomes.questionnaires.summary import QuestionCount
from liap.tables.columns import Column

Said = tuple[Question, QuestionCount, QuestionCount]
NOT_TOLD = _("empty: too few SMIs stand behind it, or it would follow from the others")
MEDIA = (
    Column(_("Asked through"), lambda line: capfirst(line.medium.label)),
    Column(_("Asked"), lambda line: line.asked, NOT_TOLD),
    Column(_("Answered"), lambda line: line.answered, NOT_TOLD),
    Column(_("Refused"), lambda line: line.refused, NOT_TOLD),
    Column(_("Not reached"), lambda line: line.unreachable, NOT_TOLD),
    Column(_("No answer yet"), lambda line: line.waiting, NOT_TOLD),
)


@dataclass(frozen=True)
class AnswerLine:
    """One line of the answers by question: a choice with its counts, how many answered, or the mean."""

    version: int
    question: Question
    answer: str | Promise
    smis: int | Decimal | None
    others: int | Decimal | None


def answer_lines(versions: Iterable[tuple[Questionnaire, list[Said]]]) -> Iterator[AnswerLine]:
    """The answers of the page, line by line as the page shows them."""
    for row, questions in versions:
        for question, smis, others in questions:
            for answer, of_smis, of_others in _told(question, smis, others):
                yield AnswerLine(row.version, question, answer, of_smis, of_others)


def _told(question: Question, smis: QuestionCount, others: QuestionCount) -> Iterator[tuple]:
    if smis.choices:
        for (label, of_smis), (_label, of_others) in zip(smis.choices, others.choices, strict=True):
            yield label, of_smis, of_others
        return
    yield _("answered"), smis.answered, others.answered
    if question.kind == Question.Kind.NUMBER:
        yield _("mean"), smis.mean, others.mean


ANSWERS = (
    Column(_("Version"), lambda line: line.version),
    Column(_("No."), lambda line: line.question.number),
    Column(_("Question"), lambda line: str(line.question)),
    Column(_("Criterion"), lambda line: capfirst(str(line.question.get_criterion_display()))),
    Column(_("Answer"), lambda line: line.answer),
    Column(_("SMIs"), lambda line: line.smis, NOT_TOLD),
    Column(_("Institutions and others"), lambda line: line.others),
)
TEXTS = (
    Column(_("Version"), lambda line: line.reply.questionnaire.version),
    Column(_("Question"), lambda line: str(line.question)),
    Column(_("Respondent"), lambda line: str(line.reply.respondent)),
    Column(_("Answer"), lambda line: line.text),
)


def _of_reply(name: str):
    """A field of the answers, where there are any."""

    def told(row: Respondent) -> object:
        return (getattr(row.reply, name) or None) if row.state == Respondent.State.ANSWERED else None

    return told


RESPONDENTS = (
    Column(_("Respondent"), lambda row: str(row)),
    Column(_("State"), lambda row: capfirst(row.get_state_display())),
    Column(_("Asked through"), lambda row: capfirst(row.get_medium_display())),
    Column(_("Answered on"), _of_reply("answered_on")),
    Column(_("Post"), _of_reply("held_as"), _("under which an interview was written down")),
    Column(_("Reason"), lambda row: row.reason or None, _("why there is no answer")),
    Column(_("Attempts"), lambda row: row.attempts),
)
