"""What pages of a plan say of results elsewhere."""

from django import template

from liap.outcomes.recommendations.queries import lessons_for, waiting_for_region
from liap.people.access import may_see_rows
from liap.people.models import User
from liap.plans.models import Plan

register = template.Library()
MOST = 20


@register.simple_tag
def earlier_recommendations(plan: Plan) -> dict:
    """Recommendations that still wait and lessons, both of evaluations of other plans of the region."""
    return {"recommendations": waiting_for_region(plan)[:MOST], "lessons": lessons_for(plan)[:MOST]}


@register.simple_tag
def sees_smis_of(user: User, plan: Plan) -> bool:
    """Whether the person sees the target SMIs of a plan one by one, with their baseline."""
    return may_see_rows(user, plan.region_id)
