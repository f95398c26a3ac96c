"""The pipeline, the funnel and the yearly attestations; who may ask, assess and attest."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from liap.adoption.models import RUNNING, USING, AdoptionMove, AdoptionRequest, Attestation, State
from liap.people.access import holding, people_with
from liap.people.models import Appointment, Role, User
from liap.places.models import Region

DESK_MOVES = ("assess", "decline")


def requests(user: User) -> QuerySet[AdoptionRequest]:
    """The requests of the regions that the person may see, with their way so far."""
    return AdoptionRequest.objects.visible_to(user).select_related("region__parent").prefetch_related("moves__by")


def regions_headed(user: User) -> QuerySet[Region]:
    """The regions in whose name the person speaks: those whose office he heads, also as acting officer."""
    held = Appointment.objects.filter(holding(), person=user, post__role=Role.OFFICE_HEAD)
    return Region.objects.filter(pk__in=held.values("post__organisation__region"))


def _heads() -> QuerySet[Appointment]:
    """Who heads an office today and can log in."""
    return Appointment.objects.filter(holding(), post__role=Role.OFFICE_HEAD, person__is_active=True)


def regions_to_attest(user: User) -> QuerySet[Region]:
    """The regions whose yearly word the person gives: those he heads, and of those that use the model and whose office
    nobody heads, the ones of his province; the desk those without a head of the province, too."""
    headed = regions_headed(user).values("pk")
    led = _heads().filter(post__organisation__region__isnull=False).values("post__organisation__region")
    users = Q(working_groups__isnull=False) | Q(adoptions__state__in=USING)
    left = Region.objects.filter(users).exclude(pk__in=led)
    fallen = Q(parent__in=headed) | ~Q(parent__in=led) if is_desk(user) else Q(parent__in=headed)
    return Region.objects.filter(Q(pk__in=headed) | Q(pk__in=left.filter(fallen).values("pk")))


def may_attest(user: User, region: Region) -> bool:
    """Whether the person gives the yearly word of a region: whoever heads its office or that of the province; while
    nobody does, the adoption desk."""
    heads = people_with(Role.OFFICE_HEAD, working_group_id=0, region_id=region.pk)
    return heads.filter(pk=user.pk).exists() if heads.exists() else is_desk(user)


def speaks_for(user: User, region: Region) -> bool:
    """Whether the person answers in the name of a region: who heads its office; while nobody does, who heads that of
    the province; while nobody does either, the adoption desk."""
    for near in filter(None, (region.pk, region.parent_id)):
        here = _heads().filter(post__organisation__region=near)
        if here.exists():
            return here.filter(person=user).exists()
    return is_desk(user)


def may_move(user: User, asked: AdoptionRequest, move: str) -> bool:
    """Whether the person makes a move of the pipeline. The ministry accepts no offer of its own, since it cannot
    force a region; the region may say no to an offer as well as yes."""
    if move == "commit":
        return speaks_for(user, asked.region)
    if is_desk(user):
        return True
    is_answer = move == "decline" and asked.offered_on is not None
    return (is_answer or move not in DESK_MOVES) and speaks_for(user, asked.region)


def is_desk(user: User) -> bool:
    """Whether the person sits at the ministry's adoption desk."""
    if user.is_superuser:
        return True
    return Appointment.objects.filter(holding(), person=user, post__role=Role.MINISTRY_REVIEWER).exists()


@dataclass(frozen=True)
class Step:
    """One step of the funnel: how many ever reached it, how many stand there now."""

    state: State
    reached: int
    now: int


def funnel(adoptions: QuerySet[AdoptionRequest]) -> list[Step]:
    """How many got how far. Reached counts every adoption once per state it was ever in."""
    plain = AdoptionRequest.objects.filter(pk__in=adoptions.order_by().values("pk")).order_by()
    now = dict(plain.values_list("state").annotate(count=Count("pk")))
    moves = AdoptionMove.objects.filter(adoption__in=plain).order_by()
    reached = dict(moves.values_list("to_state").annotate(count=Count("adoption", distinct=True)))
    return [Step(state, reached.get(state.value, 0), now.get(state.value, 0)) for state in State]


def attestations(user: User) -> QuerySet[Attestation]:
    """What the regions said, newest year first."""
    return Attestation.objects.visible_to(user).select_related("region__parent", "by")


def attestations_due(user: User, today: date | None = None) -> list[Region]:
    """The regions in whose name the person has still to say this year whether the model is in use."""
    year = (today or timezone.localdate()).year
    headed = regions_headed(user)
    said = Attestation.objects.filter(year=year).values("region")
    users = AdoptionRequest.objects.filter(state__in=[state for state in RUNNING if state != State.INTERESTED])
    return [
        region
        for region in headed.exclude(pk__in=said)
        if region.working_groups.exists() or users.filter(region=region).exists()
    ]
