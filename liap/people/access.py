"""Who may see and do what: the only place that turns posts and seats into rights."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.people.models import NATIONAL_ROLES, REGIONAL_ROLES, SEAT_ROLES, Appointment, User
from liap.places.models import Region


def holding(day: date | None = None, prefix: str = "") -> Q:
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
    if is_national(user):
        return Region.objects.all()
    posts = Appointment.objects.filter(holding(), person=user, post__role__in=REGIONAL_ROLES)
    by_post = posts.values("post__organisation__region")
    seats = user.memberships.filter(holding()).values("seat__working_group__region")
    return Region.objects.filter(Q(pk__in=by_post) | Q(parent__in=by_post) | Q(pk__in=seats))


def may_administer(user: User) -> bool:
    """Whether the person may use the administration pages."""
    return user.is_active and user.is_superuser


def people_with(role: str, *, working_group_id: int, region_id: int) -> QuerySet[User]:
    """The active people who hold a role for a plan of this working group and region today."""
    if role in SEAT_ROLES:
        held = User.objects.filter(
            holding(prefix="memberships__"),
            memberships__seat__working_group=working_group_id,
            memberships__seat__role=role,
        )
    elif role in NATIONAL_ROLES:
        held = User.objects.filter(holding(prefix="appointments__"), appointments__post__role=role)
    else:
        held = User.objects.filter(
            holding(prefix="appointments__"),
            Q(appointments__post__organisation__region=region_id)
            | Q(appointments__post__organisation__region__children=region_id),
            appointments__post__role=role,
        )
    return User.objects.filter(is_active=True, pk__in=held.values("pk"))


def people_of(organisation_id: int) -> QuerySet[User]:
    """The active people who hold a post in an organisation or a seat for it today."""
    by_post = Appointment.objects.filter(holding(), post__organisation=organisation_id)
    by_seat = User.objects.filter(holding(prefix="memberships__"), memberships__seat__institution=organisation_id)
    return User.objects.filter(
        Q(pk__in=by_post.values("person")) | Q(pk__in=by_seat.values("pk")), is_active=True
    )


def has_role(user: User, role: str, *, working_group_id: int, region_id: int) -> bool:
    """Whether the person holds the role for a plan of this working group and region today."""
    return people_with(role, working_group_id=working_group_id, region_id=region_id).filter(pk=user.pk).exists()


def posts_label(user: User, role: str = "") -> str:
    """How the person's post reads on paper today, for example "Plt. Kepala Dinas"; empty when he holds none."""
    appointments = Appointment.objects.filter(holding(), person=user).select_related("post__organisation")
    if role:
        appointments = appointments.filter(post__role=role)
    if appointment := appointments.first():
        mark = {"plt": "Plt. ", "plh": "Plh. "}.get(appointment.kind, "")
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

