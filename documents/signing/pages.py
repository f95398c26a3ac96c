"""Signatures on the page of a paper: the file without one, and another try."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents import queries
from documents.signing import actions
from documents.signing.models import Signature


@require_POST
def retry_signature(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Has a signature that became an incident tried again."""
    document = get_object_or_404(queries.readable_by(request.user), pk=pk)
    signature = get_object_or_404(Signature, rendition__document=document, rendition__language=language)
    actions.retry(signature, by=request.user)
    messages.success(request, _("The document will be signed in a moment."))
    return redirect("documents:detail", pk=pk)
