"""The evidence that an evaluation of the plan would miss today, gap by gap."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from liap.answering import answered
from liap.outcomes.gaps import columns
from liap.outcomes.gaps.forms import GapsForm
from liap.outcomes.gaps.queries import answer_to, answers_of, gaps_told
from liap.outcomes.queries import is_too_early
from liap.people.access import may_see_rows
from liap.places.queries import today_in
from liap.tables.answers import saved
from liap.tables.columns import Table
from workflows import queries
from workflows.gaps import may_answer_again, opens_on
from workflows.models import Case
from workflows.pages.cases import show


def gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows every gap with what to do, by whom, and what was said about it; who said it says it anew here."""
    case = get_object_or_404(queries.cases(request.user).select_related("rulebook"), pk=pk)
    said = answers_of(case.plan)
    form = _form(request, case) if said and may_answer_again(request.user, case) else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            here = reverse("workflows:gaps", args=[pk])
            answer = answered(request, partial(form.save, request.user), said=_("Recorded."), to=here)
            if isinstance(answer, HttpResponse):
                return answer
            messages.error(request, str(answer))
    rows = [(gap, answer_to(gap, said)) for gap in gaps_told(case.plan, request.user)]
    table = Table(code="gaps", title=_("Missing evidence"), columns=columns.GAPS, rows=rows, chosen=case.plan.title)
    if answer := saved(request, gaps=lambda: table):
        return answer
    context = {
        "rows": rows,
        "answered_count": sum(1 for _gap, answer in rows if answer),
        "today": today_in(case.plan.region),
        "form": form,
        "sees_rows": may_see_rows(request.user, case.plan.region_id),
        "opens_on": opens_on(case),
        "is_young": is_too_early(case.plan, case.plan.ends_on),
    }
    return show(request, case, "gaps", context)


def _form(request: HttpRequest, case: Case) -> GapsForm:
    return GapsForm(request.POST if request.method == "POST" else None, plan=case.plan, user=request.user)
