"""The guideline step by step, and what trainers teach with."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from liap.outcomes.files import path_of
from liap.outcomes.guidelines import first_meeting as first_meeting_guide
from liap.outcomes.guidelines.columns import PASSAGES
from liap.outcomes.guidelines.models import Guideline
from liap.outcomes.guidelines.queries import in_force, material
from liap.tables.answers import saved
from liap.tables.columns import Table

FILES = {"guideline": Guideline.objects.all, "material": material}


@require_GET
def guidelines(request: HttpRequest) -> HttpResponse:
    """Shows every version with its pages, and the material; `?file=` hands a file out."""
    if wanted := request.GET.get("file", ""):
        return _file(wanted)
    versions, now = Guideline.objects.prefetch_related("steps"), in_force()
    if answer := saved(request, passages=lambda: _table(versions, now)):
        return answer
    context = {"versions": versions, "in_force": now, "material": material()}
    return render(request, "liap/guidelines/list.html", context)


@require_GET
def first_meeting(request: HttpRequest) -> HttpResponse:
    """Shows our own guide to a first meeting, made to be printed on one or two sheets."""
    return render(request, "liap/guidelines/first_meeting.html", {"guide": first_meeting_guide})


def _table(versions: Iterable[Guideline], now: Guideline | None) -> Table:
    rows = [(version, passage, version == now) for version in versions for passage in version.passages]
    return Table(code="guidelines", title=_("Guideline and training"), columns=PASSAGES, rows=rows)


def _file(wanted: str) -> HttpResponse:
    kind, _dash, number = wanted.partition("-")
    if kind not in FILES or not number.isdigit():
        raise Http404
    row = get_object_or_404(FILES[kind]().exclude(sha256=""), pk=int(number))
    if not (path := path_of(row.sha256)).exists():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type=row.content_type)
    response["Content-Disposition"] = content_disposition_header(True, row.file_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
