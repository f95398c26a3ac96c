"""The tables of the page of a questionnaire as files: the same rows, to the same people, with a line in the log."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liap.enterprises.protection.actions import note_access
from liap.enterprises.protection.models import DataAccess
from liap.outcomes.questionnaires import columns, queries, summary
from liap.outcomes.questionnaires.models import Questionnaire, Respondent
from liap.people.models import User
from liap.plans.models import Plan
from liap.tables.columns import Table


def tables_of(plan: Plan, user: User) -> dict[str, Callable[[], Table]]:
    """The tables that the person sees on the page; who asked and what was written freely only where he reads it."""
    in_full = queries.may_see_rows(user, plan)
    found = {"media": lambda: _media(plan, in_full), "answers": lambda: _answers(plan, in_full)}
    if in_full:
        found["respondents"] = lambda: _respondents(plan, user)
    if queries.may_read_texts(user, plan):
        found["texts"] = lambda: _texts(plan, user)
    return found


def _media(plan: Plan, in_full: bool) -> Table:
    rows = summary.by_medium(plan, in_full=in_full)
    title = _("Respondents by medium")
    return Table(code="media", title=title, columns=columns.MEDIA, rows=rows, chosen=str(plan))


def _answers(plan: Plan, in_full: bool) -> Table:
    versions = [(row, summary.by_question(row, in_full=in_full)) for row in answered_versions(plan)]
    rows, title = columns.answer_lines(versions), _("Answers by question")
    return Table(code="answers", title=title, columns=columns.ANSWERS, rows=rows, chosen=str(plan))


def _respondents(plan: Plan, user: User) -> Table:
    rows = queries.respondents_of(plan, user)
    log_access(rows, user, act=DataAccess.Act.EXPORT)
    title = _("Respondents")
    return Table(code="respondents", title=title, columns=columns.RESPONDENTS, rows=rows, chosen=str(plan))


def _texts(plan: Plan, user: User) -> Table:
    rows = [line for row in answered_versions(plan) for lines in summary.texts_of(row).values() for line in lines]
    log_access({line.reply.respondent for line in rows}, user, act=DataAccess.Act.EXPORT)
    title = _("Answers written freely")
    return Table(code="texts", title=title, columns=columns.TEXTS, rows=rows, chosen=str(plan))


def answered_versions(plan: Plan) -> QuerySet[Questionnaire]:
    """The versions of the questions that were answered, the newest first."""
    return plan.questionnaires.filter(frozen_at__isnull=False).order_by("-version")


def log_access(rows: Iterable[Respondent], user: User, *, act: str = DataAccess.Act.VIEW) -> None:
    """Puts on record that somebody saw or took what owners of SMIs answered."""
    smis = {row.enterprise for row in rows if row.enterprise and row.enterprise.is_of_a_person}
    note_access(smis, by=user, act=act, what="questionnaire", reason=DataAccess.Reason.REPORT)
