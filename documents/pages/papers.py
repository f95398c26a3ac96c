"""Pages of issued papers: find one, and see how its drawing is getting on."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import actions, queries
from documents.copies.queries import may_add_copy
from documents.listings import queries as listings
from documents.listings.choice import Choice, narrowed, ordered
from documents.public.queries import may_release
from documents.revocations.queries import may_revoke

PER_PAGE = 25


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The papers which the person may read, with search, filters and order; the address is the whole choice."""
    choice = Choice.of(request.GET)
    readable = listings.on_shelf(request.user)
    found = ordered(narrowed(readable, choice), choice)
    if choice.view == "pictures":
        found = found.prefetch_related("renditions__preview")
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "choice": choice,
        "filters": listings.filters(readable, choice),
        "sort_options": listings.sort_options(),
        "kinds": [(count, choice.query(kind=count.kind)) for count in listings.kind_counts(readable, choice)],
        "query": choice.query(),
        "query_of_table": choice.query(view=""),
        "query_of_pictures": choice.query(view="pictures"),
        "query_of_all_kinds": choice.query(kind=""),
    }
    return render(request, "documents/pages/list.html", context)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: its data, its files, and what went wrong where a file is missing."""
    readable = listings.filed(queries.readable_by(request.user)).prefetch_related("renditions__signature")
    document = get_object_or_404(readable, pk=pk)
    is_of_the_head = may_revoke(request.user, document)
    context = {
        "document": document,
        "copies": document.copies.select_related("uploaded_by", "comparison__by"),
        "may_add_copy": may_add_copy(request.user, document),
        "may_revoke": not document.is_revoked and is_of_the_head,
        "may_replace": document.is_revoked and not document.superseded_by_id and is_of_the_head,
        "may_release": may_release(request.user, document),
    }
    return render(request, "documents/pages/detail.html", context)


@require_POST
def retry(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Has an incident drawn again."""
    document = get_object_or_404(queries.readable_by(request.user), pk=pk)
    actions.retry(get_object_or_404(document.renditions.all(), language=language), by=request.user)
    messages.success(request, _("The document will be drawn again in a moment."))
    return redirect("documents:detail", pk=pk)
