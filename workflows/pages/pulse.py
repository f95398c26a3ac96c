"""How the process runs: where LIAPs stand, what is late, where they wait, how much work they take."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from liap import charts
from workflows import figures, queries
from workflows.models import Case

SLOWEST = 10


def pulse(request: HttpRequest) -> HttpResponse:
    """Shows the figures of all LIAPs that the person may see."""
    stages = figures.stage_counts(Case.objects.visible_to(request.user))
    slices = [charts.Slice(stage.label, stage.count) for stage in stages]
    late = figures.cards(queries.overdue(request.user)[:100])
    title = _("LIAPs per stage")
    context = {
        "stages": stages,
        "total": sum(stage.count for stage in stages),
        "picture": charts.pipeline(slices, title=title),
        "narrow_picture": charts.pipeline(slices, title=title, narrow=True),
        "late": late,
        "late_count": queries.overdue(request.user).count(),
        "waits": figures.waits(request.user)[:SLOWEST],
        "effort": figures.effort(request.user),
    }
    return render(request, "workflows/pulse/pulse.html", context)
