"""Reading signatures."""

from django.db.models import QuerySet

from documents.signing.models import Signature


def signed() -> QuerySet[Signature]:
    """The signatures that are there, with what they belong to."""
    return Signature.objects.filter(state=Signature.State.DONE).select_related("rendition__document")
