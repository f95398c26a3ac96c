"""Evidence that a report may show: pictures of the plan's work, none of a single SMI."""

from django.db.models import Exists, OuterRef, QuerySet

from liap.outcomes.models import Evidence
from liap.outcomes.success.models import SuccessCase
from liap.plans.models import Plan


def of_nobody(plan: Plan) -> QuerySet[Evidence]:
    """The evidence of a plan with a file that is not about a single SMI, whose owner is a private person."""
    about_one = SuccessCase.objects.filter(evidence=OuterRef("pk"))
    return plan.evidence.filter(~Exists(about_one), sha256__gt="")


def pictures(plan: Plan) -> QuerySet[Evidence]:
    """Those of them that are photos or drawings."""
    return of_nobody(plan).filter(content_type__startswith="image/")
