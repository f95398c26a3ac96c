"""What the ministry misses: reports that are due and not there, by region, industry and year."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from documents.dues import queries
from documents.listings import queries as listings
from documents.listings.choice import Choice
from documents.listings.columns import of_missing
from documents.listings.sheet import sheet
from documents.naming import disposition
from liap.models import Plan

PER_PAGE = 50


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """The missing reports that pass the filters: counted by region, industry or year, and one by one."""
    choice, by = Choice.of(request.GET), request.GET.get("by", "")
    by = by if by in queries.GROUPS else "region"
    ever = queries.missing_at_any_time(request.user, choice)
    dues = [due for due in ever if queries.is_of_period(due, choice)]
    years = {due.period_on.year for due in ever}
    context = {
        "choice": choice,
        "filters": listings.filters_of_plans(Plan.objects.visible_to(request.user), years, choice),
        "by": by,
        "group_options": [(value, capfirst(label)) for value, label in queries.group_options()],
        "reasons": [capfirst(reason.label) for reason in queries.reasons_of(dues)],
        "groups": queries.grouped(dues, by),
        "page": Paginator(dues, PER_PAGE).get_page(request.GET.get("page")),
        "query": choice.query(),
    }
    return render(request, "documents/pages/missing.html", context)


@require_GET
def missing_table(request: HttpRequest) -> StreamingHttpResponse:
    """The missing reports as CSV."""
    rows = of_missing(queries.missing(request.user, Choice.of(request.GET)))
    answer = StreamingHttpResponse(sheet(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = disposition("{}.csv".format(_("missing reports")))
    return answer
