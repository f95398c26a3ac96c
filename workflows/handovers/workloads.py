"""How much each facilitator carries, and until when, for those who stand above."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.groups.assignments.queries import contract_end, facilitators
from liap.groups.models import Membership
from liap.people.access import holding, is_national
from liap.people.models import Appointment, Role, User
from liap.places.models import Region
from liap.plans.models import Plan, TargetEnterprise
from workflows.contracts import AHEAD
from workflows.models import Case, Task
from workflows.models.case import FINAL_STAGES


@dataclass(frozen=True)
class Workload:
    """A facilitator in a region: the nearest end of a contract, running plans, their SMIs, open tasks."""

    person: User
    region: Region
    ends_on: date | None
    ends_soon: bool
    plans: int
    smis: int
    tasks: int


def workloads(user: User) -> list[Workload]:
    """The facilitators below the person, whose contract ends first on top."""
    rows: dict[tuple[int, int], list[Membership]] = {}
    for row in _below(user):
        rows.setdefault((row.person_id, row.seat.working_group.region_id), []).append(row)
    found = [_workload(held) for held in rows.values()]
    return sorted(found, key=lambda one: (one.ends_on or date.max, one.person.full_name))


def _below(user: User) -> QuerySet[Membership]:
    found = facilitators()
    if is_national(user):
        return found
    heads = Appointment.objects.filter(holding(), person=user, post__role=Role.OFFICE_HEAD)
    regions = heads.values("post__organisation__region")
    led = user.memberships.filter(holding(), seat__role=Role.COORDINATOR).values("seat__working_group")
    group = "seat__working_group"
    where = Q(**{f"{group}__region__in": regions}) | Q(**{f"{group}__region__parent__in": regions})
    return found.filter(where | Q(**{f"{group}__in": led}))


def _workload(held: list[Membership]) -> Workload:
    person, region = held[0].person, held[0].seat.working_group.region
    running = Case.objects.filter(plan__working_group__in=[row.seat.working_group_id for row in held])
    plans = Plan.objects.filter(pk__in=running.exclude(stage__in=FINAL_STAGES).values("plan"))
    ends_on = min(filter(None, map(contract_end, held)), default=None)
    return Workload(
        person=person,
        region=region,
        ends_on=ends_on,
        ends_soon=ends_on is not None and ends_on - AHEAD <= timezone.localdate(),
        plans=plans.count(),
        smis=TargetEnterprise.objects.filter(plan__in=plans).values("enterprise").distinct().count(),
        tasks=Task.objects.human().open().filter(owner=person, case__plan__region=region).count(),
    )
