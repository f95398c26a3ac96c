"""The SMI card as a PDF, drawn when it is asked for.

It is stored nowhere and has no number of the register: a kept paper full of personal data would have to be erased with
them, and nobody but the SMI itself needs it.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import canonical, drawing
from documents.cards.gathering import card_of
from documents.rendering import Order, Undrawable
from liap.enterprises.protection.actions import note_access
from liap.enterprises.protection.models import DataAccess
from liap.enterprises.protection.queries import may_see_owner
from liap.enterprises.queries import enterprises
from liap.tables.names import disposition

LANGUAGES = ("id", "en")


@require_GET
def card(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Draws the card of an SMI in a language and leaves exactly one access row."""
    found = get_object_or_404(enterprises(request.user), pk=pk)
    if language not in LANGUAGES or not may_see_owner(request.user, found) or found.erased_at:
        raise Http404
    facts = canonical.to_json(card_of(found))
    try:
        drawn = drawing.draw(Order(kind="D10", facts=facts, language=language, number=f"IKM-{found.pk}"))
    except Undrawable:
        return HttpResponse(
            _("The card could not be drawn. Try again in a while."),
            status=503,
            content_type="text/plain; charset=utf-8",
        )
    act, reason = DataAccess.Act.DOWNLOAD, DataAccess.Reason.REQUEST
    note_access([found], by=request.user, act=act, what="D10", reason=reason)
    answer = HttpResponse(drawn.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = disposition(f"IKM-{found.pk}-{language}.pdf")
    return answer
