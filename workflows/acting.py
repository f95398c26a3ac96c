"""Who acts in the running transaction: automatic steps of a flow ask here, since viewflow hands them no person."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from liap.people.models import User

_person: ContextVar[User | None] = ContextVar("acting_person", default=None)


@contextmanager
def acting(person: User | None) -> Iterator[None]:
    """Makes `person` the one who acts; None stands for the system."""
    token = _person.set(person)
    try:
        yield
    finally:
        _person.reset(token)


def actor() -> User | None:
    """The person who acts, or None for the system."""
    return _person.get()
