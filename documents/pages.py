"""Pages of issued papers: find one, see how its drawing is getting on, take the file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, parse_etags
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from documents import actions, queries, storage
from documents.models import Document, Rendition
from liap.audit.actions import record_alone

PER_PAGE = 25


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The papers which the person may read, with search and filters."""
    readable = queries.readable_by(request.user)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("text", "region", "kind", "year", "state")}
    found = Paginator(queries.search(readable, **asked), PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(
        request,
        "documents/pages/list.html",
        {
            "page": found,
            "asked": asked,
            "kept": kept.urlencode(),
            "regions": queries.regions_in(readable),
            "years": queries.years_in(readable),
            "kinds": Document.KindCode.choices,
        },
    )


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: its data, its files, and what went wrong where a file is missing."""
    document = get_object_or_404(queries.readable_by(request.user), pk=pk)
    return render(request, "documents/pages/detail.html", {"document": document})


@require_GET
def download(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The file, unchanged since it was drawn; each one handed out is one line of the audit record."""
    rendition = _rendition(request, pk, language)
    if rendition.state != Rendition.State.DONE:
        raise Http404
    etag = f'"{rendition.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponseNotModified(), etag)
    try:
        content = storage.read(rendition.stored_name, rendition.sha256)
    except storage.CorruptFile:
        record_alone("file corrupt", by=request.user, chain="documents", subject=f"document:{pk}", language=language)
        return render(request, "documents/pages/corrupt.html", {"document": rendition.document}, status=500)
    record_alone(
        "download document", by=request.user, chain="documents", subject=f"document:{pk}",
        language=language, sha256=rendition.sha256,
    )  # fmt: skip
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, file_name(rendition))
    return _with_headers(response, etag)


@require_POST
def retry(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Has an incident drawn again."""
    rendition = _rendition(request, pk, language)
    actions.retry(rendition, by=request.user)
    messages.success(request, _("The document will be drawn again in a moment."))
    return redirect("documents:detail", pk=pk)


def file_name(rendition: Rendition) -> str:
    """The name that the file gets on the reader's machine: kind, number, region and language, no clock."""
    document = rendition.document
    number = document.number.replace("/", "-")
    return f"{document.kind} {number} {slugify(document.plan.region.name)} {rendition.language}.pdf"


def _rendition(request: HttpRequest, pk: int, language: str) -> Rendition:
    document = get_object_or_404(queries.readable_by(request.user), pk=pk)
    return get_object_or_404(document.renditions.select_related("document__plan__region"), language=language)


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_vary_headers(response, ["Cookie"])
    return response
