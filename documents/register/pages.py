"""The number registers of the offices: which numbers were given out, when, for what, and what became of the paper."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_safe

from documents.naming import place_of
from documents.register import queries
from liap.tables.answers import Answer, answer, saved
from liap.tables.columns import Column, Table

PER_PAGE = 50
LINES = (
    Column(gettext_lazy("Running number"), lambda line: line.sequence, gettext_lazy("without gaps within the year")),
    Column(gettext_lazy("Number"), lambda line: line.document.number),
    Column(gettext_lazy("Dated"), lambda line: line.document.dated_on),
    Column(gettext_lazy("Kind"), lambda line: f"{line.document.kind} {line.document.get_kind_display()}"),
    Column(gettext_lazy("Subject"), lambda line: line.document.about),
    Column(gettext_lazy("Region"), lambda line: place_of(line.document.region)),
    Column(gettext_lazy("State"), lambda line: queries.state_of(line.document).label),
)
REGISTERS = (
    Column(gettext_lazy("Office"), lambda one: str(one.organisation)),
    Column(gettext_lazy("Region"), lambda one: place_of(one.organisation.region)),
    Column(gettext_lazy("Classification"), lambda one: one.classification),
    Column(gettext_lazy("Year"), lambda one: one.year),
    Column(gettext_lazy("Last number"), lambda one: one.last),
    Column(gettext_lazy("Documents"), lambda one: one.count, gettext_lazy("those that you may read")),
    Column(gettext_lazy("Gaps"), lambda one: one.gaps, gettext_lazy("numbers that belong to no document")),
)


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """The registers by year and office."""
    rows = queries.registers_of(request.user)
    title = _("Number registers")
    if answer := saved(request, registers=lambda: Table(code="registers", title=title, columns=REGISTERS, rows=rows)):
        return answer
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/register/list.html", {"page": page})


@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """One register: each number with its date, kind, subject and state."""
    found = get_object_or_404(queries.registers_of(request.user), pk=pk)
    page = Paginator(queries.lines_of(found, request.user), PER_PAGE).get_page(request.GET.get("page"))
    missing = queries.missing_numbers(found) if found.gaps else []
    return render(request, "documents/register/register.html", {"register": found, "page": page, "missing": missing})


@require_GET
def register_table(request: HttpRequest, pk: int) -> Answer:
    """One register as CSV or as a workbook."""
    found = get_object_or_404(queries.registers_of(request.user), pk=pk)
    title = "{} {} {} {}".format(_("Number register"), found.organisation, found.classification, found.year)
    rows = queries.lines_of(found, request.user)
    return answer(request, Table(code="register", title=title, columns=LINES, rows=rows, chosen=title))
