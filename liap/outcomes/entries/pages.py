"""The page of a plan on which figures of its target SMIs are entered, with who has reported and who is missing."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance.forms import PeriodForm, code_of, period_from
from liap.enterprises.performance.periods import Period, last_ended
from liap.enterprises.protection.actions import note_access
from liap.enterprises.protection.models import DataAccess
from liap.groups.queries import members_on
from liap.outcomes.entries import columns
from liap.outcomes.entries.progress import progress_of
from liap.outcomes.entries.queries import entry_status
from liap.people.access import may_see_rows
from liap.people.models import Role, User
from liap.places.queries import today_in
from liap.plans.models import Plan
from liap.plans.queries import may_write
from liap.tables.answers import saved
from liap.tables.columns import Table


def entries(request: HttpRequest, pk: int) -> HttpResponse:
    """The target SMIs of a plan in a period, by default the last quarter that is over."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("region", "working_group"), pk=pk)
    period = _asked_period(request, plan)
    sees_rows = may_see_rows(request.user, plan.region_id)
    if sees_rows and (answer := saved(request, **_tables(request.user, plan, period))):
        return answer
    if "save" in request.GET:
        raise Http404
    context = {
        "plan": plan,
        "today": today_in(plan.region),
        "sees_rows": sees_rows,
        "period": period,
        "code": code_of(period),
        "status": entry_status(plan, period),
        "progress": progress_of(plan),
        "collectors": members_on(plan.working_group).filter(seat__role=Role.FACILITATOR),
        "may_enter": may_write(request.user, plan),
        "periods": PeriodForm(initial={"period": code_of(period)}, today=today_in(plan.region)),
    }
    return render(request, "liap/performance/entries.html", context)


def _tables(user: User, plan: Plan, period: Period) -> dict[str, Callable[[], Table]]:
    """The two tables of the page, without SMIs whose data are not used any more."""
    return {
        "entries": lambda: _table(
            user, plan, "entries", title=_("Figures of the SMIs"), columns=columns.ENTRIES,
            rows=entry_status(plan, period).entries, chosen=f"{plan.title}, {period}",
        ),
        "baseline": lambda: _table(
            user, plan, "baseline", title=_("Against the baseline"), columns=columns.BASELINE,
            rows=progress_of(plan).standings, chosen=plan.title,
        ),
    }  # fmt: skip


def _table(user: User, plan: Plan, code: str, *, rows: Iterable[Any], **table: Any) -> Table:
    targets = plan.target_enterprises.values("enterprise")
    usable = set(Enterprise.objects.usable_for(Purpose.SUPPORT).filter(pk__in=targets).values_list("pk", flat=True))
    told = [row for row in rows if row.enterprise.pk in usable]
    smis = [row.enterprise for row in told]
    note_access(smis, by=user, act=DataAccess.Act.EXPORT, what=code, reason=DataAccess.Reason.REPORT)
    return Table(code=code, rows=told, **table)


def _asked_period(request: HttpRequest, plan: Plan) -> Period:
    code = request.GET.get("period", "")
    today = today_in(plan.region)
    period = period_from(code, today=today) if code else last_ended(today)
    if period is None:
        raise Http404
    return period
