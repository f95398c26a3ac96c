"""The public page that says whether a paper is genuine, to anybody who holds the paper and its code."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from documents.verification.actions import STRETCH, TooOften, note_question, source_of
from documents.verification.codes import as_stored
from documents.verification.forms import CodeForm, FileForm
from documents.verification.looking import borne_by
from documents.verification.queries import Likeness, Standing, answer_to
from documents.verification.uploads import MOST_BYTES, MeasuringHandler

# Every answer is filled up to a multiple of this: its length tells nothing.
EVEN_BYTES = 16 * 1024
# Beyond this nothing is read at all; a file of a size in between gets a sentence instead of a broken connection.
READ_AT_MOST = 8 * MOST_BYTES


def public(page: Callable) -> Callable:
    """Lets everybody in, a limited number of times, and keeps the answer out of caches and search engines."""

    @wraps(page)
    def answer(request: HttpRequest, **named) -> HttpResponse:
        try:
            note_question(source_of(request))
            response = page(request, **named)
        except TooOften as refusal:
            response = render(request, "documents/verification/refused.html", {"refusal": refusal}, status=429)
            response["Retry-After"] = str(int(STRETCH.total_seconds()))
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return login_not_required(answer)


@public
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Asks for a code; whoever scanned the QR code never comes by here."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("documents:verify", code=form.cleaned_data["code"])
    return render(request, "documents/verification/ask.html", {"form": form}, status=422 if form.errors else 200)


# The file must meet our handler before anything reads the form; the check of the form's token follows within.
@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Says what the paper of a code is, and compares a file with it."""
    if not _is_readable(request):
        refusal = _("The file is larger than any document that is issued here, so it is none of them.")
        return render(request, "documents/verification/refused.html", {"refusal": refusal}, status=413)
    request.upload_handlers = [MeasuringHandler(request)]
    return _verify(request, code)


@csrf_protect
def _verify(request: HttpRequest, code: str) -> HttpResponse:
    told = answer_to(code)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    file = form.cleaned_data["file"] if form.is_bound and form.is_valid() else None
    likeness = told.likeness(file.sha256) if file else ""
    context = {
        "told": told,
        "form": form,
        "likeness": likeness,
        "borne": borne_by(file.pages, as_stored(code)) if likeness == Likeness.OTHER else None,
    }
    status = 404 if told.standing is Standing.UNKNOWN else 422 if form.errors else 200
    response = render(request, "documents/verification/verify.html", context, status=status)
    response.content += b" " * (-len(response.content) % EVEN_BYTES)
    return response


def _is_readable(request: HttpRequest) -> bool:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return request.method != "POST" or (told.isdecimal() and int(told) <= READ_AT_MOST)
