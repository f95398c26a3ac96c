"""Reading the check after closing: what is still asked about the successes of a plan, and what was heard."""

from datetime import date

from django.db.models import QuerySet

from liap.outcomes.success.models import Reconfirmation
from liap.outcomes.success.queries import may_answer_for
from liap.people.models import User
from liap.plans.models import Activity, Plan


def activities_of(plan: Plan) -> QuerySet[Activity]:
    """The activities of which one can say that they continue."""
    return plan.activities.exclude(state=Activity.State.CANCELLED).order_by("number")


def questions_for(user: User, plan: Plan, day: date) -> list[Reconfirmation]:
    """The questions of this year about the successes of a plan that the person may still answer."""
    rows = Reconfirmation.objects.filter(success_case__plan=plan, year=day.year, answer="")
    found = list(rows.select_related("success_case__plan", "success_case__enterprise").order_by("pk"))
    return found if found and may_answer_for(user, found[0].success_case) else []
