"""Writing the audit record."""

from django.contrib.auth.models import AbstractBaseUser as Person
from django.db import connection, transaction
from django.utils import timezone

from liap.audit.models import Event
from liap.audit.queries import digest, head_of


class AuditOutsideTransaction(Exception):
    """An audit line must share the transaction of the act that it records."""


def record(verb: str, *, by: Person | None, chain: str, subject: str = "", **payload: object) -> Event:
    """Appends one event to `chain` ("plan:12", "documents") and returns it.

    Must be called inside the transaction of the act; `payload` must be JSON of codes and numbers. `by` may be None
    for an act of the system. Whoever comes second at the end of a chain waits for the first and follows him.
    """
    if not connection.in_atomic_block:
        raise AuditOutsideTransaction(verb)
    event = Event(chain=chain, at=timezone.now(), verb=verb, subject=subject or chain, payload=payload)
    event.by_id = by.pk if by else None
    while True:
        last, event.previous_hash = head_of(chain)
        event.number = last + 1
        event.hash = digest(event)
        if _append(event):
            return event


def _append(event: Event) -> bool:
    """Writes the event; False when another transaction has taken its place in the chain.

    Not by the model's save: an IntegrityError would break the act's transaction or cost a savepoint for each line.
    """
    fields = Event._meta.concrete_fields[1:]
    values = [field.get_db_prep_save(getattr(event, field.attname), connection) for field in fields]
    columns, marks = ", ".join(str(field.column) for field in fields), ", ".join("%s" for _field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Event._meta.db_table} ({columns}) VALUES ({marks}) "  # noqa: S608 -- names of our columns
            "ON CONFLICT (chain, number) DO NOTHING RETURNING id",
            values,
        )
        row = cursor.fetchone()
    if row:
        event.pk, event._state.adding, event._state.db = row[0], False, connection.alias
    return row is not None


@transaction.atomic
def record_alone(verb: str, *, by: Person | None, chain: str, subject: str = "", **payload: object) -> Event:
    """Records an act that writes nothing else, such as a download."""
    return record(verb, by=by, chain=chain, subject=subject, **payload)
