"""The number registers of the offices: which numbers were given out, when, for what, and what became of the paper."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from documents.listings.sheet import sheet
from documents.naming import disposition, place_of
from documents.register import queries

PER_PAGE = 50


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """The registers by year and office."""
    page = Paginator(queries.registers_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/register/list.html", {"page": page})


@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """One register: each number with its date, kind, subject and state."""
    found = get_object_or_404(queries.registers_of(request.user), pk=pk)
    page = Paginator(queries.lines_of(found, request.user), PER_PAGE).get_page(request.GET.get("page"))
    missing = queries.missing_numbers(found) if found.gaps else []
    return render(request, "documents/register/register.html", {"register": found, "page": page, "missing": missing})


@require_GET
def register_table(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """One register as CSV."""
    found = get_object_or_404(queries.registers_of(request.user), pk=pk)
    answer = StreamingHttpResponse(sheet(_rows(found, request)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = disposition(
        "{} {} {} {}.csv".format(_("Number register"), found.organisation, found.classification, found.year)
    )
    return answer


def _rows(register, request: HttpRequest):
    yield [_("Running number"), _("Number"), _("Dated"), _("Kind"), _("Subject"), _("Region"), _("State")]
    for line in queries.lines_of(register, request.user).iterator(chunk_size=200):
        document = line.document
        yield [
            line.sequence, document.number, document.dated_on.isoformat(), f"{document.kind} "
            f"{document.get_kind_display()}", document.about, place_of(document.region),
            str(queries.state_of(document).label),
        ]  # fmt: skip
