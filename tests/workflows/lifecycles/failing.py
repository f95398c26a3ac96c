"""Acts that are broken off in the middle, inside their transaction, and a fingerprint that shows what they left."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from unittest.mock import patch

from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import import_string

# Where an act may be broken off: just after the named call has done its part, so that something was written.
POINTS = (
    "liap.audit.actions._append",
    "workflows.models.Case.save",
    "workflows.models.Task.save",
    "workflows.models.Process.save",
    "workflows.models.Move.save",
    "workflows.models.Approval.save",
    "workflows.lifecycle.write_move",
    "workflows.nodes.automatic.done_task",
    "workflows.nodes.step.follow",
    "workflows.nodes.gather.follow",
    "workflows.papers.issue",
    "documents.actions.draw_number",
    "documents.actions._ring_on_commit",
    "documents.models.Document.save",
    "liap.plans.models.Plan.save",
    "liap.plans.models.PlanVersion.save",
    "liap.plans.models.Activity.save",
)


class Broken(Exception):
    """The power went."""


class Undone(Exception):
    """What was tried is taken back."""


@dataclass
class Fuse:
    """Blows when a point is passed for the nth time; without a number it only counts."""

    point: str
    nth: int = 0
    passed: int = 0

    @property
    def has_blown(self) -> bool:
        return 0 < self.nth <= self.passed

    @contextmanager
    def lit(self) -> Iterator[None]:
        owner_name, _, name = self.point.rpartition(".")
        owner = import_string(owner_name) if owner_name[owner_name.rfind(".") + 1].isupper() else module(owner_name)
        original = getattr(owner, name)

        def doomed(*args, **kwargs):
            result = original(*args, **kwargs)
            self.passed += 1
            if self.passed == self.nth:
                raise Broken(self.point)
            return result

        with patch.object(owner, name, doomed):
            yield


def passed_by(act: Callable[[], object], *expected: type[Exception]) -> list[tuple[str, int]]:
    """Every point that an act passes, with how often; what it did is undone."""
    fuses = [Fuse(point) for point in POINTS]
    with ExitStack() as lit, suppress(Undone, *expected), transaction.atomic():
        for fuse in fuses:
            lit.enter_context(fuse.lit())
        act()
        raise Undone
    return [(fuse.point, nth) for fuse in fuses for nth in range(1, fuse.passed + 1)]


def module(name: str):
    return __import__(name, fromlist=["_"])


@cache
def _tables() -> list[str]:
    """Every table of ours, the queue's and the many-to-many ones among them."""
    found = [
        model._meta
        for label in ("liap", "documents", "workflows", "django_q")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return sorted(meta.db_table for meta in found if meta.managed)


class Fingerprints:
    """Fingerprints of the database, which are not taken anew while SQLite counts no write since the last one.

    Good for one stretch in which rows are put back only by the acts that are looked at.
    """

    def __init__(self):
        self._taken: tuple[int, str] | None = None

    def now(self) -> str:
        writes = connection.connection.total_changes if connection.vendor == "sqlite" else None
        if writes is None or self._taken is None or self._taken[0] != writes:
            self._taken = (writes or 0, fingerprint())
        return self._taken[1]


def fingerprint() -> str:
    """A hash over every row of every table."""
    total = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            total.update(f"{table}{cursor.fetchall()}".encode())
    return total.hexdigest()


def leaves_nothing(
    act: Callable[[], object], *expected: type[Exception], prints: Fingerprints | None = None
) -> Exception | None:
    """Runs an act; when it ends with one of these exceptions every row must be as before. Returns the exception."""
    take = prints.now if prints else fingerprint
    before, refused = take(), None
    try:
        act()
    except expected as fault:
        refused = fault
    if refused is not None and take() != before:
        raise AssertionError(f"{type(refused).__name__}: {refused} left something behind")
    return refused
