"""The selection of the industry in the file of a LIAP: who leads sets it out and closes it, members score."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from liap.plans.selections import actions
from liap.plans.selections.forms import CloseForm, ScoresForm, SetOutForm
from liap.plans.selections.models import Selection
from liap.plans.selections.queries import (
    is_scored,
    may_lead,
    may_score,
    scorers_of,
    scores_by,
    selection_of,
    standings,
    weights_of,
)
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table
from workflows import columns, queries
from workflows.models import Case
from workflows.pages.cases import show
from workflows.selections import diagnosing, is_diagnosing


def selection(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the selection, and takes what the person may do in it.

    How the industries stand is shown to who leads, and to everybody once it is closed: nobody shall score by the
    figures of others.
    """
    case = get_object_or_404(queries.cases(request.user), pk=pk)
    plan, found, is_running = case.plan, selection_of(case.plan), is_diagnosing(case)
    leads = is_running and may_lead(request.user, plan)
    is_open = is_running and (found is None or found.is_open)
    sees_result = found is not None and (leads or not found.is_open)
    places = standings(found) if found and sees_result else []
    forms = _forms(request, case, found, places, leads=leads) if is_open else {}
    if request.method == "POST" and (answer := _answered(request, case, found, forms)):
        return answer
    table = {
        "title": _("Selection of the industry"),
        "columns": columns.STANDINGS,
        "rows": places,
        "chosen": plan.title,
    }
    if sees_result and (answer := saved(request, standings=lambda: Table(code="standings", **table))):
        return answer
    context = {
        "selection": found,
        "weights": weights_of(found) if found else [],
        "places": places,
        "scorers": scorers_of(found).count() if found else 0,
        "is_running": is_running,
        "forms": forms,
        "has_scored": bool(found and scores_by(found, request.user)) if forms.get("score") else False,
    }
    return show(request, case, "selection", context)


def _forms(request: HttpRequest, case: Case, found: Selection | None, places: list, *, leads: bool) -> dict:
    """The forms that the person may send, by the name of their button."""

    def typed(act: str):
        return request.POST if act in request.POST or (act == "set_out" and "more" in request.POST) else None

    forms = {}
    if found and may_score(request.user, case.plan):
        forms["score"] = ScoresForm(typed("score"), selection=found, user=request.user)
    if leads and not (found and is_scored(found)):
        forms["set_out"] = SetOutForm(typed("set_out"), plan=case.plan, selection=found)
    if leads and any(place.standing.rank for place in places):
        forms["close"] = CloseForm(typed("close"), places=places)
    if leads and found:
        forms["drop"] = None
    return forms


def _answered(request: HttpRequest, case: Case, found: Selection | None, forms: dict) -> HttpResponse | None:
    """Does what the person sent and leads back to the page; None where the page shows what is wrong."""
    if "more" in request.POST and "set_out" in forms:
        forms["set_out"] = forms["set_out"].with_more_rows()
        return None
    act = next((name for name in ("set_out", "score", "close", "drop") if name in request.POST), None)
    if act not in forms:
        raise Http404
    form = forms[act]
    if form and not form.is_valid():
        return None
    try:
        with diagnosing(case, by=request.user) as plan:
            _do(act, plan, found, form, request)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, _("Recorded."))
    return redirect("workflows:selection", case.pk)


def _do(act, plan, found, form, request) -> None:
    user = request.user
    if act == "set_out":
        actions.set_out(plan, by=user, **form.answers())
    elif act == "score":
        actions.score(found, by=user, **form.answers())
    elif act == "close":
        actions.close(found, by=user, **form.cleaned_data)
    else:
        actions.drop(found, by=user)
