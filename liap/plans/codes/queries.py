"""Which codes there are, how an activity is named in a file for another system, and who writes its codes."""

import re

from django.db.models import QuerySet

from liap.people.models import Role, User
from liap.plans.models import Activity, Plan
from liap.plans.queries import holds, may_write

CODES = ("sipd_code", "dak_menu_code", "krisna_id")
REFERENCE = re.compile(r"LIAP-(\d{1,9})/(\d{1,3})", re.IGNORECASE)
OVER = (Activity.State.CANCELLED, Activity.State.DECLINED)


def reference_of(activity: Activity) -> str:
    """How files name an activity, so that it is found again when they come back: plan and number."""
    return f"LIAP-{activity.plan_id}/{activity.number}"


def may_write_codes(user: User, plan: Plan) -> bool:
    """Who writes the plan, and the head of the office, also long after the plan was approved."""
    return (user.is_superuser and user.is_active) or may_write(user, plan) or holds(user, plan, Role.OFFICE_HEAD)


def plans_to_code(user: User) -> QuerySet[Plan]:
    """The plans whose codes the person may write."""
    plans = Plan.objects.visible_to(user).select_related("working_group", "region")
    return Plan.objects.filter(pk__in=[plan.pk for plan in plans if may_write_codes(user, plan)])


def proposed_to(user: User, sources: tuple[str, ...], year: int | None = None) -> QuerySet[Activity]:
    """The activities of the plans that the person may see which money of some sources pays, of one year if given."""
    rows = Activity.objects.filter(plan__in=Plan.objects.visible_to(user), funding_source__in=sources)
    if year:
        rows = rows.filter(starts_on__year__lte=year, ends_on__year__gte=year)
    rows = rows.exclude(state__in=OVER).select_related("plan__region", "institution")
    return rows.order_by("plan__region__code", "plan", "number")
