"""Words of the lists of papers: the period they report on, and the drawing that fits the reader's language."""

from datetime import date

from django import template
from django.utils.translation import get_language

from documents.listings.queries import quarter_label
from documents.models import Document, Rendition

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
