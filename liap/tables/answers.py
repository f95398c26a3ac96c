"""Answers a page's address with one of its tables as a file; every file that goes out is one audit line."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse

from liap.audit.actions import record_alone
from liap.tables import separated, workbook
from liap.tables.columns import Table
from liap.tables.names import disposition

Answer = FileResponse | StreamingHttpResponse
ENDINGS = ("csv", "xlsx")


def saved(request: HttpRequest, **tables: Callable[[], Table]) -> Answer | None:
    """The table that the address asks for (`?save=csv&table=late`), made by the page itself; None when it asks none.

    So the file has what the screen shows: the same filters, the same gate.
    """
    ending = request.GET.get("save")
    if ending is None:
        return None
    make = tables.get(request.GET.get("table") or next(iter(tables)))
    if make is None or ending not in ENDINGS:
        raise Http404
    return answer(request, make(), ending)


def answer(request: HttpRequest, table: Table, ending: str | None = None) -> Answer:
    """One table as a file; CSV unless the address asks for a workbook."""
    ending = ending or request.GET.get("save") or "csv"
    if ending not in ENDINGS:
        raise Http404
    person: Any = request.user
    record_alone("table.saved", by=person, chain="tables", subject=f"table:{table.code}", ending=ending)
    response: Answer
    if ending == "xlsx":
        response = FileResponse(workbook.saved(table), content_type=workbook.MIME)
    else:
        response = StreamingHttpResponse(separated.saved(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = disposition(f"{table.title}.{ending}")
    response["X-Content-Type-Options"] = "nosniff"
    return response
