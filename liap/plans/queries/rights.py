"""Who may see and write a plan, and who can be asked to take part."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.people import access
from liap.people.access import absent_for, has_role, people_of, people_with
from liap.people.models import SEAT_ROLES, Role, User
from liap.places.models import Organisation
from liap.plans.models import Activity, Plan


def visible_plans(user: User) -> QuerySet[Plan]:
    """The plans that a person may see, with what a list prints."""
    return Plan.objects.visible_to(user).select_related("region", "industry", "working_group")


def holds(user: User, plan: Plan, *roles: str) -> bool:
    """Whether the person has one of the roles for this plan today."""
    scope = {"working_group_id": plan.working_group_id, "region_id": plan.region_id}
    return any(has_role(user, role, **scope) for role in roles)


def is_seated(user: User, plan: Plan) -> bool:
    """Whether the person has a seat in the plan's working group today."""
    return holds(user, plan, *SEAT_ROLES)


def acts_as(user: User, plan: Plan, *roles: str) -> bool:
    """Whether the person does the work of these roles for this plan today: who holds one of them; while nobody does,
    the superior of the last."""
    scope = {"working_group_id": plan.working_group_id, "region_id": plan.region_id}
    if any(people_with(role, **scope).exists() for role in roles):
        return holds(user, plan, *roles)
    return access.acts_as(user, roles[-1], **scope)


def may_write(user: User, plan: Plan) -> bool:
    """Whether the person writes the plan and reports on it today.

    By a seat in its working group, as the substitute of somebody who has one and is away, or in place of who leads
    the group while that seat is vacant.
    """
    return is_seated(user, plan) or _substitutes(user, plan) or acts_as(user, plan, _leading_role(plan))


def _leading_role(plan: Plan) -> str:
    return Role.FACILITATOR if plan.working_group.is_led_by_facilitator else Role.COORDINATOR


def _substitutes(user: User, plan: Plan) -> bool:
    away = absent_for(user)
    return bool(away) and any(is_seated(one, plan) for one in User.objects.filter(pk__in=away))


def may_answer(user: User, activity: Activity) -> bool:
    """Whether the person may speak for the activity: somebody of the institution, or of the working group."""
    return may_write(user, activity.plan) or people_of(activity.institution_id).filter(pk=user.pk).exists()


def institutions_for(plan: Plan) -> QuerySet[Organisation]:
    """Who can be asked to take an activity on: of the region, of its province, or without a region; still existing."""
    day = timezone.localdate()
    near = Q(region=plan.region_id) | Q(region=plan.region.province) | Q(region__isnull=True)
    exists = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    asked = Q(pk__in=plan.activities.values("institution"))
    return Organisation.objects.filter((near & exists) | asked)
