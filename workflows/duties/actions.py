"""Opening, reminding of, escalating and ending duties; the clock does so, and doing it twice does no harm."""

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.adoption.models import Attestation
from liap.audit.actions import record
from liap.groups.formation.models import Invitation
from liap.people.access import posts_label
from liap.people.models import User
from liap.places.calendar import add_working_days
from liap.places.queries import day_in, holidays, today_in
from liap.refusals import Conflict, NotTheirs, Refusal
from workflows.beside import is_free
from workflows.duties.queries import holders, open_duties, settled, unended
from workflows.duties.sources import DAYS, owed
from workflows.formation.actions import file_decree
from workflows.models import Duty, Notice
from workflows.reminders import REMIND_WORKING_DAYS_BEFORE, notify

CHAIN = "duties"


class OtherKind(Refusal):
    """A duty of another kind is settled in another way."""


class ReasonMissing(Refusal):
    """A seat stays vacant for a reason only."""


def keep_up(today: date | None = None) -> int:
    """Opens what is owed and was not opened before, and ends what is no longer owed; returns how many are new.

    Of two clocks at the same moment the database lets one open a duty. What was settled is never asked again; of ended
    duties only those about what is owed now are read.
    """
    wanted = {_key(duty): duty for duty in owed(today)}
    known, over = set(), []
    for duty in unended():
        (known.add(_key(duty)) if _key(duty) in wanted else over.append(duty))
    known |= {_key(duty) for duty in settled(wanted.values())}
    for duty in over:
        _end(duty, by=_doer(duty))
    new = [duty for key, duty in wanted.items() if key not in known]
    free = holidays() if new else frozenset()
    for duty in new:
        duty.due_on = _due_on(duty, today, free)
    return sum(_open(duty) for duty in new)


def leave_vacant(duty: Duty, *, by: User, reason: str) -> None:
    """The coordinator leaves a seat vacant for now and says why; an invitation stays open."""
    if not reason.strip():
        raise ReasonMissing(_("Please give the reason; it stays on record."))
    if duty.kind not in (Duty.Kind.SEAT, Duty.Kind.INVITE) or by.pk not in holders().of(duty):
        raise NotTheirs(_("Only the coordinator leaves a seat vacant."))
    if not _end(duty, by=by, reason=reason.strip()[:500]):
        raise Conflict(_("This was settled before. Nothing was recorded."))


@transaction.atomic
def file_decree_for(duty: Duty, *, by: User, **given) -> None:
    """Keeps the signed decree (as `file_decree` takes it) and ends the duty that asked for it."""
    if duty.kind != Duty.Kind.DECREE:
        raise OtherKind(_("This task asks for something else."))
    file_decree(duty.working_group, by=by, **given)
    _end(duty, by=by)


def remind(today: date | None = None) -> int:
    """Writes a reminder for each duty that is due within two working days; returns how many are new."""
    free = holidays()
    soon = [
        duty
        for duty in _told_by_day().filter(reminded_on__isnull=True)
        if duty.due_on <= add_working_days(today or today_in(duty.region), REMIND_WORKING_DAYS_BEFORE, free)
    ]
    by = holders() if soon else None
    return sum(notify(duty, sorted(by.of(duty)), Notice.Kind.REMINDER, "reminded_on") for duty in soon) if by else 0


def escalate(today: date | None = None) -> int:
    """Tells those above of each duty past its due date; returns how many are new."""
    waiting = _told_by_day().filter(escalated_on__isnull=True)
    late = [duty for duty in waiting if duty.due_on < (today or today_in(duty.region))]
    by = holders() if late else None
    return (
        sum(notify(duty, sorted(by.above(duty)), Notice.Kind.ESCALATION, "escalated_on") for duty in late) if by else 0
    )


def _told_by_day() -> QuerySet[Duty]:
    """Without requests about personal data, whose letters go by the hour (`liap.enterprises.protection.reminders`)."""
    return open_duties().filter(data_request=None)


def _key(duty: Duty) -> tuple:
    year = duty.year and (duty.region_id, duty.year)
    group = duty.kind == Duty.Kind.DECREE and duty.working_group_id
    about = duty.invitation_id, duty.seat_id, duty.vacant_since, group, duty.adoption_id, duty.data_request_id
    return duty.kind, *about, year


def _due_on(duty: Duty, today: date | None, free: Collection[date]) -> date:
    """The last day: of requests about personal data the local day of their hour, else so many working days on."""
    if duty.due_at:
        return day_in(duty.region, duty.due_at)
    return add_working_days(today or today_in(duty.region), DAYS[Duty.Kind(duty.kind)], free)


@transaction.atomic
def _open(duty: Duty) -> int:
    if duty.data_request and not is_free(duty.data_request):
        return 0
    try:
        with transaction.atomic():
            duty.save(force_insert=True)
    except IntegrityError:
        return 0
    record("duty.opened", by=None, chain=CHAIN, subject=f"duty:{duty.pk}", kind=duty.kind)
    return 1


@transaction.atomic
def _end(duty: Duty, *, by: User | None, reason: str = "") -> int:
    held = posts_label(by)[:300] if by else ""
    ended = Duty.objects.filter(pk=duty.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), ended_by=by, held_as=held, reason=reason
    )
    if ended:
        record("duty.ended", by=by, chain=CHAIN, subject=f"duty:{duty.pk}", kind=duty.kind)
    return ended


def _doer(duty: Duty) -> User | None:
    """Who did what the duty asked for, as far as a row says so."""
    if duty.kind == Duty.Kind.WORD:
        said = Attestation.objects.filter(region=duty.region_id, year=duty.year).select_related("by").first()
        return said.by if said else None
    if duty.data_request:
        return duty.data_request.answered_by
    if duty.kind == Duty.Kind.INVITE:
        asked = (
            Invitation.objects.filter(seat=duty.seat_id, seated_at__isnull=True).select_related("invited_by").first()
        )
        return asked.invited_by if asked else None
    if duty.adoption_id and duty.kind != Duty.Kind.OFFER:
        last = duty.adoption.moves.select_related("by").order_by("number").last()
        return last.by if last else None
    return None
