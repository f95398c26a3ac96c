"""What pages of a plan say of results elsewhere."""

from django import template

from liap.outcomes.recommendations.queries import lessons_for, waiting_for_region
from liap.plans.models import Plan

register = template.Library()
MOST = 20


@register.simple_tag
def earlier_recommendations(plan: Plan) -> dict:
    """Recommendations that still wait and lessons, both of evaluations of other plans of the region."""
    return {"recommendations": waiting_for_region(plan)[:MOST], "lessons": lessons_for(plan)[:MOST]}
