"""Reads of regions, organisations and holidays."""

from datetime import date

from liap.places.models import Holiday


def holidays() -> frozenset[date]:
    """Every day that is not worked beside the weekends, in the form that `calendar` takes."""
    return frozenset(Holiday.objects.values_list("date", flat=True))
