"""Asking respondents, writing down what they said, and counting those who refused or were not reached."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.models import Enterprise
from liap.outcomes.questionnaires.models import (
    Medium,
    Question,
    Questionnaire,
    Reply,
    ReplyCorrection,
    ReplyLine,
    ReplyLink,
    Respondent,
)
from liap.outcomes.questionnaires.queries import current, is_usable, may_ask, may_correct
from liap.outcomes.questionnaires.wording import asking
from liap.people.access import posts_label
from liap.people.models import User
from liap.places.models import Organisation
from liap.places.queries import today_in
from liap.plans.models import Plan
from liap.refusals import Conflict, NotTheirs, Refusal

State = Respondent.State
NOT_ANSWERED = (State.REFUSED, State.UNREACHABLE)
Said = str | Decimal


class NobodyNamed(Refusal):
    """Asking needs somebody who is asked."""


class NoQuestions(Refusal):
    """The evaluator has not begun a questionnaire."""


class NothingSaid(Refusal):
    """An answered questionnaire has at least one answer."""


class AnsweredInTheFuture(Refusal):
    """Nobody has answered on a day to come."""


class ReasonMissing(Refusal):
    """Whoever was not reached, or refused, is told with the reason."""


class UseStopped(Refusal):
    """The owner stopped the use of the SMI's data."""


class AnsweredBefore(Conflict):
    """The answers of this respondent are on record."""


class QuestionsChanged(Conflict):
    """The questions were reworded after the person had read them."""


@transaction.atomic
def ask(
    plan: Plan,
    *,
    by: User,
    medium: str,
    enterprises: Iterable[Enterprise] = (),
    institutions: Iterable[Organisation] = (),
    others: Iterable[str] = (),
    is_sample: bool = False,
) -> list[Respondent]:
    """Puts on record who is asked and how; who is on the list already stays as he is."""
    asking(plan)
    if not may_ask(by, plan):
        raise NotTheirs(_("Respondents are named by the evaluator and by people of the working group."))
    wanted: list[dict] = [
        *({"enterprise": one} for one in enterprises),
        *({"organisation": one} for one in institutions),
        *({"name": name.strip()} for name in others if name.strip()),
    ]
    if not wanted:
        raise NobodyNamed(_("Choose or name somebody who is to be asked."))
    given = {"medium": Medium(medium).value, "invited_by": by, "is_sample": is_sample}
    rows = [Respondent.objects.get_or_create(plan=plan, **one, defaults=given)[0] for one in wanted]
    record("questionnaire.asked", by=by, chain=f"plan:{plan.pk}", subject=f"plan:{plan.pk}", respondents=len(rows))
    return rows


@transaction.atomic
def note_attempt(
    respondent: Respondent, *, by: User, state: str, medium: str, attempts: int, reason: str
) -> Respondent:
    """Puts on record that a respondent refused or was not reached, after how many attempts and why."""
    row = _to_answer(respondent, by)
    if State(state) not in NOT_ANSWERED or not reason.strip():
        raise ReasonMissing(_("Say why there is no answer, for example: number no longer in use."))
    row.state, row.medium = State(state).value, Medium(medium).value
    row.attempts, row.reason = max(attempts, 1), reason.strip()
    row.save(update_fields=["state", "medium", "attempts", "reason"])
    if row.state == State.REFUSED:
        row.links.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    _note("questionnaire.not_answered", row, by=by, state=row.state, attempts=row.attempts)
    return row


@transaction.atomic
def record_reply(
    respondent: Respondent,
    *,
    by: User | None,
    code: str,
    answers: Mapping[int, Said],
    medium: str,
    answered_on: date,
    answered_as: str = "",
) -> Reply:
    """Keeps the answers of a respondent; the first one freezes the words of the questionnaire.

    `answers` maps the number of a question to what was said; `code` names the words that were read.
    """
    row = _to_answer(respondent, by)
    if (by is None) != (medium == Medium.LINK):
        raise NotTheirs(_("Answers by link are given by the respondent; all others are written down by somebody."))
    if answered_on > today_in(row.plan.region):
        raise AnsweredInTheFuture(_("The day of the answer lies in the future. Correct the date."))
    questionnaire = _read_version(row, code)
    reply = Reply.objects.create(
        respondent=row, questionnaire=questionnaire, medium=medium, answered_on=answered_on,
        answered_as=answered_as.strip(), entered_by=by, held_as=posts_label(by) if by else "",
    )  # fmt: skip
    _write(reply, questionnaire, answers)
    if questionnaire.frozen_at is None:
        questionnaire.frozen_at = timezone.now()
        questionnaire.save(update_fields=["frozen_at"])
    row.state, row.medium = State.ANSWERED.value, reply.medium
    row.save(update_fields=["state", "medium"])
    ReplyLink.objects.filter(respondent=row, used_at=None, revoked_at=None).update(
        **{"used_at" if by is None else "revoked_at": timezone.now()}
    )
    _note("questionnaire.answered", row, by=by, medium=reply.medium, version=questionnaire.version)
    return reply


@transaction.atomic
def correct_reply(
    reply: Reply,
    *,
    by: User,
    seen: int,
    answers: Mapping[int, Said],
    medium: str,
    answered_on: date,
    reason: str,
    answered_as: str = "",
) -> Reply:
    """Puts what a respondent really said in the place of what was kept, and keeps what stood there with the reason.

    Rule: while the evaluation is open, and by who reads all the answers or wrote them down. `seen` is the number of
    corrections that the person has read. The words of the questions stay those that were answered.
    """
    asking(reply.respondent.plan)
    respondent = Respondent.objects.select_for_update(of=("self",)).get(pk=reply.respondent_id)
    row = Reply.objects.select_related("respondent__plan", "questionnaire").get(respondent=respondent)
    if not may_correct(by, row):
        raise NotTheirs(_("Answers are corrected by the evaluator, the coordinator, or who wrote them down."))
    if not is_usable(row.respondent):
        raise UseStopped(_("The use of this SMI's data is stopped. Its answers are not changed any more."))
    if row.corrections.count() != seen:
        raise AnsweredBefore(_("Somebody corrected these answers in the meantime. Read them first."))
    if not reason.strip():
        raise ReasonMissing(_("Say why the answers are corrected; the earlier ones stay on record."))
    if answered_on > today_in(row.respondent.plan.region):
        raise AnsweredInTheFuture(_("The day of the answer lies in the future. Correct the date."))
    held_as = posts_label(by)
    ReplyCorrection.objects.create(reply=row, by=by, held_as=held_as, reason=reason.strip(), before=_as_kept(row))
    row.lines.all().delete()
    _write(row, row.questionnaire, answers)
    row.medium, row.answered_on, row.answered_as = Medium(medium).value, answered_on, answered_as.strip()
    row.entered_by, row.held_as = by, held_as
    row.save()
    Respondent.objects.filter(pk=respondent.pk).update(medium=row.medium)
    _note("questionnaire.corrected", row.respondent, by=by, medium=row.medium)
    return row


def _as_kept(reply: Reply) -> dict[str, object]:
    """The answers and how they came in, in plain values."""
    lines = {str(line.question_id): str(line.choice or line.text or line.number) for line in reply.lines.all()}
    source = {"medium": reply.medium, "answered_on": reply.answered_on.isoformat(), "answered_as": reply.answered_as}
    return {**source, "held_as": reply.held_as, "lines": lines}


def _to_answer(respondent: Respondent, by: User | None) -> Respondent:
    """The respondent under lock, as long as answers are taken."""
    asking(respondent.plan)
    row = Respondent.objects.select_for_update(of=("self",)).select_related("plan").get(pk=respondent.pk)
    if by is not None and not may_ask(by, row.plan):
        raise NotTheirs(_("Answers are written down by the evaluator and by people of the working group."))
    if Reply.objects.filter(respondent=row).exists():
        raise AnsweredBefore(_("The answers of this respondent are on record already."))
    if not is_usable(row):
        raise UseStopped(_("The use of this SMI's data is stopped. It is not asked."))
    return row


def _read_version(respondent: Respondent, code: str) -> Questionnaire:
    questionnaire = current(respondent.plan)
    if questionnaire is None:
        raise NoQuestions(_("There are no questions yet. The evaluator begins the questionnaire."))
    if questionnaire.code != code:
        raise QuestionsChanged(_("The questions were changed in the meantime. Please read and answer them again."))
    return questionnaire


def _write(reply: Reply, questionnaire: Questionnaire, answers: Mapping[int, Said]) -> None:
    asked = questionnaire.questions.in_bulk()
    lines = [
        ReplyLine(reply=reply, question=asked[pk], **_said(asked[pk], value))
        for pk, value in answers.items()
        if pk in asked and value not in (None, "")
    ]
    if not lines:
        raise NothingSaid(_("Answer at least one question."))
    ReplyLine.objects.bulk_create(lines)


def _said(question: Question, value: Said) -> dict[str, Said]:
    if question.kind == Question.Kind.NUMBER:
        return {"number": value}
    return {"text" if question.kind == Question.Kind.TEXT else "choice": str(value)}


def _note(verb: str, row: Respondent, *, by: User | None, **payload: object) -> None:
    """One line for each respondent would bury the history of the plan, so these stand in the chain of the region."""
    record(verb, by=by, chain=f"region:{row.plan.region_id}", subject=f"respondent:{row.pk}", **payload)
