"""Which recommendations still wait, for whom, and what a new plan of the region should know."""

from django.db.models import QuerySet

from liap.outcomes.recommendations.models import Lesson, Recommendation
from liap.people.models import Role, User
from liap.plans.models import Plan
from liap.plans.queries import holds

# The first of these who is there answers; a plan led by a facilitator has no coordinator.
ANSWERING: dict[str, tuple[str, ...]] = {
    Recommendation.Addressee.GROUP: (Role.COORDINATOR, Role.FACILITATOR, Role.OFFICE_HEAD),
    Recommendation.Addressee.OFFICE: (Role.OFFICE_HEAD, Role.COORDINATOR),
    Recommendation.Addressee.PLANNING_AGENCY: (Role.BUDGET_OFFICER, Role.OFFICE_HEAD),
    Recommendation.Addressee.MINISTRY: (Role.MINISTRY_REVIEWER,),
}


def recommendations(user: User, *, only_waiting: bool = False) -> QuerySet[Recommendation]:
    """The recommendations that a person may see, those that are due first on top."""
    rows = Recommendation.objects.visible_to(user).select_related(
        "evaluation__plan__region", "evaluation__plan__industry", "evaluation__plan__working_group", "responded_by"
    )
    return (rows.waiting() if only_waiting else rows).order_by("due_on", "evaluation", "number")


def lessons(user: User) -> QuerySet[Lesson]:
    """What finished evaluations taught that the person may see, the newest first."""
    rows = Lesson.objects.visible_to(user).select_related("evaluation__plan__region")
    return rows.order_by("-evaluation__rated_at", "evaluation", "number")


def waiting_for_region(plan: Plan) -> QuerySet[Recommendation]:
    """What evaluations of other plans of the region recommended and nobody has carried out or declined yet."""
    rows = Recommendation.objects.filter(evaluation__rated_at__isnull=False, evaluation__plan__region=plan.region_id)
    rows = rows.waiting().exclude(evaluation__plan=plan)
    return rows.select_related("evaluation__plan").order_by("evaluation", "number")


def lessons_for(plan: Plan) -> QuerySet[Lesson]:
    """What evaluations of other plans of the region or of the industry in it taught."""
    rows = Lesson.objects.filter(evaluation__rated_at__isnull=False, evaluation__plan__region=plan.region_id)
    return rows.exclude(evaluation__plan=plan).select_related("evaluation__plan").order_by("evaluation", "number")


def may_respond(user: User, recommendation: Recommendation) -> bool:
    """Whether the person holds a post or seat that the recommendation is addressed to."""
    return holds(user, recommendation.evaluation.plan, *ANSWERING[recommendation.addressee])
