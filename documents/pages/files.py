"""Handing out the PDF of a paper, unchanged since it was drawn, whole or in ranges.

Decision of 2026-11-24: the audit record has one line for each download, not one for each range. A range is a
continuation, and silent, when the same person was handed the same file within the hour; any other answer with
bytes of the file is a line. A request that is answered by 304, 412, 416 or HEAD hands nothing out and leaves none.
"""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from documents import queries, storage
from documents.models import Rendition
from documents.naming import file_name
from documents.ranges import Range, Unsatisfiable, asked_range
from liap.audit.actions import record_alone
from liap.audit.models import Event
from liap.tables.names import disposition

CONTINUED_WITHIN = timedelta(hours=1)


@require_safe
def download(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The file; each download is one line of the audit record."""
    return _handed_out(request, drawn_rendition(request, pk, language), is_signed=True)


@require_safe
def download_unsigned(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The file as it was drawn, beside the signed one."""
    return _handed_out(request, drawn_rendition(request, pk, language), is_signed=False)


def _handed_out(request: HttpRequest, rendition: Rendition, *, is_signed: bool) -> HttpResponse:
    file = rendition.file if is_signed else rendition
    etag = f'"{file.sha256}"'
    if answer := get_conditional_response(request, etag=etag):
        return _with_headers(answer, etag)
    try:
        content = storage.read(file.stored_name, file.sha256)
    except storage.CorruptFile:
        subject = f"document:{rendition.document_id}"
        record_alone("file corrupt", by=request.user, chain="documents", subject=subject, language=rendition.language)
        return render(request, "documents/pages/corrupt.html", {"document": rendition.document}, status=500)
    try:
        part = asked_range(request, size=len(content), etag=etag)
    except Unsatisfiable:
        return _with_headers(_unsatisfiable(len(content)), etag)
    if request.method == "GET":
        _record(request, rendition, file.sha256, part)
    answer = _answer(content, part, is_head=request.method == "HEAD")
    if settings.ACCEL_PREFIX:
        answer = HttpResponse()
        answer["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX.rstrip('/')}/{file.stored_name}"
    answer["Content-Type"] = "application/pdf"
    answer["Content-Disposition"] = disposition(file_name(rendition))
    return _with_headers(answer, etag)


def drawn_rendition(request: HttpRequest, pk: int, language: str) -> Rendition:
    """The drawing in that language, where the person may read the paper and its file is there."""
    document = get_object_or_404(queries.readable_by(request.user).defer("facts"), pk=pk)
    rendition = get_object_or_404(document.renditions.all(), language=language)
    if rendition.state != Rendition.State.DONE:
        raise Http404
    rendition.document = document
    return rendition


def _answer(content: bytes, part: Range | None, *, is_head: bool) -> HttpResponse:
    if part:
        answer = HttpResponse(content[part.first : part.last + 1], status=206)
        answer["Content-Range"] = part.of(len(content))
        return answer
    answer = HttpResponse(b"" if is_head else content)
    answer["Content-Length"] = str(len(content))
    return answer


def _unsatisfiable(size: int) -> HttpResponse:
    answer = HttpResponse(status=416, content_type="application/pdf")
    answer["Content-Range"] = f"bytes */{size}"
    return answer


def _record(request: HttpRequest, rendition: Rendition, sha256: str, part: Range | None) -> None:
    subject = f"document:{rendition.document_id}"
    told = {"language": rendition.language, "sha256": sha256}
    if part:
        since = timezone.now() - CONTINUED_WITHIN
        lines = Event.objects.filter(subject=subject, at__gte=since, by=request.user, verb="download document")
        if told in lines.values_list("payload", flat=True):
            return
    record_alone("download document", by=request.user, chain="documents", subject=subject, **told)


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_vary_headers(response, ["Cookie"])
    return response
