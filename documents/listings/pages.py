"""The list of papers as a table to save, with the filters of the page it is called from."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.listings.choice import Choice, narrowed, ordered
from documents.listings.columns import DOCUMENTS
from documents.listings.queries import chosen_words, on_shelf
from documents.queries import SUBJECTS
from liap.tables.answers import Answer, answer
from liap.tables.columns import Table


@require_GET
def table(request: HttpRequest) -> Answer:
    """Every paper of the list with its hashes, as CSV or as a workbook."""
    choice, shelf = Choice.of(request.GET), on_shelf(request.user)
    asked = ("region__parent", "plan__industry__directorate", "organisation", "superseded_by", "revocation")
    found = ordered(narrowed(shelf, choice), choice).select_related(*SUBJECTS, *asked)
    found = found.prefetch_related("renditions__signature")
    chosen = chosen_words(shelf, choice)
    return answer(request, Table(code="documents", title=_("Documents"), columns=DOCUMENTS, rows=found, chosen=chosen))
