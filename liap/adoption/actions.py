"""Requests of regions, their way through the pipeline, and the yearly attestation."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from liap.adoption import queries, rules
from liap.adoption.models import AdoptionMove, AdoptionRequest, Attestation, ReadinessCriterion, State
from liap.audit.actions import record
from liap.people.access import posts_label
from liap.people.models import User
from liap.places.models import Region
from liap.places.queries import today_in
from liap.plans.models import FundingSource
from liap.refusals import Conflict, NotTheirs, Refusal

WITH_REASON = ("suspend", "stop", "decline")


class ReasonMissing(Refusal):
    """Why an adoption rests, stops or comes to nothing must be known later."""


class HasMoved(Conflict):
    """The adoption is no longer where this move starts."""


class NothingOffered(Refusal):
    """A region accepts an offer, so there must be one."""


@transaction.atomic
def ask(
    region: Region,
    *,
    industry: str,
    by: User | None,
    on: date | None = None,
    letter_number: str = "",
    contact: str = "",
    staff: int | None = None,
    budget: Decimal | None = None,
    sentras: int | None = None,
    facilitators: int | None = None,
    source: str = "",
    is_sample: bool = False,
) -> AdoptionRequest:
    """A region asks to use the model; it gets a reference number at once.

    by: None for what a source reports of the time before the product.
    """
    if by is not None and not (queries.regions_headed(by).filter(pk=region.pk).exists() or queries.is_desk(by)):
        raise NotTheirs(_("Only the head of the office asks in the name of the region."))
    day = on or today_in(region)
    try:
        with transaction.atomic():
            asked = AdoptionRequest.objects.create(
                region=region,
                industry=industry,
                reference=_next_reference(day.year),
                letter_number=letter_number,
                contact=contact,
                staff=staff,
                budget=budget,
                sentras=sentras,
                facilitators=facilitators,
                source=source,
                requested_by=by,
                requested_on=day,
                is_sample=is_sample,
            )
    except IntegrityError as error:
        raise Conflict(_("This region has asked for this industry before.")) from error
    _move(asked, "request", by=by, on=day)
    return asked


@transaction.atomic
def assess(asked: AdoptionRequest, *, by: User | None, on: date | None = None) -> AdoptionRequest:
    """Computes the readiness from what the region said and proposes the variant that it can carry."""
    fresh = _fresh(asked)
    _require(fresh, "assess", by)
    table = list(ReadinessCriterion.objects.all())
    said = {
        "staff": fresh.staff, "budget": fresh.budget, "sentras": fresh.sentras, "facilitators": fresh.facilitators
    }  # fmt: skip
    fresh.score = rules.score(said, bool(fresh.letter_number), table)
    if fresh.score is not None:
        fresh.proposed_variant = rules.variant_for(fresh.score, fresh.staff, table)
    _move(fresh, "assess", by=by, on=on)
    return fresh


@transaction.atomic
def offer(
    asked: AdoptionRequest,
    *,
    facilitator: bool,
    budget: Decimal | None,
    training: str,
    by: User,
    honorarium: Decimal | None = None,
    training_cost: Decimal | None = None,
    source: str = FundingSource.APBN_CENTRAL,
    year: int | None = None,
) -> AdoptionRequest:
    """The ministry says what it gives: a facilitator, money for meetings, training; from which source and year."""
    fresh = _fresh(asked)
    if not queries.is_desk(by):
        raise NotTheirs(_("Only the ministry's adoption desk may do this."))
    if fresh.state != State.ASSESSED:
        raise HasMoved(_("An offer follows the assessment and comes before the region's answer."))
    if not (facilitator or budget or training.strip()):
        raise NothingOffered(_("Offer at least one of the three."))
    fresh.offers_facilitator, fresh.offered_budget, fresh.offered_training = facilitator, budget, training.strip()
    fresh.offered_honorarium, fresh.offered_training_cost = honorarium, training_cost
    fresh.offered_on = timezone.localdate()
    fresh.offered_source, fresh.offered_year = source, year or fresh.offered_on.year
    fresh.save()
    record("adoption.offer", by=by, chain=_chain(fresh), facilitator=facilitator, budget=str(budget or ""))
    return fresh


@transaction.atomic
def advance(
    asked: AdoptionRequest, move: str, *, by: User | None, reason: str = "", on: date | None = None
) -> AdoptionRequest:
    """Makes a named move of the pipeline; ends and rests need a reason, the commitment needs an offer."""
    fresh = _fresh(asked)
    _require(fresh, move, by)
    if move in WITH_REASON and not reason.strip():
        raise ReasonMissing(_("Please give the reason; it stays on record."))
    if move == "commit" and by is not None and fresh.offered_on is None:
        raise NothingOffered(_("The ministry has not made an offer yet."))
    _move(fresh, move, by=by, reason=reason.strip(), on=on)
    return fresh


@transaction.atomic
def attest(
    region: Region,
    *,
    year: int,
    is_in_use: bool,
    by: User | None,
    reason: str = "",
    used_since: int | None = None,
    liap_count: int | None = None,
    staff: int | None = None,
    budget: Decimal | None = None,
    remark: str = "",
    on: date | None = None,
    source: str = "",
) -> Attestation:
    """Keeps the yearly word of the region with its date; disuse names its reason."""
    if by is not None and not queries.may_attest(by, region):
        raise NotTheirs(_("Only the head of the office attests in the name of the region."))
    if is_in_use == bool(reason):
        text = _("A model in use needs no reason; one that is not in use needs one.")
        raise ReasonMissing(text)
    try:
        with transaction.atomic():
            said = Attestation.objects.create(
                region=region,
                year=year,
                is_in_use=is_in_use,
                reason=reason,
                used_since=used_since,
                liap_count=liap_count,
                staff=staff,
                budget=budget,
                remark=remark,
                by=by,
                held_as=posts_label(by) if by else "",
                said_on=on or today_in(region),
                source=source,
            )
    except IntegrityError as error:
        raise Conflict(_("The region has given its word for this year before.")) from error
    record("attestation", by=by, chain=f"region:{region.pk}", year=year, in_use=is_in_use, reason=reason)
    return said


def _fresh(asked: AdoptionRequest) -> AdoptionRequest:
    return AdoptionRequest.objects.select_for_update().get(pk=asked.pk)


def _require(asked: AdoptionRequest, move: str, by: User | None) -> None:
    if by is None or queries.may_move(by, asked, move):
        return
    if move in queries.DESK_MOVES:
        raise NotTheirs(_("Only the ministry's adoption desk may do this."))
    raise NotTheirs(_("Only the head of the office speaks for the region."))


def _move(asked: AdoptionRequest, move: str, *, by: User | None, reason: str = "", on: date | None = None) -> None:
    before = asked.state
    try:
        getattr(asked, move)()
    except TransitionNotAllowed as error:
        words = {"state": asked.get_state_display()}
        raise HasMoved(_("This adoption is now “%(state)s”. Your step was not recorded.") % words) from error
    asked.save()
    last = asked.moves.order_by("-number").values_list("number", flat=True).first() or 0
    AdoptionMove.objects.create(
        adoption=asked,
        number=last + 1,
        name=move,
        from_state=before,
        to_state=asked.state,
        on=on or today_in(asked.region),
        by=by,
        reason=reason,
    )
    record(f"adoption.{move}", by=by, chain=_chain(asked), to=asked.state)


def _chain(asked: AdoptionRequest) -> str:
    return f"adoption:{asked.pk}"


def _next_reference(year: int) -> str:
    """The next number of the year; whoever asks at the same moment waits at the row of the criteria."""
    if connection.vendor != "sqlite":
        list(ReadinessCriterion.objects.select_for_update().order_by("pk"))
    prefix = f"ADP-{year}-"
    last = AdoptionRequest.objects.filter(reference__startswith=prefix).order_by("-reference").first()
    return f"{prefix}{int(last.reference.removeprefix(prefix)) + 1 if last else 1:04d}"
