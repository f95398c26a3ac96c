"""What a post or seat holds, who stands above it, and where everything hangs on one person."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from documents.models import Document
from liap.groups.models import Membership, Seat
from liap.people.access import holding, is_national, people_with, regions_of
from liap.people.models import Appointment, Post, Role, User
from liap.plans.models import Plan, TargetEnterprise
from workflows.duties.queries import of_place
from workflows.models import Case, Duty, Handover, Move, Task
from workflows.models.case import FINAL_STAGES
from workflows.models.work import INSTITUTION

LOOKING_BACK = timedelta(days=365)
ACTIVE_WITHIN = timedelta(days=180)


@dataclass(frozen=True)
class Inventory:
    """What goes with a post or seat: open tasks and duties, running cases, their papers and target SMIs."""

    tasks: list[Task]
    duties: list[Duty]
    cases: list[Case]
    papers: list[Document]
    enterprises: list[TargetEnterprise]


def holder_of(place: Post | Seat, day: date | None = None) -> User | None:
    """Who holds the post (not as acting officer) or seat on a day."""
    rows: QuerySet = place.memberships if isinstance(place, Seat) else place.appointments.filter(kind="holder")
    row = rows.filter(holding(day)).select_related("person").order_by("-since", "-pk").first()
    return row.person if row else None


def superiors(place: Post | Seat) -> QuerySet[User]:
    """Who confirms a handover: of a seat the coordinator, else the head of the office, of the province, else an
    administrator."""
    if isinstance(place, Seat):
        group = place.working_group
        where = {"working_group_id": group.pk, "region_id": group.region_id}
        roles = [Role.OFFICE_HEAD] if place.role == Role.COORDINATOR else [Role.COORDINATOR, Role.OFFICE_HEAD]
        found = next((people for role in roles if (people := people_with(role, **where)).exists()), None)
        return found if found is not None else _administrators()
    region = place.organisation.region
    if region is None:
        return _administrators()
    heads = Appointment.objects.filter(holding(), post__role=Role.OFFICE_HEAD, person__is_active=True)
    heads = heads.exclude(post=place)
    for near in (Q(post__organisation=place.organisation_id), Q(post__organisation__region=region)):
        if (own := heads.filter(near)).exists() and place.role != Role.OFFICE_HEAD:
            return User.objects.filter(pk__in=own.values("person"))
    above = heads.filter(post__organisation__region=region.parent_id) if region.parent_id else heads.none()
    return User.objects.filter(pk__in=above.values("person")) if above.exists() else _administrators()


def _administrators() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_superuser=True)


def work_of(place: Post | Seat) -> Q:
    """The condition on Task that it belongs to the post or seat."""
    if isinstance(place, Seat):
        group = Q(case__plan__working_group=place.working_group_id)
        shared = Q(seat__isnull=True, organisation__isnull=True, role=place.role) & group
        return (
            Q(seat=place) | shared | Q(seat__isnull=True, organisation=place.institution_id, role=INSTITUTION) & group
        )
    own = Q(seat__isnull=True, organisation=place.organisation_id)
    if not place.role:
        return own
    region = place.organisation.region_id
    where = Q(case__plan__region=region) | Q(case__plan__region__parent=region) if region else Q()
    return own | Q(seat__isnull=True, organisation__isnull=True, role=place.role) & where


def inventory(place: Post | Seat, person: User | None) -> Inventory:
    """Everything open that belongs to the post or seat and is held by the person or by nobody."""
    mine = Q(owner__isnull=True) | (Q(owner=person) if person else Q())
    tasks = Task.objects.human().open().filter(work_of(place)).filter(mine)
    tasks = tasks.select_related("case__plan__region", "process", "owner").order_by("due_on", "id")
    tasks = list(tasks)
    plans = Plan.objects.filter(Q(pk__in=_plans_of(place)) | Q(pk__in=[task.case.plan_id for task in tasks]))
    return Inventory(
        tasks=tasks,
        duties=list(of_place(place)),
        cases=list(Case.objects.filter(plan__in=plans).exclude(stage__in=FINAL_STAGES).select_related("plan__region")),
        papers=list(Document.objects.filter(plan__in=plans, superseded_by=None).order_by("plan", "kind")[:200]),
        enterprises=list(
            TargetEnterprise.objects.filter(plan__in=plans).select_related("enterprise", "plan").order_by("plan", "id")
        ),
    )


def _plans_of(place: Post | Seat) -> QuerySet[Plan]:
    if isinstance(place, Seat):
        return Plan.objects.filter(working_group=place.working_group_id)
    region = place.organisation.region_id
    if region is None:
        return Plan.objects.none()
    return Plan.objects.filter(Q(region=region) | Q(region__parent=region))


def visible(user: User) -> QuerySet[Handover]:
    """The handovers that concern the person, the open ones first."""
    rows = Handover.objects.visible_to(user).select_related(
        "post__organisation", "seat__institution", "outgoing", "incoming", "superior"
    )
    return rows.order_by("confirmed_at", "-begun_at")


@dataclass(frozen=True)
class Place:
    """A post or seat that somebody may hand over, and who holds it."""

    kind: str
    pk: int
    label: str
    holder: User | None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"


def places_of(user: User) -> list[Place]:
    """The posts and seats whose handover the person may begin: his own and those below him."""
    posts = Post.objects.filter(is_active=True).select_related("organisation__region")
    seats = Seat.objects.select_related("institution", "working_group")
    if not user.is_superuser:
        heads = Appointment.objects.filter(holding(), person=user, post__role=Role.OFFICE_HEAD)
        regions = heads.values("post__organisation__region")
        below = Q(organisation__region__in=regions) | Q(organisation__region__parent__in=regions)
        posts = posts.filter(Q(pk__in=_held(user)) | below)
        led = user.memberships.filter(holding(), seat__role=Role.COORDINATOR).values("seat__working_group")
        own = user.memberships.filter(holding()).values("seat")
        seats = seats.filter(
            Q(pk__in=own) | Q(working_group__in=led) | Q(role=Role.COORDINATOR, working_group__region__in=regions)
        )
    held = {row.post_id: row.person for row in _open(Appointment.objects.filter(kind="holder"))}
    seated = {row.seat_id: row.person for row in _open(Membership.objects.all())}
    return [
        *(Place("post", post.pk, str(post), held.get(post.pk)) for post in posts),
        *(Place("seat", one.pk, f"{one} ({one.working_group})", seated.get(one.pk)) for one in seats),
    ]


def _held(user: User) -> QuerySet:
    return Appointment.objects.filter(holding(), person=user).values("post")


def _open(rows: QuerySet) -> QuerySet:
    return rows.filter(holding()).select_related("person").order_by("since")


@dataclass(frozen=True)
class Briefing:
    """What a successor reads first: the last twelve months of a post or seat on one page."""

    since: date
    inventory: Inventory
    done: list[Task]
    moves: list[Move]
    handovers: list[Handover]


def briefing(place: Post | Seat) -> Briefing:
    """The last twelve months: what was done under the post or seat, how its LIAPs moved, what is open."""
    since = timezone.localdate() - LOOKING_BACK
    done = Task.objects.human().filter(work_of(place), status="DONE", finished__date__gte=since)
    moves = Move.objects.filter(case__plan__in=_plans_of(place), at__date__gte=since)
    lookup = {"seat": place} if isinstance(place, Seat) else {"post": place}
    return Briefing(
        since=since,
        inventory=inventory(place, holder_of(place)),
        done=list(done.select_related("case__plan", "owner", "process").order_by("-finished")[:40]),
        moves=list(moves.select_related("case__plan", "by").order_by("-at")[:20]),
        handovers=list(Handover.objects.filter(confirmed_at__isnull=False, **lookup).order_by("-confirmed_at")[:5]),
    )


@dataclass(frozen=True)
class Risk:
    """A running case in which at most one active person works."""

    case: Case
    person: User | None


def one_person_risks(user: User) -> list[Risk]:
    """The running cases that the person may see in which one active person, or none, holds or did the work of the
    last half year: they stop when that one leaves."""
    cases = {
        case.pk: case
        for case in Case.objects.visible_to(user).exclude(stage__in=FINAL_STAGES).select_related("plan__region")
    }
    since = timezone.now() - ACTIVE_WITHIN
    worked = Task.objects.human().filter(case__in=cases, owner__is_active=True)
    worked = worked.filter(Q(finished__gte=since) | Q(finished__isnull=True))
    people: dict[int, set[int]] = {pk: set() for pk in cases}
    for case, owner in worked.order_by().values_list("case", "owner").distinct():
        people[case].add(owner)
    names = User.objects.in_bulk({owner for owners in people.values() for owner in owners})
    return [
        Risk(case=cases[pk], person=names[next(iter(owners))] if owners else None)
        for pk, owners in people.items()
        if len(owners) <= 1
    ]


def known_to(user: User) -> QuerySet[User]:
    """The active people whom the person may name: those who hold or held a post or seat in his regions, and
    those who hold none yet, such as somebody who was just transferred here."""
    if is_national(user):
        return User.objects.filter(is_active=True)
    regions = list(regions_of(user))
    near = Q(appointments__post__organisation__region__in=regions) | Q(
        memberships__seat__working_group__region__in=regions
    )
    new = Q(appointments__isnull=True, memberships__isnull=True, is_superuser=False)
    return User.objects.filter(near | new, is_active=True).distinct()
