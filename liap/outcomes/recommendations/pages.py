"""The recommendations of evaluations: the list, and the answer of the addressee."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from liap.outcomes.recommendations import actions, columns, queries
from liap.outcomes.recommendations.forms import AnswerForm
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table

LESSONS = 100


def recommendations(request: HttpRequest) -> HttpResponse:
    """What evaluations recommended; those that still wait, unless all are asked for."""
    shows_all = request.GET.get("show") == "all"
    rows, lessons = queries.recommendations(request.user, only_waiting=not shows_all), queries.lessons(request.user)
    table = {"title": _("Recommendations"), "columns": columns.RECOMMENDATIONS, "rows": rows}
    chosen = "" if shows_all else _("only those that wait")
    taught = {"title": _("Lessons"), "columns": columns.LESSONS, "rows": lessons}
    answer = saved(
        request,
        recommendations=lambda: Table(code="recommendations", chosen=chosen, **table),
        lessons=lambda: Table(code="lessons", **taught),
    )
    if answer:
        return answer
    context = {
        "page": Paginator(rows, 30).get_page(request.GET.get("page")),
        "shows_all": shows_all,
        "lessons": lessons[:LESSONS],
    }
    return render(request, "liap/recommendations/list.html", context)


def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation with its answer; whom it is addressed to answers here."""
    row = get_object_or_404(queries.recommendations(request.user), pk=pk)
    may_respond = row.state not in actions.ENDED and queries.may_respond(request.user, row)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.respond(row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("liap:recommendation", pk)
    context = {"row": row, "may_respond": may_respond, "form": form}
    return render(request, "liap/recommendations/detail.html", context, status=422 if form.errors else 200)
