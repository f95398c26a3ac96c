"""What stands open in a plan, who may look after it, and who may raise and close."""

from datetime import date

from django.db.models import Q, QuerySet

from liap.groups.models import Seat
from liap.outcomes.issues.models import Issue
from liap.people.models import SEAT_ROLES, Post, Role, User
from liap.places.models import Organisation
from liap.plans.models import Plan
from liap.plans.queries import holds, institutions_for

Owner = Seat | Post | Organisation
COLUMNS: dict[type, str] = {Seat: "owner_seat", Post: "owner_post", Organisation: "owner_institution"}
RAISING = (*SEAT_ROLES, Role.OFFICE_HEAD, Role.BUDGET_OFFICER)


def issues_of(plan: Plan) -> QuerySet[Issue]:
    """All issues and risks of a plan, open ones that are due first on top."""
    rows = Issue.objects.filter(plan=plan).select_related(
        "owner_seat__institution", "owner_post__organisation", "owner_institution", "raised_by", "closed_by"
    )
    return rows.order_by("-closed_on", "due_on", "pk")


def open_issues(plan: Plan, day: date | None = None) -> QuerySet[Issue]:
    """What is open, or was at the end of a day."""
    if day is None:
        return issues_of(plan).filter(closed_on__isnull=True)
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return issues_of(plan).filter(still, raised_on__lte=day)


def may_raise(user: User, plan: Plan) -> bool:
    """Whether the person works on the plan: a seat in its group, the head of the office or the budget officer."""
    return holds(user, plan, *RAISING)


def owners_for(plan: Plan) -> dict[str, Owner]:
    """The seats of the group, the posts of the region, and institutions that the plan deals with, by a key."""
    seats = Seat.objects.filter(working_group=plan.working_group_id).select_related("institution").order_by("pk")
    posts = Post.objects.filter(is_active=True, organisation__region=plan.region_id).select_related("organisation")
    asked = Q(pk__in=plan.activities.values("institution")) | Q(seats__working_group=plan.working_group_id)
    asked |= Q(pk=plan.working_group.secretariat_id)
    institutions = institutions_for(plan).filter(asked).distinct().order_by("name")
    found: dict[str, Owner] = {f"seat-{one.pk}": one for one in seats}
    found |= {f"post-{one.pk}": one for one in posts.order_by("organisation__name", "title")}
    return found | {f"institution-{one.pk}": one for one in institutions}
