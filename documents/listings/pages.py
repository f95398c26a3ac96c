"""The list of papers as a table to save, with the filters of the page it is called from."""

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.listings.choice import Choice, narrowed, ordered
from documents.listings.columns import of_documents
from documents.listings.queries import on_shelf
from documents.listings.sheet import sheet
from documents.naming import disposition
from documents.queries import SUBJECTS

MOST_ROWS = 10_000
CHUNK = 200


@require_GET
def table(request: HttpRequest) -> StreamingHttpResponse:
    """Every paper of the list with its hashes as CSV; the first ten thousand of a longer list."""
    choice = Choice.of(request.GET)
    found = ordered(narrowed(on_shelf(request.user), choice), choice)[:MOST_ROWS]
    found = found.select_related(
        *SUBJECTS, "region__parent", "plan__industry__directorate", "organisation", "superseded_by", "revocation"
    ).prefetch_related("renditions__signature")
    page = reverse("documents:detail", args=[0]).replace("/0/", "/%d/")
    rows = of_documents(found.iterator(chunk_size=CHUNK), settings.PUBLIC_URL.rstrip("/").replace("%", "%%") + page)
    answer = StreamingHttpResponse(sheet(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = disposition("{}.csv".format(_("Documents")))
    return answer
