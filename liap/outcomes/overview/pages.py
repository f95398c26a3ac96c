"""Pages of results: of the nation, a directorate, a province or a region, under one scheme of addresses."""

from datetime import date

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode

from liap.adoption.queries import funnel, requests
from liap.outcomes.disclosure.queries import newest
from liap.outcomes.disclosure.standing import FIRST_YEAR
from liap.outcomes.overview import money, parts, performance, regions, scopes, smis
from liap.outcomes.overview.scopes import Scope
from liap.outcomes.overview.sections import Section
from liap.people.models import User
from liap.plans.budgets.queries import closing_of
from liap.plans.models import Plan
from liap.tables.answers import saved


def results(request: HttpRequest) -> HttpResponseBase:
    """The widest page that the person may see; with `?at=` the one that was chosen from the list."""
    kind, _dash, pk = request.GET.get("at", "").partition("-")
    if kind in (scopes.NATION, scopes.DIRECTORATE, scopes.PROVINCE, scopes.REGION) and pk.isdecimal():
        kept = {name: value for name, value in request.GET.items() if name in ("year", "on") and value}
        address = reverse("liap:results_of", args=[kind, int(pk[:9])])
        return redirect(f"{address}?{urlencode(kept)}" if kept else address)
    scope = scopes.widest(request.user)
    return _page(request, scope) if scope else render(request, "liap/overview/results.html", {"scope": None})


def results_of(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """The page of one nation, directorate, province or region; a stranger's does not exist."""
    scope = scopes.find(request.user, kind, pk)
    if scope is None:
        raise Http404
    return _page(request, scope)


def _page(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    today = timezone.localdate()
    year, on = _year(request.GET.get("year", ""), today), _day(request.GET.get("on", ""), today)
    sections = _sections(request.user, scope, year, on)
    files = {section.code: (lambda table=section.table: table) for section in sections}
    if answer := saved(request, **files):
        return answer
    context = {
        "scope": scope,
        "sections": sections,
        "places": scopes.choices(request.user),
        "year": year.year,
        "years": range(today.year, FIRST_YEAR - 1, -1),
        "on": on,
        "closing": closing_of(request.user, scope.pk) if scope.kind in (scopes.PROVINCE, scopes.REGION) else None,
        "is_nation": scope.kind == scopes.NATION,
    }
    return render(request, "liap/overview/results.html", context)


def _sections(user: User, scope: Scope, year: date, on: date) -> list[Section]:
    told = smis.Told(scope, newest(), year)
    plans = Plan.objects.visible_to(user).filter(scope.plans)
    where = regions.province_map(scope)
    asked = requests(user).filter(is_sample=False, region__in=regions.places(scope))
    made: list[Section | None] = [
        smis.rungs(told),
        smis.rungs_over_time(told),
        performance.turnover(told),
        performance.channels(told),
        smis.people(told),
        parts.places(told),
        parts.directorates(told, on),
        where,
        parts.adoption_funnel(funnel(asked), where.fresh),
        money.by_source(plans),
        money.by_plan(plans),
    ]
    return [section for section in made if section is not None]


def _year(asked: str, today: date) -> date:
    """The end of the year that was asked for, today in the present one."""
    year = int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked[:5]) <= today.year else today.year
    return min(date(year, 12, 31), today)


def _day(asked: str, today: date) -> date:
    try:
        return parse_date(asked) or today
    except ValueError:
        return today
