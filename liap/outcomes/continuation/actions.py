"""Answering the check that opens three years after a plan was closed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.outcomes.actions import add_evidence
from liap.outcomes.continuation.models import ContinuationCheck
from liap.outcomes.success.actions import answer_reconfirmation
from liap.outcomes.success.models import Reconfirmation
from liap.outcomes.success.queries import successes_of
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans.models import Activity, Plan
from liap.refusals import Conflict, NotTheirs, Refusal


class ReasonMissing(Refusal):
    """A model that is no longer used needs the reason; one that is used has none."""


class AlreadyChecked(Conflict):
    """Somebody answered the check first."""


@transaction.atomic
def check_continuation(
    plan: Plan,
    *,
    by: User,
    is_in_use: bool,
    held_as: str = "",
    reason: str = "",
    activities: Iterable[Activity] = (),
    changed: str = "",
    answers: Mapping[Reconfirmation, str] | None = None,
    evidence: str = "",
    file: UploadedFile | None = None,
) -> ContinuationCheck:
    """Keeps what became of a plan, once, with the words about its successes that are given along (feature E5)."""
    locked = Plan.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=plan.pk).first()
    chosen = list(activities)
    if locked is None or any(one.plan_id != plan.pk for one in chosen):
        raise NotTheirs(_("Only people of the plan's region can report on it."))
    if is_in_use == bool(reason):
        raise ReasonMissing(_("A model in use needs no reason; one that is not in use needs one."))
    for question, answer in (answers or {}).items():
        answer_reconfirmation(question, by=by, answer=answer)
    proof = add_evidence(locked, by=by, description=evidence, file=file) if evidence.strip() else None
    row = _keep(
        locked, by, is_in_use=is_in_use, reason=reason, changed=changed.strip(), held_as=held_as, evidence=proof
    )
    row.activities.set(chosen)
    chain = f"plan:{plan.pk}"
    record("continuation.checked", by=by, chain=chain, subject=chain, in_use=is_in_use, reason=reason)
    return row


def _keep(plan: Plan, by: User, **said: Any) -> ContinuationCheck:
    day = today_in(plan.region)
    heard = successes_of(plan, day)
    counts = {
        "still": heard.confirmed if heard else 0,
        "lapsed": heard.lapsed if heard else 0,
        "no_contact": heard.no_contact if heard else 0,
        "not_asked": heard.not_asked if heard else 0,
    }
    try:
        with transaction.atomic():
            return ContinuationCheck.objects.create(plan=plan, by=by, said_on=day, **said, **counts)
    except IntegrityError as error:
        raise AlreadyChecked(_("Somebody answered in the meantime.")) from error
