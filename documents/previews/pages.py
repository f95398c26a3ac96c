"""Handing out pictures of first pages; who sees a paper in a list sees its picture, so none leaves an audit line."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from documents import queries, storage
from documents.previews.models import Preview


@require_safe
def picture(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The first page of a paper as it was drawn in that language."""
    readable = queries.readable_by(request.user).order_by().values("pk")
    done = Preview.objects.filter(rendition__document__in=readable, state=Preview.State.DONE)
    preview = get_object_or_404(done, rendition__document=pk, rendition__language=language)
    etag = f'"{preview.sha256}"'
    answer = get_conditional_response(request, etag=etag)
    if not answer:
        try:
            content = storage.read(preview.stored_name, preview.sha256)
        except storage.CorruptFile as fault:
            raise Http404 from fault
        answer = HttpResponse(content, content_type="image/webp")
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_vary_headers(answer, ["Cookie"])
    return answer
