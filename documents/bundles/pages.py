"""Taking all papers of a choice at once: what the archive would hold and lack, and the archive."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from documents.bundles import contents
from documents.bundles.archive import archive
from documents.dues.queries import missing
from documents.listings import queries as listings
from documents.listings.choice import Choice
from documents.naming import allowed
from liap.audit.actions import record_alone
from liap.refusals import Refusal
from liap.tables.names import disposition
from liap.templatetags.liap_format import moment

SHOWN = 20


@require_safe
def bundle(request: HttpRequest) -> HttpResponse:
    """What the archive of the chosen papers would hold, how large it would be, and what it would lack."""
    choice = Choice.of(request.GET)
    by_language = contents.extents(request.user, choice)
    offers = [("id", "Bahasa Indonesia"), ("en", "English"), ("both", capfirst(_("both languages")))]
    sizes = [
        (code, label, contents.together(by_language, contents.languages_of(code, "id"))) for code, label in offers
    ]
    dues = missing(request.user, choice)
    context = {
        "choice": choice,
        "words": listings.chosen_words(listings.on_shelf(request.user), choice),
        "sizes": [(code, label, size, _refusal(size)) for code, label, size in sizes],
        "missing": dues[:SHOWN],
        "missing_count": len(dues),
        "query": choice.query(),
    }
    return render(request, "documents/bundles/bundle.html", context)


@require_GET
def bundle_file(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The archive, streamed; one line of the audit record tells how many files went out and by which filters."""
    choice = Choice.of(request.GET)
    languages = contents.languages_of(request.GET.get("files", ""), get_language() or "id")
    try:
        contents.refuse_too_many(contents.together(contents.extents(request.user, choice), languages))
    except contents.TooMany as refusal:
        context = {"choice": choice, "refusal": refusal, "query": choice.query()}
        return render(request, "documents/bundles/refused.html", context, status=422)
    words = listings.chosen_words(listings.on_shelf(request.user), choice) or _("all documents")
    found = contents.entries(request.user, choice, languages)
    packed = archive(found, missing(request.user, choice), title=words, made_at=moment(timezone.now()))
    record_alone(
        "download archive", by=request.user, chain="documents", subject="documents",
        files=packed.files, missing=packed.missing, bytes=packed.size, languages=languages,
        filters={name: value for name, value in choice.stored().items() if name != "text"},
    )  # fmt: skip
    answer = StreamingHttpResponse(packed, content_type="application/zip")
    answer["Content-Length"] = str(packed.size)
    answer["Content-Disposition"] = disposition(f"LIAP {allowed(words)[:100]}.zip")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _refusal(size: contents.Extent) -> Refusal | None:
    try:
        contents.refuse_too_many(size)
    except contents.TooMany as refusal:
        return refusal
    return None
