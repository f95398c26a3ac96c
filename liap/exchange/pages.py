"""Pages of imports: upload with templates, the dry run with every error, confirm or cancel."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST, require_safe

from liap.exchange import actions, queries
from liap.exchange.blanks import blank
from liap.exchange.forms import UploadForm
from liap.exchange.importers.registry import IMPORTERS, importers_of
from liap.exchange.models import ImportLine, SheetImport
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Column, Table
from liap.tables.fields import columns_of
from liap.tables.names import disposition
from liap.tables.workbook import MIME

PER_PAGE = 50
REFRESH = "3"
ACTS = {"confirm": actions.confirm, "cancel": actions.cancel, "retry": actions.retry}
LINES = (
    Column(gettext_lazy("Outcome"), lambda line: line.get_outcome_display()),
    Column(gettext_lazy("Sheet"), lambda line: line.sheet),
    Column(gettext_lazy("Row"), lambda line: line.row, gettext_lazy("as the spreadsheet numbers it")),
    Column(gettext_lazy("Column"), lambda line: line.column, gettext_lazy("letter and heading")),
    Column(gettext_lazy("About"), lambda line: line.subject),
    Column(gettext_lazy("What"), lambda line: line.text, gettext_lazy("what is wrong, or what would change")),
    Column(gettext_lazy("What to do"), lambda line: line.remedy),
)
IMPORTS = columns_of(
    SheetImport, "file_name", "kind", "state", "uploaded_at", "by", "ended_at", "row_count", "created_count",
    "changed_count", "same_count", "error_count", "reason", "size", "sha256",
)  # fmt: skip


def imports(request: HttpRequest) -> HttpResponse:
    """Uploads a file, offers the templates and lists the person's imports."""
    rows = queries.imports_of(request.user)
    if answer := saved(request, imports=lambda: Table(code="imports", title=_("Imports"), columns=IMPORTS, rows=rows)):
        return answer
    offered = [(one.code, one.title, one.help) for one in importers_of(request.user)]
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            order = actions.upload(form.cleaned_data["kind"], form.cleaned_data["file"], by=request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("liap:import", order.pk)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "liap/exchange/list.html", {"form": form, "offered": offered, "page": page})


@require_safe
def sheet_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how far it is, what it would change, and every error with its place and remedy."""
    order = get_object_or_404(queries.imports_of(request.user), pk=pk)
    shown = request.GET.get("show", "error" if order.error_count else "")
    lines = order.lines.filter(outcome=shown) if shown in ImportLine.Outcome.values else order.lines.all()
    table = {"title": f"{_('Dry run')} {order.file_name}", "columns": LINES, "rows": lines, "chosen": order.file_name}
    if answer := saved(request, lines=lambda: Table(code="import_lines", **table)):
        return answer
    outcomes = [("", _("all")), *((value, label) for value, label in ImportLine.Outcome.choices)]
    context = {
        "order": order,
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
        "shown": shown,
        "query": urlencode({"show": shown}) if shown else "",
        "outcomes": outcomes,
        "may_confirm": order.state == SheetImport.State.CHECKED and not order.error_count,
        "changes": order.created_count + order.changed_count,
    }
    response = render(request, "liap/exchange/detail.html", context)
    if order.is_under_way:
        # The header does what a meta element would, and disturbs no reader of the page's code.
        response["Refresh"] = REFRESH
    return response


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirms, cancels or tries again."""
    order = get_object_or_404(queries.imports_of(request.user), pk=pk)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        messages.error(request, _("Choose a step."))
        return redirect("liap:import", pk)
    try:
        act(order, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("liap:import", pk)


@require_GET
def template(request: HttpRequest, kind: str) -> FileResponse:
    """The template of one kind of rows, in the person's language."""
    if kind not in {one.code for one in importers_of(request.user)}:
        raise Http404
    importer = IMPORTERS[kind](request.user)
    answer = FileResponse(blank(importer), content_type=MIME)
    answer["Content-Disposition"] = disposition("{} {}.xlsx".format(_("Template"), importer.title))
    return answer
