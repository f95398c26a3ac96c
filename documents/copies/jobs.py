"""Thin entry point of the clock for scans."""

from documents import storage
from documents.copies.actions import ENDING
from documents.copies.models import SignedCopy


def tidy() -> int:
    """Deletes scans that no row knows and that are a day old."""
    return storage.sweep_strays(set(SignedCopy.objects.values_list("stored_name", flat=True)), ending=ENDING)
