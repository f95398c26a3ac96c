"""The page on which the activities of a plan get the codes of other systems."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from liap.plans.codes.actions import write_codes
from liap.plans.codes.columns import CODES
from liap.plans.codes.forms import CodesForm
from liap.plans.codes.queries import may_write_codes
from liap.plans.models import Activity, Plan
from liap.plans.queries import visible_plans
from liap.tables.answers import saved
from liap.tables.columns import Table


def activity_codes(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the codes to everybody who may read the plan, and takes them from those who write it."""
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    rows = plan.activities.select_related("institution").order_by("number")
    if answer := saved(request, codes=lambda: _table(plan, rows)):
        return answer
    may_write = may_write_codes(request.user, plan)
    form = CodesForm(request.POST if request.method == "POST" else None, plan=plan)
    if request.method == "POST" and not may_write:
        raise Http404
    if request.method == "POST" and form.is_valid():
        write_codes(plan, by=request.user, codes=form.codes)
        messages.success(request, _("Recorded."))
        return redirect("liap:activity_codes", pk)
    context = {"plan": plan, "form": form, "may_write": may_write, "activities": rows}
    status = 422 if request.method == "POST" else 200
    return render(request, "liap/plans/codes.html", context, status=status)


def _table(plan: Plan, rows: QuerySet[Activity]) -> Table:
    title = _("Codes in other systems")
    return Table(code="activity_codes", title=title, columns=CODES, rows=rows, chosen=plan.title)
