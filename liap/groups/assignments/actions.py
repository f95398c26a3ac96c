"""Sending a facilitator: the letter makes a group of one, which plans belong to as to any other group."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.groups.assignments.models import Assignment
from liap.groups.assignments.queries import sendable_by, superiors
from liap.groups.models import Membership, Seat, WorkingGroup
from liap.people.access import has_role
from liap.people.models import Role, User
from liap.places.models import Organisation
from liap.refusals import NotTheirs, Refusal

SEAT = "Tenaga Penyuluh Lapangan (TPL-IKM)"


class LetterNotInForce(Refusal):
    """The period of the letter has not begun or is over."""


class LetterTaken(Refusal):
    """Another facilitator was sent by a letter of this number."""


@transaction.atomic
def assign(
    facilitator: User,
    *,
    office: Organisation,
    number: str,
    dated_on: date,
    valid_from: date,
    valid_to: date,
    superior: User,
    place: str,
    by: User,
    contact: str = "",
    is_sample: bool = False,
) -> WorkingGroup:
    """Puts an assignment letter on record and returns the group of one that it makes.

    Rule (process 5.3, stage 1): no work without a letter in force. The same letter serves several plans.
    """
    if not any(one.person == facilitator and one.office == office for one in sendable_by(by)):
        raise NotTheirs(_("Only the facilitator or the head of the office can put an assignment letter on record."))
    _refuse_letter(facilitator, office, valid_from, valid_to, superior)
    number = " ".join(number.split())
    group, is_new = WorkingGroup.objects.select_for_update().get_or_create(
        region=office.region,
        name=_name(number),
        defaults={
            "kind": WorkingGroup.Kind.FACILITATOR,
            "secretariat": office,
            "decree_number": number,
            "decree_on": dated_on,
            "decree_signer": str(superior),
            "valid_from": valid_from,
            "valid_to": valid_to,
            "is_sample": is_sample,
        },
    )
    if not is_new:
        known = Assignment.objects.filter(working_group=group).first()
        if known is None or known.facilitator != facilitator:
            raise LetterTaken(_("A letter of this number is on record for somebody else. Check the number."))
        return group
    Assignment.objects.create(
        working_group=group,
        facilitator=facilitator,
        superior=superior,
        place=place.strip(),
        contact=contact.strip(),
        confirmed_at=timezone.now() if by == superior else None,
    )
    seat = Seat.objects.create(
        working_group=group, institution=office, role=Role.FACILITATOR, title=SEAT, has_vote=False
    )
    Membership.objects.create(seat=seat, person=facilitator, since=valid_from)
    record("facilitator.assigned", by=by, chain=f"group:{group.pk}", subject=f"user:{facilitator.pk}", letter=number)
    return group


@transaction.atomic
def confirm(group: WorkingGroup, *, by: User) -> Assignment:
    """The head of the office confirms that the letter is his."""
    if not has_role(by, Role.OFFICE_HEAD, working_group_id=group.pk, region_id=group.region_id):
        raise NotTheirs(_("Only the head of the office confirms an assignment letter."))
    assignment = Assignment.objects.select_for_update().get(working_group=group)
    if assignment.confirmed_at is None:
        assignment.confirmed_at = timezone.now()
        assignment.save(update_fields=["confirmed_at"])
        record("facilitator.confirmed", by=by, chain=f"group:{group.pk}", subject=f"user:{assignment.facilitator_id}")
    return assignment


@transaction.atomic
def extend_contract(row: Membership, *, until: date, letter: str, by: User) -> None:
    """Lets a facilitator go on until a later day, by a letter of the office."""
    group = WorkingGroup.objects.select_for_update().get(pk=row.seat.working_group_id)
    where = {"working_group_id": group.pk, "region_id": group.region_id}
    if not (by.is_superuser or any(has_role(by, role, **where) for role in (Role.COORDINATOR, Role.OFFICE_HEAD))):
        raise NotTheirs(_("Only the coordinator or the head of the office extends a contract."))
    fresh = Membership.objects.select_for_update().get(pk=row.pk)
    if until <= max(filter(None, (fresh.until, timezone.localdate()))):
        raise LetterNotInForce(_("The new end lies after the old one."))
    if group.is_led_by_facilitator:
        group.valid_to = until
        group.save(update_fields=["valid_to"])
    if fresh.until:
        fresh.until = until
        fresh.save(update_fields=["until"])
    record(
        "facilitator.extended", by=by, chain=f"group:{group.pk}", subject=f"user:{fresh.person_id}",
        until=until.isoformat(), letter=letter,
    )  # fmt: skip


def _refuse_letter(facilitator: User, office: Organisation, valid_from: date, valid_to: date, superior: User) -> None:
    today = timezone.localdate()
    if not valid_from <= today <= valid_to:
        raise LetterNotInForce(_("The assignment letter is not in force today. Check its period."))
    if superior == facilitator or not superiors(office).filter(pk=superior.pk).exists():
        raise NotTheirs(_("The letter is signed by the head of the office, not by the facilitator."))


def _name(number: str) -> str:
    return f"Surat Tugas {number}"
