"""Writing the audit record."""

from django.db import connection, transaction
from django.utils import timezone

from liap.audit.models import Event
from liap.audit.queries import GENESIS, digest


class AuditOutsideTransaction(Exception):
    """An audit line must share the transaction of the act that it records."""


def record(verb: str, *, by, chain: str, subject: str = "", **payload) -> Event:
    """Appends one event to `chain` ("plan:12", "documents") and returns it.

    Must be called inside the transaction of the act; `payload` must be JSON of codes and numbers. `by` may be None
    for an act of the system.
    """
    if not connection.in_atomic_block:
        raise AuditOutsideTransaction(verb)
    last = Event.objects.filter(chain=chain).order_by("-number").values_list("number", "hash").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    event = Event(
        chain=chain,
        number=number,
        at=timezone.now(),
        by=by,
        verb=verb,
        subject=subject or chain,
        payload=payload,
        previous_hash=previous,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    return event


@transaction.atomic
def record_alone(verb: str, *, by, chain: str, subject: str = "", **payload) -> Event:
    """Records an act that writes nothing else, such as a download."""
    return record(verb, by=by, chain=chain, subject=subject, **payload)
