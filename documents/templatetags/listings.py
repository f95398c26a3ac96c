"""Words of the lists of papers: the period they report on, and the drawing that fits the reader's language."""

from datetime import date

from django import template
from django.utils.translation import get_language

from documents.dues.due import Reason
from documents.listings.queries import quarter_label
from documents.models import Document, Rendition
from documents.register.queries import State, state_of

register = template.Library()


@register.filter
def quarter(first: date | None) -> str:
    """The period by its first day: "Q3 2026"."""
    return f"{quarter_label((first.month + 2) // 3)} {first.year}" if first else ""


@register.filter
def own_language(document: Document) -> Rendition | None:
    """The drawing in the language of the page, else any."""
    drawings = list(document.renditions.all())
    return next((one for one in drawings if one.language == get_language()), drawings[0] if drawings else None)


@register.filter
def kind_label(kind: str) -> str:
    """A kind of paper in words."""
    return str(dict(Document.KindCode.choices).get(kind, ""))


@register.filter
def tone(reason: Reason) -> str:
    """The colour of the reason for which a report is missing; the word beside it says the same."""
    if reason in (Reason.FAILED, Reason.DAMAGED, Reason.LATE):
        return "status-bad"
    return "status-warn" if reason == Reason.SKIPPED else "status-calm"


@register.filter
def register_state(document: Document) -> State:
    """What has become of an issued paper."""
    return state_of(document)
