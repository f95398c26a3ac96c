"""Links by which a respondent answers without an account: for one respondent, once, until a day or taken back."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.performance.doors import DAYS_VALID, LinkIsOver, digest, new_secret, opened
from liap.outcomes.questionnaires.actions import (
    AnsweredBefore,
    NoQuestions,
    Said,
    UseStopped,
    record_reply,
)
from liap.outcomes.questionnaires.models import Medium, Reply, ReplyLink, Respondent
from liap.outcomes.questionnaires.queries import current, is_asking, is_usable, may_ask
from liap.outcomes.questionnaires.wording import asking
from liap.people.models import User
from liap.places.queries import today_in
from liap.refusals import NotTheirs


@transaction.atomic
def make_link(respondent: Respondent, *, by: User, days: int = DAYS_VALID) -> tuple[ReplyLink, str]:
    """Makes a link and returns it with its secret, which nobody can read again. An older one ends."""
    asking(respondent.plan)
    row = Respondent.objects.select_for_update(of=("self",)).select_related("plan").get(pk=respondent.pk)
    if not may_ask(by, row.plan):
        raise NotTheirs(_("Links are made by the evaluator and by people of the working group."))
    if current(row.plan) is None:
        raise NoQuestions(_("There are no questions yet. The evaluator begins the questionnaire."))
    if row.state == Respondent.State.ANSWERED:
        raise AnsweredBefore(_("The answers of this respondent are on record already."))
    if not is_usable(row):
        raise UseStopped(_("The use of this SMI's data is stopped. It is not asked."))
    now, token = timezone.now(), new_secret()
    row.links.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    link = ReplyLink.objects.create(
        respondent=row, token_hash=digest(token), made_by=by, expires_at=now + timedelta(days=days)
    )
    _note("questionnaire.link_made", link, by=by)
    return link, token


@transaction.atomic
def take_back(link: ReplyLink, *, by: User) -> ReplyLink:
    """Ends a link before its day; ending it twice changes nothing."""
    row = ReplyLink.objects.select_for_update(of=("self",)).select_related("respondent__plan").get(pk=link.pk)
    if not may_ask(by, row.respondent.plan):
        raise NotTheirs(_("Links are taken back by the evaluator and by people of the working group."))
    if row.revoked_at is None and row.used_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        _note("questionnaire.link_taken_back", row, by=by)
    return row


def open_link(token: str, *, address: str) -> ReplyLink:
    """The link of this secret while it can be used; else the reason why not, for the person who holds it."""
    rows = ReplyLink.objects.select_related("respondent__plan", "respondent__enterprise", "respondent__organisation")
    served = _("Answers were sent with this link before. To correct them, ask your office.")
    link = opened(rows, token, address=address, served=served)
    if not is_asking(link.respondent.plan):
        raise LinkIsOver(_("The evaluation is finished. Thank you; no more answers are needed."))
    if not is_usable(link.respondent):
        raise LinkIsOver(_("This link was taken back. Ask your office for a new one."))
    return link


@transaction.atomic
def reply_by_link(token: str, *, code: str, answers: Mapping[int, Said], address: str, answered_as: str = "") -> Reply:
    """Keeps what the respondent sent, and uses the link up; of two who send at once one is told that it has served."""
    asking(open_link(token, address=address).respondent.plan)
    link = open_link(token, address=address)
    return record_reply(
        link.respondent, by=None, code=code, answers=answers, medium=Medium.LINK,
        answered_on=today_in(link.respondent.plan.region), answered_as=answered_as,
    )  # fmt: skip


def _note(verb: str, link: ReplyLink, *, by: User) -> None:
    respondent = link.respondent
    chain = f"region:{respondent.plan.region_id}"
    record(verb, by=by, chain=chain, subject=f"respondent:{respondent.pk}", link=link.pk)
