"""Forming a working group: asking institutions, seating whom they name, accepting the composition, training."""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.groups.formation.models import CompositionNote, DecreeDraft, Invitation, Training, TrainingRecord
from liap.groups.formation.queries import leads, missing
from liap.groups.models import Membership, Seat, WorkingGroup
from liap.groups.queries import members_on
from liap.people.access import holding
from liap.people.models import User
from liap.places.calendar import add_working_days
from liap.places.queries import holidays, today_in
from liap.refusals import Conflict, NotTheirs, Refusal

DAYS_TO_ANSWER = 10


class NobodyNamed(Refusal):
    """A seat is filled with the person whom the institution named."""


class NothingSaid(Refusal):
    """An empty answer about women and men is not kept."""


@transaction.atomic
def invite(seat: Seat, *, email: str, by: User) -> Invitation:
    """Asks the institution of a vacant seat by a link to name its person; a new link voids the one before."""
    group = _lock(seat.working_group_id, by)
    if seat.memberships.filter(holding()).exists():
        raise Conflict(_("Somebody holds this seat; a change of person is a handover."))
    Invitation.objects.filter(seat=seat, seated_at__isnull=True).delete()
    token, today = secrets.token_urlsafe(32), timezone.localdate()
    asked = Invitation.objects.create(
        seat=seat,
        email=email,
        token_sha256=digest(token),
        invited_by=by,
        invited_on=today,
        due_on=add_working_days(today, DAYS_TO_ANSWER, holidays()),
    )
    record("group.invite", by=by, chain=_chain(group), subject=f"seat:{seat.pk}")
    transaction.on_commit(lambda: _write(asked, token), robust=True)
    return asked


def invitation_of(token: str) -> Invitation | None:
    """The open invitation that has this secret."""
    found = Invitation.objects.filter(token_sha256=digest(token), seated_at__isnull=True)
    return found.select_related("seat__institution", "seat__working_group").first()


@transaction.atomic
def answer(token: str, *, name: str, email: str, sex: str = "") -> Invitation:
    """The institution names its person; it may correct itself until the person is seated."""
    found = Invitation.objects.select_for_update().filter(token_sha256=digest(token), seated_at__isnull=True).first()
    if found is None:
        raise Conflict(_("This invitation is no longer open."))
    found.person_name, found.person_email, found.person_sex = name.strip(), email.strip().lower(), sex
    found.answered_at = timezone.now()
    found.save()
    record("group.named", by=None, chain=_chain(found.seat.working_group), subject=f"seat:{found.seat_id}")
    return found


@transaction.atomic
def seat_person(asked: Invitation, *, by: User) -> Membership:
    """Puts the named person on the seat; who has no account yet gets one, which an administrator opens."""
    group = _lock(asked.seat.working_group_id, by)
    fresh = Invitation.objects.select_for_update().get(pk=asked.pk)
    if fresh.answered_at is None:
        raise NobodyNamed(_("The institution has not named anybody yet."))
    if fresh.seated_at or fresh.seat.memberships.filter(holding()).exists():
        raise Conflict(_("Somebody holds this seat; a change of person is a handover."))
    person = User.objects.filter(email__iexact=fresh.person_email, is_active=True).first()
    if person is None:
        person = User(username=_free_name(fresh.person_email), email=fresh.person_email, full_name=fresh.person_name)
        person.set_unusable_password()
        person.save()
    if fresh.person_sex and not person.sex:
        person.sex = fresh.person_sex
        person.save(update_fields=["sex"])
    made = Membership.objects.create(seat=fresh.seat, person=person, since=timezone.localdate())
    fresh.seated_at = timezone.now()
    fresh.save()
    record("group.seated", by=by, chain=_chain(group), subject=f"seat:{fresh.seat_id}", person=person.pk)
    return made


@transaction.atomic
def record_women_and_men(group: WorkingGroup, sexes: Mapping[User, str], *, by: User) -> int:
    """Keeps who of the members is a woman or a man where it was not known; returns of how many.

    Who leads the group knows the members; what stands already is corrected by an administrator only.
    """
    locked = _lock(group.pk, by)
    if not sexes:
        raise NothingSaid(_("Say of at least one member whether it is a woman or a man."))
    sitting = members_on(locked).values("person")
    told = {
        person.pk
        for person, sex in sexes.items()
        if User.objects.filter(pk=person.pk, pk__in=sitting, sex="").update(sex=sex)
    }
    if told != {person.pk for person in sexes}:
        raise Conflict(_("Of somebody this was recorded before, or the seat has changed. Nothing was recorded."))
    record("group.women_and_men", by=by, chain=_chain(locked), people=len(told))
    return len(told)


@transaction.atomic
def accept_composition(group: WorkingGroup, *, reason: str, by: User) -> CompositionNote:
    """The coordinator goes on although kinds of members are missing, and says why."""
    locked = _lock(group.pk, by)
    lacking = missing(locked)
    if not lacking:
        raise Refusal(_("Nothing is missing, so there is nothing to explain."))
    if not reason.strip():
        raise Refusal(_("Please give the reason; it stays on record."))
    note = CompositionNote.objects.create(working_group=locked, missing=sorted(lacking), reason=reason.strip(), by=by)
    record("group.composition", by=by, chain=_chain(locked), missing=sorted(lacking))
    return note


class NothingWritten(Refusal):
    """Only a text that was written can be sent for signature."""


class CompositionUnexplained(Refusal):
    """A group that lacks a kind of member is founded only with the reason on record (feature A3)."""


@transaction.atomic
def write_decree(
    group: WorkingGroup, *, signer: str, about: str, considering: str, recalling: str, decisions: str, by: User
) -> DecreeDraft:
    """Keeps the text of the decree; after one was sent, the next text is a new draft."""
    locked = _lock(group.pk, by)
    draft = locked.decree_drafts.filter(sent_at__isnull=True).first()
    if draft is None:
        last = locked.decree_drafts.order_by("-number").first()
        draft = DecreeDraft(working_group=locked, number=last.number + 1 if last else 1)
    draft.signer, draft.about, draft.considering = signer, about, considering
    draft.recalling, draft.decisions = recalling, decisions
    draft.save()
    record("group.decree", by=by, chain=_chain(locked), subject=f"decree:{draft.pk}", number=draft.number)
    return draft


@transaction.atomic
def send_decree(group: WorkingGroup, *, by: User) -> DecreeDraft:
    """Sends the open draft for signature; the paper D1 is made from it, and the text changes no more.

    Rule: who is missing in the group stands in the paper together with the written reason of the coordinator.
    """
    locked = _lock(group.pk, by)
    draft = locked.decree_drafts.select_for_update().filter(sent_at__isnull=True).first()
    if draft is None:
        raise NothingWritten(_("Write the text of the decree first, then send it for signature."))
    draft.missing, draft.reason = sorted(missing(locked)), ""
    if draft.missing:
        note = next((note for note in locked.composition_notes.all() if set(draft.missing) <= set(note.missing)), None)
        if note is None:
            text = _("Somebody is missing in the group. Write on its page why it goes on, then send the decree.")
            raise CompositionUnexplained(text)
        draft.reason = note.reason
    draft.sent_at, draft.sent_by = timezone.now(), by
    draft.save()
    record("group.decree_sent", by=by, chain=_chain(locked), subject=f"decree:{draft.pk}", missing=draft.missing)
    return draft


@transaction.atomic
def record_training(
    group: WorkingGroup, *, course: str, held_on: date, hours: int | None, members: Sequence[Membership], by: User
) -> Training:
    """Keeps who took a course, for which seat."""
    locked = _lock(group.pk, by)
    if held_on > today_in(locked.region):
        raise Refusal(_("The training lies in the future. Record it after it was held."))
    if not members or any(row.seat.working_group_id != locked.pk for row in members):
        raise Refusal(_("Choose who of this group took part."))
    try:
        with transaction.atomic():
            held = Training.objects.create(
                working_group=locked, course=course, held_on=held_on, hours=hours, recorded_by=by
            )
    except IntegrityError as error:
        raise Conflict(_("This training has been recorded already.")) from error
    people = {row.person_id: row for row in members}
    TrainingRecord.objects.bulk_create(
        TrainingRecord(training=held, person_id=pk, seat_id=row.seat_id) for pk, row in people.items()
    )
    record("group.training", by=by, chain=_chain(locked), subject=f"training:{held.pk}", people=len(people))
    return held


def digest(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(f"{settings.SECRET_KEY}:{token}".encode()).hexdigest()


def _lock(group: int, by: User) -> WorkingGroup:
    locked = WorkingGroup.objects.select_for_update().get(pk=group)
    if not (by.is_superuser or leads(by, locked)):
        raise NotTheirs(_("Only the coordinator or the head of the office forms the working group."))
    return locked


def _chain(group: WorkingGroup) -> str:
    return f"group:{group.pk}"


def _free_name(email: str) -> str:
    wanted = re.sub(r"[^a-z0-9._-]", "", email.split("@")[0].lower())[:60] or "anggota"
    name, number = wanted, 1
    while User.objects.filter(username=name).exists():
        number += 1
        name = f"{wanted}-{number}"
    return name


def _write(asked: Invitation, token: str) -> None:
    link = settings.PUBLIC_URL.rstrip("/") + reverse("liap:invitation", args=[token])
    words = {"group": asked.seat.working_group, "seat": asked.seat, "day": asked.due_on.strftime("%d-%m-%Y")}
    subject = _("Who sits for you in %(group)s?") % words
    text = _("Please name by %(day)s the person who takes the seat “%(seat)s” in %(group)s. Open this link:") % words
    EmailMessage(subject, f"{text}\n\n{link}\n", to=[asked.email]).send()
