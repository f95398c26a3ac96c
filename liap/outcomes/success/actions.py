"""Reporting, confirming and re-confirming successes."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.models import Enterprise
from liap.outcomes.actions import add_evidence
from liap.outcomes.models import Evidence
from liap.outcomes.success.models import Reconfirmation, SuccessCase
from liap.outcomes.success.queries import enterprises_of, may_answer_for, may_confirm
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans.models import Goal, Plan
from liap.plans.queries import may_write
from liap.refusals import Conflict, NotTheirs, Refusal


class NotATarget(Refusal):
    """The SMI is not one that the plan is for."""


class CertificateAtOtherRung(Refusal):
    """A certificate proves the rung of the certificate and no other."""


class ReachedInTheFuture(Refusal):
    """Nothing is reached on a day to come."""


class AlreadyReported(Refusal):
    """The SMI stands on this rung already."""


class AlreadyConfirmed(Conflict):
    """Somebody else confirmed first."""


class AlreadyAnswered(Conflict):
    """Somebody else answered the question of this year first."""


@transaction.atomic
def report_success(
    plan: Plan,
    *,
    by: User,
    enterprise: Enterprise,
    rung: str,
    reached_on: date,
    description: str = "",
    file: UploadedFile | None = None,
    evidence: Evidence | None = None,
    certificate_number: str = "",
) -> SuccessCase:
    """Puts on record that an SMI reached a rung, with what proves it; it counts when somebody else confirms it.

    Rule: a certificate counts at the rung "certificate" only (feature G6).
    """
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    if not may_write(by, locked):
        raise NotTheirs(_("Only the working group reports successes of its plan."))
    certificate_number = certificate_number.strip()
    _check(locked, enterprise, rung, reached_on, certificate_number)
    if evidence is None:
        evidence = add_evidence(locked, by=by, description=description, file=file)
    elif evidence.plan_id != locked.pk:
        raise NotTheirs(_("The evidence belongs to another plan."))
    case = SuccessCase.objects.create(
        plan=locked,
        enterprise=enterprise,
        rung=rung,
        reached_on=reached_on,
        certificate_number=certificate_number,
        evidence=evidence,
        reported_by=by,
    )
    _note("success.reported", case, by=by, rung=rung, evidence=evidence.pk, sha256=evidence.sha256)
    return case


def _check(plan: Plan, enterprise: Enterprise, rung: str, reached_on: date, certificate_number: str) -> None:
    if not enterprises_of(plan).filter(pk=enterprise.pk).exists():
        raise NotATarget(_("This SMI is not among the target SMIs of the plan."))
    if (rung == Goal.Rung.CERTIFICATE) != bool(certificate_number):
        raise CertificateAtOtherRung(
            _("The rung “certificate” needs the number of the certificate, and no other rung takes one.")
        )
    if reached_on > today_in(plan.region):
        raise ReachedInTheFuture(_("The day lies in the future. Correct the date."))
    if SuccessCase.objects.filter(plan=plan, enterprise=enterprise, rung=rung).exists():
        raise AlreadyReported(_("This SMI was reported on this rung before."))


@transaction.atomic
def confirm_success(case: SuccessCase, *, by: User, on: date | None = None) -> SuccessCase:
    """Lets the success count. Rule: never by the one who reported it."""
    locked = SuccessCase.objects.select_for_update(of=("self",)).select_related("plan").get(pk=case.pk)
    if not may_confirm(by, locked):
        raise NotTheirs(
            _("A success is confirmed by a coordinator, facilitator, head or evaluator who did not report it.")
        )
    if locked.confirmed_by_id:
        raise AlreadyConfirmed(_("Somebody confirmed this success in the meantime."))
    locked.confirmed_by, locked.confirmed_on = by, on or today_in(locked.plan.region)
    locked.save()
    _note("success.confirmed", locked, by=by)
    return locked


def open_reconfirmations(today: date | None = None) -> int:
    """Asks whether each success lasts, in every calendar year after the one of its confirmation; returns how many
    questions are new. The database holds one per case and year; what lapsed is not asked again."""
    day = today or timezone.localdate()
    asked = Reconfirmation.objects.filter(success_case=OuterRef("pk"), year=day.year)
    lapsed = Reconfirmation.objects.filter(success_case=OuterRef("pk"), answer="lapsed")
    before = SuccessCase.objects.counting(date(day.year - 1, 12, 31))
    due = before.filter(~Exists(asked), ~Exists(lapsed))
    count = 0
    for case in due.order_by("pk")[:1000]:
        count += _ask(case, day.year)
    return count


@transaction.atomic
def _ask(case: SuccessCase, year: int) -> int:
    _row, is_new = Reconfirmation.objects.get_or_create(success_case=case, year=year)
    if is_new:
        _note("success.asked", case, by=None, year=year)
    return int(is_new)


@transaction.atomic
def answer_reconfirmation(
    question: Reconfirmation, *, by: User, answer: str, remark: str = "", on: date | None = None
) -> Reconfirmation:
    """Says whether the success of an earlier year lasts, lapsed, or that nobody could be reached."""
    locked = Reconfirmation.objects.select_for_update(of=("self",)).select_related("success_case__plan")
    row = locked.get(pk=question.pk)
    if not may_answer_for(by, row.success_case):
        raise NotTheirs(_("Only people of the plan say whether a success lasts."))
    if row.answer:
        raise AlreadyAnswered(_("Somebody answered in the meantime."))
    row.answer, row.remark = Reconfirmation.Answer(answer).value, remark.strip()
    row.answered_by, row.answered_on = by, on or today_in(row.success_case.plan.region)
    row.save()
    _note("success.answered", row.success_case, by=by, year=row.year, answer=row.answer)
    return row


def _note(verb: str, case: SuccessCase, *, by: User | None, **payload: object) -> None:
    record(verb, by=by, chain=f"success:{case.plan_id}", subject=f"success:{case.pk}", **payload)
