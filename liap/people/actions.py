"""What people change about themselves, and how accounts are closed."""

from django.db import transaction

from liap.audit.actions import record
from liap.people.models import User

CHAIN = "people"


def choose_language(user: User, language: str, *, by: User) -> None:
    """Keeps the language in which the person is shown pages and written to."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def note_new_password(user: User, *, by: User) -> None:
    """Records that the password was changed, never the password."""
    record("password_changed", by=by, chain=CHAIN, subject=f"user:{user.pk}")


@transaction.atomic
def set_active(user: User, is_active: bool, *, by: User) -> None:
    """Closes or opens an account. The rule of the field: people leave, their acts stay, so nobody is deleted."""
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    record("person_activated" if is_active else "person_deactivated", by=by, chain=CHAIN, subject=f"user:{user.pk}")
