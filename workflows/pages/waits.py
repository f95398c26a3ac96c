"""Where LIAPs wait longest, as a picture of the process with a table behind it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe

from workflows import bottlenecks, figures, pictures, queries
from workflows.models import Case, Variant
from workflows.pages.cases import show
from workflows.registry import FLOWS, flow_for, newest_version


def of_variant(request: HttpRequest, variant: str) -> HttpResponse:
    """Over all LIAPs of a variant that the person may see."""
    if variant not in Variant.values:
        raise Http404
    cases = Case.objects.visible_to(request.user).filter(variant=variant)
    context = {"variant": Variant(variant), "variants": Variant, "count": cases.count()}
    version = newest_version(variant)
    return render(request, "workflows/pulse/waits.html", context | _shown(request, cases, variant, version))


def of_case(request: HttpRequest, pk: int) -> HttpResponse:
    """In one LIAP."""
    case = get_object_or_404(queries.cases(request.user), pk=pk)
    shown = _shown(request, Case.objects.filter(pk=case.pk), case.variant, case.flow_version)
    return show(request, case, "waits", shown)


def _shown(request: HttpRequest, cases, variant: str, version: int) -> dict:
    """The chosen stage; without a choice, and for a stage that is none, the planning."""
    names = figures.names_of_stages()
    stages = list(FLOWS[variant, version])
    stage = request.GET.get("stage")
    if stage not in stages:
        stage = "planning"
    flow = flow_for(variant, version, stage)
    rows = bottlenecks.step_waits(cases, flow, stage)
    drawn = pictures.without_style(bottlenecks.picture(flow, rows))
    return {
        "stages": [{"key": one, "label": names[one], "is_current": one == stage} for one in stages],
        "stage_label": names[stage],
        "rows": sorted(rows, key=lambda row: row.median_days or -1, reverse=True),
        "picture": mark_safe(drawn),  # noqa: S308 -- drawn by the engine, which escapes the titles
    }
