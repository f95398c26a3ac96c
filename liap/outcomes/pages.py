"""Handing out the files that prove something."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from liap.audit.actions import record_alone
from liap.outcomes.queries import evidence_path, visible_evidence


@require_GET
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was kept, to be saved and never shown inside our pages; each is one audit line."""
    row = get_object_or_404(visible_evidence(request.user), pk=pk)
    path = evidence_path(row)
    if path is None or not path.exists():
        raise Http404
    record_alone(
        "evidence.downloaded", by=request.user, chain="documents", subject=f"evidence:{row.pk}", sha256=row.sha256
    )
    response = HttpResponse(path.read_bytes(), content_type=row.content_type)
    response["Content-Disposition"] = content_disposition_header(True, row.file_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
