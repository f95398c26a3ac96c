"""What came back: by medium and by question; cells behind which one or two SMIs stand are left out for strangers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from liap.enterprises.models import Enterprise, Purpose
from liap.outcomes.disclosure.blocks import split_told
from liap.outcomes.disclosure.queries import rule
from liap.outcomes.questionnaires.models import Medium, Question, Questionnaire, ReplyLine, Respondent
from liap.plans.models import Plan

State = Respondent.State


@dataclass(frozen=True)
class MediumLine:
    """How many were asked through a medium and what came of it; None where it is not told."""

    medium: Medium
    asked: int | None
    answered: int | None
    refused: int | None
    unreachable: int | None
    waiting: int | None


@dataclass(frozen=True)
class QuestionCount:
    """What one group of respondents said to a question: each choice with its count, or the mean of the numbers."""

    answered: int | None
    choices: tuple[tuple[str, int | None], ...] = ()
    mean: Decimal | None = None


def by_medium(plan: Plan, *, in_full: bool) -> list[MediumLine]:
    """A line for each medium that was used."""
    rows = list(plan.respondents.values_list("medium", "state", "enterprise"))
    found = [(medium, [row for row in rows if row[0] == medium]) for medium in Medium]
    return [_medium_line(medium, mine, in_full=in_full) for medium, mine in found if mine]


def _medium_line(medium: Medium, rows: list[tuple], *, in_full: bool) -> MediumLine:
    everybody = Counter(state for _medium, state, _smi in rows)
    smis = {**{state.value: 0 for state in State}, **Counter(state for _medium, state, smi in rows if smi)}
    count = sum(smis.values())
    fewest = rule().fewest
    told = split_told(smis, fewest) if count and not in_full else smis
    cells = {state.value: None if told[state.value] is None else everybody[state.value] for state in State}
    is_told = in_full or not 0 < count < fewest
    return MediumLine(
        medium=medium, asked=len(rows) if is_told else None, waiting=cells[State.INVITED],
        **{state.value: cells[state.value] for state in (State.ANSWERED, State.REFUSED, State.UNREACHABLE)},
    )  # fmt: skip


def by_question(questionnaire: Questionnaire, *, in_full: bool) -> list[tuple[Question, QuestionCount, QuestionCount]]:
    """Each question with what SMIs and what all others said to it; SMIs whose data may not be used are left out."""
    usable = set(Enterprise.objects.usable_for(Purpose.FIGURES).filter(pk__in=_asked(questionnaire)).values_list("pk"))
    lines = ReplyLine.objects.filter(reply__questionnaire=questionnaire).values_list(
        "question", "choice", "number", "reply__respondent__enterprise"
    )
    of_smis = [line for line in lines if (line[3],) in usable]
    of_others = [line for line in lines if line[3] is None]
    return [
        (question, _count(question, of_smis, in_full=in_full), _count(question, of_others, in_full=True))
        for question in questionnaire.questions.all()
    ]


def _asked(questionnaire: Questionnaire) -> Any:
    return questionnaire.replies.filter(respondent__enterprise__isnull=False).values("respondent__enterprise")


def _count(question: Question, lines: Iterable[tuple], *, in_full: bool) -> QuestionCount:
    mine = [line for line in lines if line[0] == question.pk]
    fewest = rule().fewest
    is_told = in_full or len(mine) >= fewest or not mine
    if question.kind == Question.Kind.NUMBER:
        numbers = [line[2] for line in mine]
        mean = round(sum(numbers) / len(numbers), 1) if numbers and is_told else None
        return QuestionCount(len(mine) if is_told else None, mean=mean)
    counts = {**{key: 0 for key, _label in question.options}, **Counter(line[1] for line in mine if line[1])}
    told = counts if in_full or not mine else split_told(counts, fewest)
    choices = tuple((str(label), told[key]) for key, label in question.options)
    return QuestionCount(len(mine) if is_told else None, choices)


def texts_of(questionnaire: Questionnaire) -> dict[int, list[ReplyLine]]:
    """What was written freely, by question; for who may read it."""
    lines = ReplyLine.objects.filter(reply__questionnaire=questionnaire, text__gt="")
    found: dict[int, list[ReplyLine]] = {}
    for line in lines.select_related("reply__respondent__enterprise", "reply__respondent__organisation"):
        found.setdefault(line.question_id, []).append(line)
    return found
