"""Who may see and write a plan, and who can be asked to take part."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.people.access import has_role, people_of
from liap.people.models import SEAT_ROLES, User
from liap.places.models import Organisation
from liap.plans.models import Activity, Plan


def visible_plans(user: User) -> QuerySet[Plan]:
    """The plans that a person may see, with what a list prints."""
    return Plan.objects.visible_to(user).select_related("region", "industry", "working_group")


def holds(user: User, plan: Plan, *roles: str) -> bool:
    """Whether the person has one of the roles for this plan today."""
    scope = {"working_group_id": plan.working_group_id, "region_id": plan.region_id}
    return any(has_role(user, role, **scope) for role in roles)


def may_write(user: User, plan: Plan) -> bool:
    """Whether the person has a seat in the plan's working group today."""
    return holds(user, plan, *SEAT_ROLES)


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
