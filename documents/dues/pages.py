"""What the ministry misses: reports that are due and not there, by region, industry and year."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_safe

from documents.dues import queries
from documents.listings import queries as listings
from documents.listings.choice import Choice
from documents.listings.columns import missing_reports
from liap.models import Plan
from liap.tables.answers import Answer, answer

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
def missing_table(request: HttpRequest) -> Answer:
    """The missing reports as CSV or as a workbook."""
    choice = Choice.of(request.GET)
    dues = queries.missing(request.user, choice)
    shown = listings.filters_of_plans(
        Plan.objects.visible_to(request.user), {due.period_on.year for due in dues}, choice
    )
    return answer(request, missing_reports(dues, chosen=listings.words_among(shown, choice)))
