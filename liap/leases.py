"""What rows that are jobs of their own have in common: a lease by the clock of the database, free when it ran out."""

from datetime import timedelta

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, Q, Value
from django.db.models.functions import Now


def later(delay: timedelta) -> ExpressionWrapper:
    """The moment so long after now, or before, by the clock of the database."""
    return ExpressionWrapper(Now() + Value(delay, DurationField()), output_field=DateTimeField())


def is_free() -> Q:
    """Nobody holds a running lease on the row."""
    return Q(lease_until__isnull=True) | Q(lease_until__lt=Now())


def is_quiet(since: timedelta) -> Q:
    """The queue was not rung for the row for so long."""
    return Q(rung_at__isnull=True) | Q(rung_at__lt=later(-since))
