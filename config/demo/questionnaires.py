"""A sample questionnaire of an evaluation: who was asked, by which medium, who answered and who was not reached."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from liap.outcomes.questionnaires.actions import Said, ask, note_attempt, record_reply
from liap.outcomes.questionnaires.models import Medium, Question, Questionnaire, Respondent
from liap.outcomes.questionnaires.queries import enterprises_to_ask
from liap.outcomes.questionnaires.wording import begin_version
from liap.people.models import User
from liap.places.models import Organisation
from liap.plans.models import Plan

State = Respondent.State
NEW_NUMBER, BUSY = "Nomor tidak aktif lagi (contoh)", "Tidak bersedia diwawancarai (contoh)"
PENSIONED = "Pejabat yang dulu mengurus sudah pensiun (contoh)"
REMARK = "Pelatihan sebaiknya diikuti kunjungan pembeli (contoh)."


class Outcome(NamedTuple):
    """What came of asking one respondent."""

    medium: Medium
    state: State = State.ANSWERED
    reason: str = ""


OF_SMIS = (
    Outcome(Medium.LINK),
    Outcome(Medium.TELEPHONE),
    Outcome(Medium.TELEPHONE),
    Outcome(Medium.TELEPHONE, State.UNREACHABLE, NEW_NUMBER),
    Outcome(Medium.PAPER),
    Outcome(Medium.LINK),
    Outcome(Medium.TELEPHONE),
    Outcome(Medium.MEETING),
    Outcome(Medium.TELEPHONE, State.REFUSED, BUSY),
    Outcome(Medium.LINK, State.INVITED),
)
OF_OTHERS = (
    Outcome(Medium.TELEPHONE),
    Outcome(Medium.PAPER),
    Outcome(Medium.TELEPHONE, State.UNREACHABLE, PENSIONED),
)


@transaction.atomic
def question(plan: Plan, *, evaluator: User, caller: User) -> None:
    """Asks the target SMIs and the institutions of the group, as far as a story can know what they said."""
    asked = begin_version(plan, by=evaluator)
    smis = [{"enterprises": [one]} for one in enterprises_to_ask(plan)]
    seated = Organisation.objects.filter(pk__in=plan.working_group.seats.values("institution")).order_by("pk")
    others: list[dict] = [{"institutions": [one]} for one in seated[:2]]
    others.append({"others": ["Bank pembangunan daerah (contoh)"]})
    for number, who in enumerate(smis):
        _ask(plan, asked, number, OF_SMIS[number % len(OF_SMIS)], who, caller)
    for number, who in enumerate(others):
        _ask(plan, asked, number, OF_OTHERS[number], who, evaluator)


def _ask(plan: Plan, asked: Questionnaire, number: int, outcome: Outcome, who: dict, by: User) -> None:
    medium = outcome.medium.value
    (row,) = ask(plan, by=by, medium=medium, is_sample=True, **who)
    if outcome.state == State.ANSWERED:
        writer = None if outcome.medium == Medium.LINK else by
        answers = {one.pk: said for one in asked.questions.all() if (said := _said(one, number))}
        record_reply(
            row, by=writer, code=asked.code, answers=answers, medium=medium, answered_on=timezone.localdate(),
            answered_as="pemilik (contoh)" if row.enterprise_id else "",
        )  # fmt: skip
    elif outcome.state != State.INVITED:
        state = outcome.state.value
        note_attempt(row, by=by, state=state, medium=medium, attempts=1 + number % 3, reason=outcome.reason)


def _said(question: Question, number: int) -> Said:
    """Most agree, some in part; every seventh leaves a question out, every fourth writes something."""
    if (number + question.number) % 7 == 6:
        return ""
    if question.kind == Question.Kind.YES_NO:
        return ("yes", "yes", "partly", "yes", "no")[(number + question.number) % 5]
    if question.kind == Question.Kind.CHOICE:
        return str(1 + (number * 2) % 4)
    if question.kind == Question.Kind.NUMBER:
        return str(1 + number % 5)
    return "" if number % 4 else REMARK
