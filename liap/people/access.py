"""Who may see and do what: the only place that turns posts and seats into rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from liap.people.models import NATIONAL_ROLES, REGIONAL_ROLES, SEAT_ROLES, Appointment, Role, User
from liap.places.models import Region
from liap.prepared import Later, Prepared

Key = int | str | Later
# Whose work falls to whom; the head of the province holds his role for the regions below as well.
SUPERIOR: dict[str, str] = {
    Role.FACILITATOR.value: Role.COORDINATOR.value,
    Role.MEMBER.value: Role.COORDINATOR.value,
    Role.COORDINATOR.value: Role.OFFICE_HEAD.value,
    Role.BUDGET_OFFICER.value: Role.OFFICE_HEAD.value,
    Role.EVALUATOR.value: Role.OFFICE_HEAD.value,
}
ACTING_MARKS = {Appointment.Kind.ACTING: "Plt. ", Appointment.Kind.DAILY_ACTING: "Plh. "}


def holding(day: date | Later | None = None, prefix: str = "") -> Q:
    """The condition that a dated row (since, until) is in force on `day`, today by default."""
    day = day or timezone.localdate()
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})
    )


def is_national(user: User) -> bool:
    """Whether the person sees every region: ministry reviewers, auditors and superusers."""
    if not (user.is_authenticated and user.is_active):
        return False
    if user.is_superuser:
        return True
    return Appointment.objects.filter(holding(), person=user, post__role__in=NATIONAL_ROLES).exists()


def regions_of(user: User) -> QuerySet[Region]:
    """The regions whose records the person may see: his post's region, all of his province, or his group's."""
    if not (user.is_authenticated and user.is_active):
        return Region.objects.none()
    return Region.objects.all() if is_national(user) else _own_regions(user)


def regions_to_the_row(user: User) -> QuerySet[Region]:
    """The regions whose SMIs the person may see one by one. Elsewhere he is told sums.

    Rule: rows belong to the region; of the national roles only the auditor sees them, since he checks who looked.
    """
    if not (user.is_authenticated and user.is_active):
        return Region.objects.none()
    audits = Appointment.objects.filter(holding(), person=user, post__role=Role.AUDITOR)
    return Region.objects.all() if user.is_superuser or audits.exists() else _own_regions(user)


def may_see_rows(user: User, region_id: int) -> bool:
    """Whether the person sees the SMIs of one region one by one."""
    return regions_to_the_row(user).filter(pk=region_id).exists()


def _own_regions(user: User) -> QuerySet[Region]:
    posts = Appointment.objects.filter(holding(), person=user, post__role__in=REGIONAL_ROLES)
    by_post = posts.values("post__organisation__region")
    seats = user.memberships.filter(holding()).values("seat__working_group__region")
    return Region.objects.filter(Q(pk__in=by_post) | Q(parent__in=by_post) | Q(pk__in=seats))


def absent_for(user: User, day: date | None = None) -> list[int]:
    """The numbers of the people who are away on a day and named this active person as their substitute."""
    if not user.is_active:
        return []
    return list(user.substitutions.filter(holding(day)).values_list("person", flat=True))


def may_administer(user: User) -> bool:
    """Whether the person may use the administration pages."""
    return user.is_active and user.is_superuser


@dataclass(frozen=True)
class Holding:
    """A post or seat that an active person holds today, and how it reads on paper."""

    person_id: int
    label: str


def people_with(role: str, *, working_group_id: int, region_id: int) -> QuerySet[User]:
    """The active people who hold a role for a plan of this working group and region today."""
    if role in SEAT_ROLES:
        return _people(_seated(_seat_with(role, working_group_id)))
    return _people(_posted(_post_with(role, region_id)))


def people_of(organisation_id: int) -> QuerySet[User]:
    """The active people who hold a post in an organisation or a seat for it today."""
    posted, seated = _posted(_post_of(organisation_id)), _seated(_seat_of(organisation_id))
    return _people(posted) | _people(seated)


def heads_of(organisation_ids: list[int]) -> QuerySet[User]:
    """The active people who head one of these offices today, acting officers among them."""
    post = Q(appointments__post__organisation__in=organisation_ids, appointments__post__role=Role.OFFICE_HEAD)
    return _people(_posted(post))


def people_on(seat_id: int) -> QuerySet[User]:
    """The active person who holds a seat today."""
    return _people(_seated(_seat(seat_id)))


def holdings_with(role: str, *, working_group_id: int, region_id: int) -> list[Holding]:
    """`people_with`, by the posts or seats that give them the role."""
    if role in SEAT_ROLES:
        return _holdings(SEATS_WITH, role=role, group=working_group_id)
    if role in NATIONAL_ROLES:
        return _holdings(NATIONAL_POSTS_WITH, role=role)
    return _holdings(REGIONAL_POSTS_WITH, role=role, region=region_id)


def holdings_of(organisation_id: int) -> list[Holding]:
    """`people_of`, by their posts and seats; posts first."""
    return _holdings(POSTS_AND_SEATS_OF, organisation=organisation_id)


def holdings_on(seat_id: int) -> list[Holding]:
    """`people_on`, by the seat."""
    return _holdings(SEAT, seat=seat_id)


def _seat(seat: Key) -> Q:
    return Q(memberships__seat=seat)


def _seat_with(role: Key, working_group: Key) -> Q:
    return Q(memberships__seat__working_group=working_group, memberships__seat__role=role)


def _seat_of(organisation: Key) -> Q:
    return Q(memberships__seat__institution=organisation)


def _post_with(role: Key, region: Key) -> Q:
    """A national post holds for every region, a regional one for its own region and, of a province, those in it."""
    if role in NATIONAL_ROLES:
        return _national_post_with(role)
    return _regional_post_with(role, region)


def _national_post_with(role: Key) -> Q:
    return Q(appointments__post__role=role)


def _regional_post_with(role: Key, region: Key) -> Q:
    province = Region.objects.filter(children=region).values("pk")
    here = Q(appointments__post__organisation__region=region)
    return Q(appointments__post__role=role) & (here | Q(appointments__post__organisation__region__in=province))


def _post_of(organisation: Key) -> Q:
    return Q(appointments__post__organisation=organisation)


def _seated(condition: Q, day: date | Later | None = None) -> QuerySet[User]:
    return User.objects.filter(holding(day, "memberships__"), condition, is_active=True).order_by()


def _posted(condition: Q, day: date | Later | None = None) -> QuerySet[User]:
    return User.objects.filter(holding(day, "appointments__"), condition, is_active=True).order_by()


def _people(rows: QuerySet[User]) -> QuerySet[User]:
    return User.objects.filter(pk__in=rows.values("pk"))


def _seat_rows(condition: Q) -> QuerySet:
    seat = ("memberships__seat__title", "memberships__seat__institution__name")
    return _seated(condition, Later("day")).values_list(Value(1), "memberships__pk", "pk", Value(""), *seat)


def _post_rows(condition: Q) -> QuerySet:
    post = ("appointments__kind", "appointments__post__title", "appointments__post__organisation__name")
    return _posted(condition, Later("day")).values_list(Value(0), "appointments__pk", "pk", *post)


SEAT = Prepared(lambda: _seat_rows(_seat(Later("seat"))))
SEATS_WITH = Prepared(lambda: _seat_rows(_seat_with(Later("role"), Later("group"))))
NATIONAL_POSTS_WITH = Prepared(lambda: _post_rows(_national_post_with(Later("role"))))
REGIONAL_POSTS_WITH = Prepared(lambda: _post_rows(_regional_post_with(Later("role"), Later("region"))))
POSTS_AND_SEATS_OF = Prepared(
    lambda: _post_rows(_post_of(Later("organisation"))).union(_seat_rows(_seat_of(Later("organisation"))), all=True)
)


def _holdings(query: Prepared, **values) -> list[Holding]:
    return [
        Holding(person_id=person, label=f"{ACTING_MARKS.get(kind, '')}{title}, {place}")
        for _rank, _row, person, kind, title, place in sorted(query(day=timezone.localdate(), **values))
    ]


def has_role(user: User, role: str, *, working_group_id: int, region_id: int) -> bool:
    """Whether the person holds the role for a plan of this working group and region today."""
    return people_with(role, working_group_id=working_group_id, region_id=region_id).filter(pk=user.pk).exists()


def superiors_of(role: str, superior: Mapping[str, str] = SUPERIOR) -> list[str]:
    """To whom the work of a role falls while nobody holds it, the nearest first."""
    chain: list[str] = []
    while role := superior.get(role, ""):
        chain.append(role)
    return chain


def acts_as(user: User, role: str, *, working_group_id: int, region_id: int) -> bool:
    """Whether the person does the work of a role today: its holder, or while there is none the superior, step by step
    upwards, and in the end an administrator. Whom a task falls to can also do it."""
    for one in (role, *superiors_of(role)):
        people = people_with(one, working_group_id=working_group_id, region_id=region_id)
        if people.exists():
            return people.filter(pk=user.pk).exists()
    return user.is_superuser and user.is_active


def posts_label(user: User, role: str = "") -> str:
    """How the person's post reads on paper today, for example "Plt. Kepala Dinas"; empty when he holds none."""
    appointments = Appointment.objects.filter(holding(), person=user).select_related("post__organisation")
    if role:
        appointments = appointments.filter(post__role=role)
    if appointment := appointments.first():
        mark = ACTING_MARKS.get(appointment.kind, "")
        return f"{mark}{appointment.post.title}, {appointment.post.organisation.name}"
    seats = user.memberships.filter(holding()).select_related("seat__institution")
    membership = seats.filter(**({"seat__role": role} if role else {})).first()
    return f"{membership.seat.title}, {membership.seat.institution.name}" if membership else ""


class RegionScopedQuerySet(QuerySet):
    """Rows with a `region`: a person sees those of his regions; everything else does not exist for him."""

    def visible_to(self, user: User):
        """The rows that `user` may see."""
        if is_national(user):
            return self
        return self.filter(region__in=regions_of(user))
