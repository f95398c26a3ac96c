"""What is owed today, by rule: seats nobody was asked to take, seats and decrees of groups that plan nothing, words of
regions, requests.

Requests are those for the model, and those about personal data that no plan carries. Each source is a fixed number of
queries, whatever is on record.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from liap.adoption.models import USING, AdoptionRequest, Attestation, State
from liap.groups.formation.models import Invitation
from liap.groups.models import Membership, Seat, WorkingGroup
from liap.groups.queries import groups_in_force
from liap.people.access import holding
from liap.people.models import Role
from liap.places.models import Region
from liap.places.queries import today_in
from workflows.data_requests import owed_without_a_plan
from workflows.formation.vacancies import planning_groups, unanswered
from workflows.models import Case, Duty

# Working days, as the same work has where a plan carries it; the ten of requests are those of process 5.2.
DAYS = {
    Duty.Kind.SEAT: 10, Duty.Kind.INVITE: 10, Duty.Kind.DECREE: 15, Duty.Kind.WORD: 40,
    Duty.Kind.READINESS: 10, Duty.Kind.OFFER: 10, Duty.Kind.ANSWER: 10
}  # fmt: skip


def owed(today: date | None = None) -> Iterator[Duty]:
    """Every duty there is a reason for now, as rows that are not saved and have no due date yet."""
    day = _day(today)
    yield from _seats(day)
    yield from _vacancies(day)
    yield from _decrees(day)
    yield from _words(today)
    yield from _requests()
    yield from _data_requests()


def _day(today: date | None) -> date:
    return today or timezone.localdate()


def _seats(day: date) -> Iterator[Duty]:
    """Feature A4 where no running plan carries the task."""
    for asked in unanswered(day).exclude(seat__working_group__in=planning_groups()):
        group = asked.seat.working_group
        yield Duty(
            kind=Duty.Kind.SEAT, region=group.region, working_group=group, invitation=asked,
            subject=str(asked.seat)[:300], role=Role.COORDINATOR,
        )  # fmt: skip


def _vacancies(day: date) -> Iterator[Duty]:
    """A seat on which nobody sits and to which nobody was invited, since the day it became vacant.

    No step of a plan asks for it, so it is owed whether the group has a running plan or not.
    """
    asked = Invitation.objects.filter(seat=OuterRef("pk"), seated_at__isnull=True)
    sitting = Membership.objects.filter(holding(day), seat=OuterRef("pk"))
    seats = Seat.objects.filter(~Exists(asked), ~Exists(sitting), working_group__in=groups_in_force(day))
    left = Max("memberships__until", filter=Q(memberships__until__lt=day))
    for seat in seats.annotate(left_on=left).select_related("institution", "working_group__region").order_by("pk"):
        group = seat.working_group
        since = seat.left_on + timedelta(days=1) if seat.left_on else group.valid_from
        yield Duty(
            kind=Duty.Kind.INVITE, region=group.region, working_group=group, seat=seat, role=Role.COORDINATOR,
            subject=str(seat)[:300], vacant_since=since,
        )  # fmt: skip


def _decrees(day: date) -> Iterator[Duty]:
    """Feature A1 where no running plan carries the task: the scan of the signed decree is missing."""
    for group in _idle(day).filter(decree_sha256="").select_related("region").order_by("pk"):
        yield Duty(
            kind=Duty.Kind.DECREE, region=group.region, working_group=group, role=Role.COORDINATOR,
            subject=group.decree_number,
        )  # fmt: skip


def _idle(day: date) -> QuerySet[WorkingGroup]:
    """The groups in force without a running plan, which would carry their work."""
    return groups_in_force(day).exclude(pk__in=planning_groups())


def _words(today: date | None) -> Iterator[Duty]:
    """Feature I4 where the region has no plan that could carry the question: asked from the first of January on of
    regions that had a working group or had accepted an offer before."""
    since = _users()
    # Where it is already January in the east, it is still December in the west.
    said = set(Attestation.objects.filter(year__gte=_day(today).year - 1).values_list("region", "year"))
    plans = Case.objects.filter(plan__region=OuterRef("pk"))
    for region in Region.objects.filter(~Exists(plans), pk__in=since).order_by("pk"):
        year = (today or today_in(region)).year
        if (region.pk, year) not in said and since[region.pk] < date(year, 1, 1):
            yield Duty(kind=Duty.Kind.WORD, region=region, year=year, subject=str(year), role=Role.OFFICE_HEAD)


def _users() -> dict[int, date]:
    """The regions that have a working group or use the model, each with the first day of either."""
    groups = groups_in_force().values_list("region", "valid_from")
    asked = AdoptionRequest.objects.filter(state__in=USING)
    found: dict[int, date] = {}
    for region, day in [*groups, *asked.values_list("region", "requested_on")]:
        found[region] = min(day, found.get(region, day))
    return found


def _requests() -> Iterator[Duty]:
    """Stage 0 of the process; what a source tells of earlier years was decided long ago."""
    asked = AdoptionRequest.objects.filter(requested_by__isnull=False, state__in=[State.REQUESTED, State.ASSESSED])
    for one in asked.select_related("region"):
        if one.state == State.REQUESTED:
            kind, role = Duty.Kind.READINESS, Role.MINISTRY_REVIEWER
        elif one.offered_on is None:
            kind, role = Duty.Kind.OFFER, Role.MINISTRY_REVIEWER
        else:
            kind, role = Duty.Kind.ANSWER, Role.OFFICE_HEAD
        subject = f"{one.reference}, {one.industry}"
        yield Duty(kind=kind, region=one.region, adoption=one, subject=subject, role=role)


def _data_requests() -> Iterator[Duty]:
    """Features G8 and N7 where the region has no plan; requests of people who log in are for administrators."""
    for asked in owed_without_a_plan():
        region = asked.enterprise.region if asked.enterprise else None
        role = Role.COORDINATOR if region else ""
        yield Duty(kind=Duty.Kind.DATA_REQUEST, region=region, data_request=asked, role=role)
