"""Recording why data may be used, stopping their use, and taking and answering what people ask about their data."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance.models import EntryLink
from liap.enterprises.protection.erasing import erase_enterprise
from liap.enterprises.protection.models import DataAccess, NoticeText, ProcessingBasis, SubjectRequest
from liap.enterprises.protection.queries import due_after, may_answer
from liap.enterprises.queries import may_write
from liap.people.models import User
from liap.places.queries import day_in, today_in
from liap.refusals import Conflict, NotTheirs, Refusal

Kind = SubjectRequest.Kind
# What stops the use before anybody has decided: nobody is to be advised or counted against his word.
STOPPING = (Kind.WITHDRAWAL, Kind.RESTRICTION, Kind.DELETION)


class ConsentNeedsItsText(Refusal):
    """A consent says which version of the text was read."""


class GivenInTheFuture(Refusal):
    """Nothing is given or received in a time to come."""


class WithdrawalIsNotRefused(Refusal):
    """A withdrawal of consent is carried out and cannot be refused."""


class ErasedAlready(Refusal):
    """There are no personal data left to ask about."""


class AskedAlready(Refusal):
    """The person asked the same in the same words and waits for the answer."""


class AnsweredAlready(Conflict):
    """Somebody answered the request first."""


def note_access(enterprises: Iterable[Enterprise], *, by: User, act: str, what: str, reason: str) -> None:
    """Puts on record that somebody saw or took personal data: exactly one row per SMI and call."""
    DataAccess.objects.bulk_create(
        (DataAccess(enterprise=one, by=by, act=act, what=what, reason=reason) for one in enterprises), batch_size=1000
    )


@transaction.atomic
def record_basis(
    enterprise: Enterprise,
    *,
    by: User,
    purposes: Iterable[str],
    basis: str,
    given_on: date,
    medium: str,
    evidence: str,
    notice: NoticeText | None = None,
) -> list[ProcessingBasis]:
    """Puts on record why the data may be used for some purposes; what was in force for them ends at this moment.

    A consent that was given after the use was stopped lets it go on: the owner said yes again.
    """
    row = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    if not may_write(by, row):
        raise NotTheirs(_("The basis is recorded by the people of the region."))
    if row.erased_at:
        raise ErasedAlready(_("The personal data of this SMI are erased."))
    if basis == ProcessingBasis.Basis.CONSENT and notice is None:
        raise ConsentNeedsItsText(_("A consent names the version of the text that was read or signed."))
    if given_on > today_in(row.region):
        raise GivenInTheFuture(_("The day lies in the future. Correct the date."))
    chosen = [Purpose(purpose) for purpose in purposes]
    row.bases.filter(purpose__in=chosen, withdrawn_at=None).update(withdrawn_at=timezone.now())
    given = {"basis": basis, "given_on": given_on, "medium": medium, "notice": notice, "recorded_by": by}
    made = [
        ProcessingBasis.objects.create(enterprise=row, purpose=purpose, evidence=evidence.strip(), **given)
        for purpose in chosen
    ]
    if (
        row.restricted_at
        and basis == ProcessingBasis.Basis.CONSENT
        and given_on >= day_in(row.region, row.restricted_at)
    ):
        Enterprise.objects.filter(pk=row.pk).update(restricted_at=None)
    _note("enterprise.basis_recorded", row, by=by, purposes=sorted(chosen), basis=basis)
    return made


@transaction.atomic
def receive(
    *,
    by: User,
    kind: str,
    medium: str,
    enterprise: Enterprise | None = None,
    person: User | None = None,
    text: str = "",
    received_at: datetime | None = None,
    purposes: Iterable[str] = (),
) -> SubjectRequest:
    """Opens a request that is due 72 hours after it was received.

    Rule: a withdrawal, a restriction and a deletion stop the use at once, before anybody decides. A withdrawal may
    name purposes; then only these stop. Of a person who logs in nothing is stopped before the answer, since acts of
    office rest on his account; he asks himself, or an administrator notes what he said.
    """
    now = timezone.now()
    if received_at and received_at > now:
        raise GivenInTheFuture(_("The moment lies in the future. Correct it."))
    if enterprise is not None:
        enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
        if not may_write(by, enterprise):
            raise NotTheirs(_("Requests are taken by the people of the region of the SMI."))
        if enterprise.erased_at:
            raise ErasedAlready(_("The personal data of this SMI are erased."))
    if person is not None:
        _check_asking(person, kind=kind, text=text, by=by)
    received, named = received_at or now, [Purpose(purpose) for purpose in purposes]
    stops = enterprise is not None and kind in STOPPING
    request = SubjectRequest.objects.create(
        enterprise=enterprise,
        person=person,
        kind=Kind(kind),
        medium=medium,
        text=text.strip(),
        received_at=received,
        due_at=due_after(received),
        received_by=by,
        stops_all=stops and not (named and kind == Kind.WITHDRAWAL),
    )
    if enterprise is not None and stops:
        _stop(enterprise, request, [] if request.stops_all else named, by=by, at=now)
    _note_request("data_request.received", request, by=by, kind=request.kind, purposes=sorted(named))
    return request


@transaction.atomic
def answer(request: SubjectRequest, *, by: User, outcome: str, answer: str) -> SubjectRequest:
    """Closes a request with its outcome and the words that were sent.

    A deletion that is not refused erases the personal data now. A refused stop is lifted, if no other holds.
    """
    row = SubjectRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not may_answer(by, row):
        raise NotTheirs(_("Requests are answered by the coordinator or the head of the office of the region."))
    if row.answered_at:
        raise AnsweredAlready(_("Somebody answered this request in the meantime."))
    refused = outcome == SubjectRequest.Outcome.REFUSED
    if refused and row.kind == Kind.WITHDRAWAL:
        raise WithdrawalIsNotRefused(_("A withdrawal cannot be refused. Say what was stopped."))
    if not refused and row.kind == Kind.DELETION and row.enterprise is not None:
        erase_enterprise(row.enterprise, by=by)
        row.text = ""
    row.outcome, row.answer = SubjectRequest.Outcome(outcome).value, answer.strip()
    row.answered_by, row.answered_at = by, timezone.now()
    row.save()
    if refused and row.enterprise is not None and row.kind in STOPPING:
        _lift(row.enterprise)
    _note_request("data_request.answered", row, by=by, outcome=row.outcome)
    return row


def _check_asking(person: User, *, kind: str, text: str, by: User) -> None:
    """Under a lock of the account, so that a form that is sent twice asks once."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if by != person and not by.is_superuser:
        raise NotTheirs(_("People who log in ask about their own data only."))
    if SubjectRequest.objects.open().filter(person=person, kind=kind, text=text.strip()).exists():
        raise AskedAlready(
            _("You asked this already, and it is not answered yet. It is in the list of your requests.")
        )


def _stop(enterprise: Enterprise, request: SubjectRequest, purposes: list[Purpose], *, by: User, at: datetime) -> None:
    """Stops all use, or the use for some purposes; a purpose without a basis gets a withdrawn one as the mark."""
    in_force = enterprise.bases.filter(withdrawn_at=None)
    if not purposes:
        Enterprise.objects.filter(pk=enterprise.pk, restricted_at=None).update(restricted_at=at)
        EntryLink.objects.filter(enterprise=enterprise, revoked_at=None, used_at=None).update(revoked_at=at)
        if request.kind == Kind.WITHDRAWAL:
            in_force.update(withdrawn_at=at)
        return
    held = set(in_force.filter(purpose__in=purposes).values_list("purpose", flat=True))
    in_force.filter(purpose__in=purposes).update(withdrawn_at=at)
    for purpose in purposes:
        if purpose not in held:
            ProcessingBasis.objects.create(
                enterprise=enterprise,
                purpose=purpose,
                basis=ProcessingBasis.Basis.PUBLIC_TASK,
                given_on=day_in(enterprise.region, at),
                medium=request.medium,
                evidence=f"#{request.pk}",
                recorded_by=by,
                withdrawn_at=at,
            )


def _lift(enterprise: Enterprise) -> None:
    """Lets the data be used again, unless another stop is open or was granted."""
    stops = enterprise.requests.filter(stops_all=True).exclude(outcome=SubjectRequest.Outcome.REFUSED)
    if not stops.exists():
        Enterprise.objects.filter(pk=enterprise.pk).update(restricted_at=None)


def _note(verb: str, enterprise: Enterprise, *, by: User | None, **payload: object) -> None:
    record(verb, by=by, chain=f"region:{enterprise.region_id}", subject=f"enterprise:{enterprise.pk}", **payload)


def _note_request(verb: str, request: SubjectRequest, *, by: User | None, **payload: object) -> None:
    chain = f"region:{request.enterprise.region_id}" if request.enterprise else "people"
    record(verb, by=by, chain=chain, subject=f"data_request:{request.pk}", **payload)
