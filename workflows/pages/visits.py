"""The visit log of a LIAP, and the page on which a facilitator's LIAP begins."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from liap.groups.assignments.queries import sendable_by
from liap.outcomes.visits.forms import VisitFilter, VisitForm
from liap.outcomes.visits.queries import visits_of
from liap.people.access import may_see_rows
from liap.plans.forms import StartLightForm
from liap.refusals import Conflict, Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table
from workflows import actions, columns, queries
from workflows.models import Case, Task
from workflows.pages.cases import show
from workflows.visits import log_visit, may_log


def visits(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the visits, newest first, all or about one topic, with what came of their next steps.

    Rule (G8): who is told sums sees when and where, and neither whom nor what was said there.
    """
    case = _case(request, pk)
    tasks = {
        task.data.get("visit_step"): task
        for task in Task.objects.human().filter(case=case, process__stage="visit").select_related("owner")
    }
    sees_smis = may_see_rows(request.user, case.plan.region_id)
    # The topic tells of a single SMI what it needed, so it is chosen by those alone who see SMIs one by one.
    filters = VisitFilter(request.GET if sees_smis else {})
    found = list(reversed(visits_of(case.plan, topic=filters.topic_chosen)))
    chosen = " · ".join(filter(None, [case.plan.title, filters.words()]))
    heads = columns.VISITS if sees_smis else columns.VISITS_IN_SHORT
    logged = {"title": _("Visits"), "columns": heads, "rows": found, "chosen": chosen}
    rows = [(visit, [(step, tasks.get(step.pk)) for step in visit.steps.all()]) for visit in found]
    steps = [pair for _visit, pairs in rows for pair in pairs] if sees_smis else []
    agreed = {"title": _("Next steps of visits"), "columns": columns.STEPS, "rows": steps, "chosen": chosen}
    if answer := saved(
        request, visits=lambda: Table(code="visits", **logged), steps=lambda: Table(code="visit_steps", **agreed)
    ):
        return answer
    context = {"visits": rows, "filters": filters, "sees_smis": sees_smis, "may_log": may_log(request.user, case)}
    return show(request, case, "visits", context)


def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes a visit down on one page."""
    case = _case(request, pk)
    if not may_log(request.user, case):
        raise Http404
    form = VisitForm(request.POST or None, plan=case.plan)
    is_growing = "more" in request.POST
    if is_growing:
        form = form.with_more_rows()
    elif request.method == "POST" and form.is_valid():
        try:
            log_visit(case, by=request.user, **form.answers())
        except (Conflict, Refusal) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The visit is on record. Its next steps are tasks now."))
            return redirect("workflows:visits", case.pk)
    status = 422 if request.method == "POST" and not is_growing else 200
    context = {"case": case, "form": form, "is_unjudged": is_growing}
    return render(request, "workflows/cases/log_visit.html", context, status=status)


def start(request: HttpRequest) -> HttpResponse:
    """Starts a LIAP that a facilitator leads: the assignment letter and what it is about, on one page."""
    form = StartLightForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                case = actions.start(form.save(request.user), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The LIAP was started with the assignment letter."))
            return redirect("workflows:case", case.pk)
    context = {"form": form, "may_start": bool(sendable_by(request.user))}
    return render(request, "workflows/cases/start_light.html", context)


def _case(request: HttpRequest, pk: int) -> Case:
    return get_object_or_404(queries.cases(request.user), pk=pk)
