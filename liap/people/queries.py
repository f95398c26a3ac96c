"""What a person holds, now and before."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from liap.people.models import Appointment, User


def posts_of(user: User) -> QuerySet[Appointment]:
    """The person's appointments, the newest first."""
    return user.appointments.select_related("post__organisation").order_by("-since")


def seats_of(user: User) -> QuerySet:
    """The person's memberships in working groups, the newest first."""
    return user.memberships.select_related("seat__institution", "seat__working_group").order_by("-since")


def zone_of(user: User) -> ZoneInfo:
    """The time zone in which the person lives: that of the region of the newest post or seat, else the server's."""
    post = posts_of(user).select_related("post__organisation__region").first()
    seat = seats_of(user).select_related("seat__working_group__region").first()
    region = post.post.organisation.region if post else seat.seat.working_group.region if seat else None
    return ZoneInfo(region.time_zone if region else settings.TIME_ZONE)
