"""Reads of regions, organisations and holidays."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone

from liap.places.models import Holiday, Region


def holidays() -> frozenset[date]:
    """Every day that is not worked beside the weekends, in the form that `calendar` takes."""
    return frozenset(Holiday.objects.values_list("date", flat=True))


def today_in(region: Region | None) -> date:
    """The local date of a region, or of what belongs to none."""
    return day_in(region, timezone.now())


def day_in(region: Region | None, moment: datetime) -> date:
    """The local date of a moment in a region, or in what belongs to none."""
    return timezone.localdate(moment, timezone=zone_in(region))


def zone_in(region: Region | None) -> tzinfo:
    """The time zone of a region, or of what belongs to none."""
    return ZoneInfo(region.time_zone) if region else timezone.get_default_timezone()
