"""Whether everything that must run does run; what starts the worker restarts it by this answer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from documents import queries as documents
from workflows.models import Heartbeat

SILENCE = timedelta(seconds=settings.SILENCE)
WAITING = timedelta(minutes=10)


def faults() -> list[str]:
    """What is wrong now, in plain English for the operator; empty when all is well."""
    try:
        return [*_silent(), *_waiting()]
    except DatabaseError as error:
        return [f"The database does not answer: {error.__class__.__name__}"]


def is_silent(name: str, *, since: datetime) -> bool:
    """Whether the worker or the clock gave no sign of life since that moment and for longer than SILENCE."""
    return timezone.now() - max(filter(None, [_signs().get(name), since])) > SILENCE


def _signs() -> dict[str, datetime]:
    """The last sign of life by name; behind a long queue of papers the worker's is the paper it drew last."""
    signs = dict(Heartbeat.objects.values_list("name", "at"))
    if drawn_at := documents.last_drawn_at():
        signs["worker"] = max(drawn_at, signs.get("worker", drawn_at))
    return signs


def _silent() -> list[str]:
    now, signs = timezone.now(), _signs()
    found = []
    for name, label in {"worker": "The queue worker", "clock": "The clock"}.items():
        silence = now - signs[name] if name in signs else None
        if silence is None or silence > SILENCE:
            since = "ever" if silence is None else f"{int(silence.total_seconds())} seconds"
            found.append(f"{label} gave no sign of life for {since}.")
    return found


def _waiting() -> list[str]:
    age = documents.health().oldest_due_age
    if age is not None and age > WAITING:
        return [f"A document waits to be drawn for {int(age.total_seconds() // 60)} minutes."]
    return []
