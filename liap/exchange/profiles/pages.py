"""The page of files for other systems: what each file has, its rows to take along, and where it comes back in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from liap.exchange.importers.registry import importers_of
from liap.exchange.profiles.exports import rows_of, table_of
from liap.exchange.profiles.registry import PROFILES
from liap.tables.answers import saved


def profiles(request: HttpRequest) -> HttpResponse:
    """Shows the profiles with their columns, and gives each as CSV or XLSX, for one fiscal year if the person asks."""
    said = request.GET.get("year", "")
    year = int(said) if said.isdecimal() and len(said) == 4 else None
    makers = {code: lambda one=one: table_of(one, request.user, year) for code, one in PROFILES.items()}
    if answer := saved(request, **makers):
        return answer
    kinds = {one.code for one in importers_of(request.user)}
    shown = [(one, rows_of(one, request.user, year).count(), one.kind in kinds) for one in PROFILES.values()]
    today = timezone.localdate().year
    context = {"profiles": shown, "year": year, "years": range(today - 2, today + 3)}
    return render(request, "liap/exchange/profiles.html", context)
