"""Asking for the password once more before an act that counts as a signature."""

from django.contrib.auth import authenticate
from django.http import HttpRequest

from liap.people.models import User


def is_really(request: HttpRequest, user: User, password: str) -> bool:
    """Whether the password is that of the person who is logged in. Wrong ones count and lock out as at the log-in."""
    found = authenticate(request, username=user.get_username(), password=password)
    return found is not None and found.pk == user.pk
