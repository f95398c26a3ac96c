"""Adding and handing out scans of signed papers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents import queries, storage
from documents.copies import actions
from documents.copies.forms import CopyForm
from documents.copies.queries import copies_readable_by, may_add_copy
from documents.naming import allowed
from liap.audit.actions import record_alone
from liap.refusals import Conflict, Refusal
from liap.tables.names import disposition


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the number on the paper and the scan; both must fit."""
    document = get_object_or_404(queries.readable_by(request.user).defer("facts"), pk=pk)
    if not may_add_copy(request.user, document):
        raise Http404
    form = CopyForm(request.POST, request.FILES) if request.method == "POST" else CopyForm()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            kept = actions.add_copy(document, given["file"], number=given["number"], by=request.user)
        except actions.WrongNumber as refusal:
            form.add_error("number", str(refusal))
        except (Refusal, Conflict) as refusal:
            form.add_error("file", str(refusal))
        else:
            _say(request, is_read=hasattr(kept, "comparison"))
            return redirect("documents:detail", pk=pk)
    context = {"document": document, "form": form}
    return render(request, "documents/copies/add.html", context, status=422 if form.errors else 200)


def _say(request: HttpRequest, *, is_read: bool) -> None:
    kept = _("The signed copy is kept beside the issued file.")
    if is_read:
        said = _("The code on its pages was read: it is that of this document.")
        messages.success(request, f"{kept} {said}")
    else:
        said = _("No code could be read on its pages. Compare the number by eye and confirm it below.")
        messages.warning(request, f"{kept} {said}")


@require_POST
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Records that the person compared the number on the copy; whoever may not add copies finds nothing here."""
    found = get_object_or_404(copies_readable_by(request.user), pk=pk)
    if not may_add_copy(request.user, found.document):
        raise Http404
    try:
        actions.compare_by_eye(found, by=request.user)
    except Conflict as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is recorded that you compared the number on the copy."))
    return redirect("documents:detail", pk=found.document_id)


@require_GET
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan as it was kept, to be saved and never shown inside our pages; each is one audit line."""
    found = get_object_or_404(copies_readable_by(request.user), pk=pk)
    about = {"by": request.user, "chain": "documents", "subject": f"document:{found.document_id}"}
    try:
        content = storage.read(found.stored_name, found.sha256)
    except storage.CorruptFile:
        record_alone("file corrupt", **about, copy=found.pk)
        return render(request, "documents/pages/corrupt.html", {"document": found.document}, status=500)
    record_alone("download signed copy", **about, sha256=found.sha256)
    answer = HttpResponse(content, content_type="application/pdf")
    name = allowed("{} {} {}".format(found.document.kind, found.document.number, _("signed copy")))
    answer["Content-Disposition"] = disposition(f"{name}.pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
