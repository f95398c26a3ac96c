"""Closing a fiscal year of a region, from its page of results."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.people.access import regions_of
from liap.plans.budgets.actions import close_year
from liap.refusals import Conflict, Refusal


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes the year that was chosen; another region's is the same as none."""
    region = get_object_or_404(regions_of(request.user), pk=pk)
    year = request.POST.get("year", "")
    if not (year.isdecimal() and len(year) == 4 and request.POST.get("sure")):
        messages.error(request, _("Choose a year, and confirm that its amounts shall not change any more."))
        return _back(region)
    try:
        close_year(region, year=int(year), by=request.user)
    except (Refusal, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The fiscal year %(year)s is closed.") % {"year": year})
    return _back(region)


def _back(region) -> HttpResponse:
    kind = "region" if region.parent_id else "province"
    return redirect("liap:results_of", kind, region.pk)
