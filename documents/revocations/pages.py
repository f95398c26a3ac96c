"""The page on which the head of an office takes a paper back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents import queries
from documents.revocations import actions
from documents.revocations.forms import RevocationForm
from documents.revocations.queries import may_revoke
from liap.refusals import Refusal


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, and revokes; for anybody else than the head of the office the page does not exist."""
    document = get_object_or_404(queries.readable_by(request.user).defer("facts"), pk=pk)
    if not may_revoke(request.user, document):
        raise Http404
    form = RevocationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke(document, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The document was revoked. Its number stays used."))
            return redirect("documents:detail", pk=pk)
    context = {"document": document, "form": form}
    return render(request, "documents/revocations/revoke.html", context, status=422 if form.errors else 200)


@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Issues a revoked paper anew; for anybody else than the head of the office the page does not exist."""
    document = get_object_or_404(queries.readable_by(request.user).defer("facts"), pk=pk)
    if not may_revoke(request.user, document):
        raise Http404
    try:
        newer = actions.replace(document, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("documents:detail", pk=pk)
    messages.success(
        request, _("The document was issued anew under the number %(number)s.") % {"number": newer.number}
    )
    return redirect("documents:detail", pk=newer.pk)
