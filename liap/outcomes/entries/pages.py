"""The page of a plan on which figures of its target SMIs are entered, with who has reported and who is missing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from liap.enterprises.performance.forms import PeriodForm, code_of, period_from
from liap.enterprises.performance.periods import Period, last_ended
from liap.groups.queries import members_on
from liap.outcomes.entries.progress import progress_of
from liap.outcomes.entries.queries import entry_status
from liap.people.access import may_see_rows
from liap.people.models import Role
from liap.plans.models import Plan
from liap.plans.queries import may_write


def entries(request: HttpRequest, pk: int) -> HttpResponse:
    """The target SMIs of a plan in a period, by default the last quarter that is over."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("region", "working_group"), pk=pk)
    period = _asked_period(request)
    context = {
        "plan": plan,
        "sees_rows": may_see_rows(request.user, plan.region_id),
        "period": period,
        "code": code_of(period),
        "status": entry_status(plan, period),
        "progress": progress_of(plan),
        "collectors": members_on(plan.working_group).filter(seat__role=Role.FACILITATOR),
        "may_enter": may_write(request.user, plan),
        "periods": PeriodForm(initial={"period": code_of(period)}),
    }
    return render(request, "liap/performance/entries.html", context)


def _asked_period(request: HttpRequest) -> Period:
    code = request.GET.get("period", "")
    period = period_from(code) if code else last_ended(timezone.localdate())
    if period is None:
        raise Http404
    return period
