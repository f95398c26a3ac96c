"""What a person holds, now and before."""

from django.db.models import QuerySet

from liap.people.models import Appointment, User


def posts_of(user: User) -> QuerySet[Appointment]:
    """The person's appointments, the newest first."""
    return user.appointments.select_related("post__organisation").order_by("-since")


def seats_of(user: User) -> QuerySet:
    """The person's memberships in working groups, the newest first."""
    return user.memberships.select_related("seat__institution", "seat__working_group").order_by("-since")
