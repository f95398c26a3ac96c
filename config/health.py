"""Whether everything that must run does run; what starts the worker restarts it by this answer."""

from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from documents import queries as documents
from workflows.models import Heartbeat

SILENCE = timedelta(seconds=120)
WAITING = timedelta(minutes=10)


def faults() -> list[str]:
    """What is wrong now, in plain English for the operator; empty when all is well."""
    try:
        return [*_silent(), *_waiting()]
    except DatabaseError as error:
        return [f"The database does not answer: {error.__class__.__name__}"]


def is_worker_silent(since) -> bool:
    """Whether no job went through the queue since that moment and for longer than SILENCE."""
    now = timezone.now()
    last = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    return now - max(filter(None, [last, since])) > SILENCE


def _silent() -> list[str]:
    now, seen = timezone.now(), dict(Heartbeat.objects.values_list("name", "at"))
    names = {"worker": "The queue worker", "clock": "The clock"}
    return [
        f"{label} gave no sign of life for {'ever' if name not in seen else f'{(now - seen[name]).seconds} seconds'}."
        for name, label in names.items()
        if name not in seen or now - seen[name] > SILENCE
    ]


def _waiting() -> list[str]:
    age = documents.health().oldest_due_age
    if age is not None and age > WAITING:
        return [f"A document waits to be drawn for {int(age.total_seconds() // 60)} minutes."]
    return []
