"""Reading success cases: the list, the yearly questions, and the table of the evaluation report."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from liap.enterprises.models import Enterprise
from liap.outcomes.disclosure.queries import rule
from liap.outcomes.success.counting import PlanSuccesses, counted
from liap.outcomes.success.models import Reconfirmation, SuccessCase
from liap.outcomes.success.telling import told
from liap.people.access import regions_to_the_row
from liap.people.models import Role, User
from liap.plans.models import Plan
from liap.plans.queries import holds, is_seated, may_write

CONFIRMERS = (Role.COORDINATOR, Role.FACILITATOR, Role.OFFICE_HEAD, Role.EVALUATOR)


def success_cases(user: User) -> QuerySet[SuccessCase]:
    """The success cases that a person may see, with what the pages print."""
    rows = SuccessCase.objects.visible_to(user)
    return rows.select_related("plan__region", "enterprise", "evidence", "reported_by", "confirmed_by")


def plans_to_report_on(user: User) -> list[Plan]:
    """The plans of which the person has a seat in the working group."""
    return [plan for plan in Plan.objects.visible_to(user).order_by("title")[:200] if is_seated(user, plan)]


def enterprises_of(plan: Plan) -> QuerySet[Enterprise]:
    """The SMIs of which a success of this plan can be told: those that it is for."""
    return Enterprise.objects.filter(pk__in=plan.target_enterprises.values("enterprise")).order_by("name")


def may_confirm(user: User, case: SuccessCase) -> bool:
    """Whether the person can confirm: a post or seat over the plan, and not the one who reported."""
    return case.reported_by_id != user.pk and holds(user, case.plan, *CONFIRMERS)


def may_answer_for(user: User, case: SuccessCase) -> bool:
    """Whether the person can say if the success lasts."""
    return may_write(user, case.plan) or holds(user, case.plan, *CONFIRMERS)


def open_questions(user: User) -> QuerySet[Reconfirmation]:
    """The yearly questions without an answer that the person may see, oldest first."""
    rows = Reconfirmation.objects.filter(answer="", success_case__in=SuccessCase.objects.visible_to(user))
    return rows.select_related("success_case__plan", "success_case__enterprise").order_by("year", "id")


def success_table(user: User, *, on: date | None = None) -> list[PlanSuccesses]:
    """Successes per plan as known on a day (today by default), in the same few queries whatever the number of plans.

    Rule: an SMI succeeded when it stands on the rung that the plan aimed at; capability alone is printed as
    capability (feature G6). Whether it lasts is what was last answered (feature G7). Of plans whose SMIs the person
    does not see one by one, only what `telling` allows is told.
    """
    day, fewest = on or timezone.localdate(), rule().fewest
    to_the_row = set(regions_to_the_row(user).values_list("pk", flat=True))
    return [
        counted(plan, day) if plan.region_id in to_the_row else told(plan, day, fewest)
        for plan in _plans_with_successes(user, day)
    ]


def successes_of(plan: Plan, day: date) -> PlanSuccesses | None:
    """What is known of the successes of one plan, SMI by SMI; None when it aims at no rung."""
    found = next(iter(_with_successes(Plan.objects.filter(pk=plan.pk), day)), None)
    return counted(found, day) if found else None


def _plans_with_successes(user: User, day: date) -> list[Plan]:
    return _with_successes(Plan.objects.visible_to(user).order_by("title"), day)


def _with_successes(plans: QuerySet[Plan], day: date) -> list[Plan]:
    answers = Reconfirmation.objects.exclude(answer="").filter(answered_on__lte=day).order_by("year")
    cases = SuccessCase.objects.counting(day).prefetch_related(
        Prefetch("reconfirmations", queryset=answers, to_attr="answers")
    )
    plans = plans.select_related("region", "industry").prefetch_related(
        "goals", Prefetch("success_cases", queryset=cases, to_attr="confirmed_cases")
    )
    return [plan for plan in plans if plan.goals.all()]
