"""The public list, read without logging in, and the page on which a paper is released to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import canonical, queries, storage
from documents.naming import name_of_file, period
from documents.public import actions
from documents.public import queries as public
from documents.public.forms import ReleaseForm
from documents.public.models import PublicRendition
from documents.public.redaction import texts_of
from liap.audit.actions import record_alone
from liap.refusals import Refusal
from liap.tables.names import disposition

PER_PAGE = 25


@login_not_required
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """The papers that were released, for everybody."""
    text = request.GET.get("text", "")[:100]
    page = Paginator(public.released(text), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "documents/public/list.html", {"page": page, "text": text, "query": query.urlencode()})


@login_not_required
@require_safe
def public_file(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The file of a released paper; what was withdrawn and what never was are the same 404."""
    rendition = public.public_file(pk, language)
    if rendition is None:
        raise Http404
    etag = f'"{rendition.sha256}"'
    if answer := get_conditional_response(request, etag=etag):
        return answer
    try:
        content = storage.read(rendition.stored_name, rendition.sha256)
    except storage.CorruptFile:
        document = rendition.version.document_id
        record_alone("file corrupt", by=None, chain="documents", subject=f"document:{document}", language=language)
        raise Http404 from None
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = disposition(_file_name(rendition))
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, max-age=300"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what everybody would read of a paper, and releases it."""
    document = get_object_or_404(queries.readable_by(request.user), pk=pk)
    if not public.may_release(request.user, document):
        raise Http404
    version = public.version_of(document)
    facts = None if version else actions.public_facts(document)
    seen = canonical.sha256(canonical.to_json(facts)) if facts else ""
    form = ReleaseForm(request.POST or None, initial={"seen_sha256": seen})
    if request.method == "POST" and form.is_valid():
        try:
            actions.release(document, by=request.user, seen_sha256=form.cleaned_data["seen_sha256"])
        except Refusal as refusal:
            form = ReleaseForm(initial={"seen_sha256": seen})
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Released. The public file is usually there within a minute."))
            return redirect("documents:release", pk=pk)
    texts = texts_of(facts) if facts else []
    context = {"document": document, "version": version, "texts": texts, "form": form}
    return render(request, "documents/public/release.html", context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a paper off the public list."""
    document = get_object_or_404(queries.readable_by(request.user), pk=pk)
    if not public.may_release(request.user, document):
        raise Http404
    actions.withdraw(document, by=request.user)
    messages.success(request, _("Withdrawn. Nobody finds it on the public list any more."))
    return redirect("documents:release", pk=pk)


@require_POST
def retry_public(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Has a public file that became an incident drawn again."""
    document = get_object_or_404(queries.readable_by(request.user), pk=pk)
    if not public.may_release(request.user, document):
        raise Http404
    rendition = get_object_or_404(PublicRendition, version__document=document, language=language)
    actions.retry(rendition, by=request.user)
    messages.success(request, _("The document will be drawn again in a moment."))
    return redirect("documents:release", pk=pk)


def _file_name(rendition: PublicRendition) -> str:
    document = rendition.version.document
    name = name_of_file(
        kind=document.kind, region=document.region.name if document.region else "", period_on=period(document),
        number=document.number, language=rendition.language,
    )  # fmt: skip
    return f"{name.removesuffix('.pdf')} {_('public')}.pdf"
