"""Making leased files in the background: claim by the clock of the database, make, write under the same token.

The queue hands over a number and may forget or repeat it. Attempts are counted when claimed, so that work which kills
its worker ends as an incident; a worker that lost its lease is fenced off when it comes to write.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django_q.tasks import async_task

from documents.leases.models import LeasedFile
from documents.storage import Stored
from liap.leases import is_free, is_quiet, later

log = logging.getLogger(__name__)
State = LeasedFile.State
MAX_ATTEMPTS = 3
MOST_IN_A_BEAT = 100


@dataclass(frozen=True)
class Work:
    """One kind of leased files: its rows, how long a lease lasts, and the job that the queue is rung for."""

    rows: type[LeasedFile]
    lease: timedelta
    job: str

    def ring(self, pk: int) -> None:
        """Rings the queue with the number of a row; a deaf queue is no failure, the sweep finds the row."""
        try:
            with transaction.atomic():
                async_task(self.job, pk, q_options={"save": False})
        except Exception:
            log.exception("the queue did not take %s %s", self.job, pk)

    def ring_on_commit(self, pk: int) -> None:
        """Rings once the caller's transaction is through."""
        self._rows().filter(pk=pk).update(rung_at=Now())
        transaction.on_commit(lambda: self.ring(pk), robust=True)

    def due(self) -> QuerySet[Any]:
        """The rows that wait and that nobody holds a running lease on."""
        return self._rows().filter(is_free(), state__in=[State.PENDING, State.RUNNING])

    def run(self, pk: int, make: Callable[[int, uuid.UUID], None]) -> None:
        """Has one row made if nobody else does and it is still due; never raises."""
        try:
            if token := self.claim(pk):
                make(pk, token)
        except Exception:
            log.exception("%s %s failed outside of the work itself", self.job, pk)

    def claim(self, pk: int) -> uuid.UUID | None:
        """Takes the lease; the compare-and-set lets exactly one worker through."""
        token, due = uuid.uuid4(), self.due().filter(pk=pk)
        if self._bury(due):
            return None
        claimed = due.filter(attempts__lt=MAX_ATTEMPTS).update(
            state=State.RUNNING, token=token, lease_until=later(self.lease), attempts=F("attempts") + 1
        )
        return token if claimed else None

    def give_back(self, pk: int, token: uuid.UUID, reason: str, *, is_final: bool = False) -> None:
        """Frees the row for another attempt after a pause; an incident when this was the last or none would help."""
        held = self._held(pk, token)
        is_last = is_final or held.filter(attempts__gte=MAX_ATTEMPTS).exists()
        held.update(
            state=State.FAILED if is_last else State.PENDING,
            reason=reason[:500] or "unknown",
            token=None,
            lease_until=None if is_last else later(self.lease / 4),
        )

    def write(self, pk: int, token: uuid.UUID, stored: Stored, **more: Any) -> bool:
        """Writes the file into the row, unless the lease went to somebody else in the meantime."""
        return bool(
            self._held(pk, token).update(
                state=State.DONE, token=None, lease_until=None, reason="",
                stored_name=stored.name, sha256=stored.sha256, size=stored.size, **more,
            )
        )  # fmt: skip

    def reopen(self, pk: int) -> bool:
        """Opens an incident for another round of attempts; False where it is none."""
        opened = self._rows().filter(pk=pk, state=State.FAILED)
        return bool(
            opened.update(
                state=State.PENDING, attempts=0, lease_until=None, token=None, reason="", due_at=Now(), rung_at=None
            )
        )

    def sweep(self, run: Callable[[int], None], *, here: bool = False) -> list[int]:
        """Rings again for each due row that was not rung lately, or makes it here; returns their numbers."""
        self._bury(self.due())
        quiet = Q() if here else is_quiet(self.lease / 2)
        found = []
        for pk in self.due().filter(quiet).order_by("due_at").values_list("pk", flat=True)[:MOST_IN_A_BEAT]:
            if here:
                run(pk)
            elif self.due().filter(quiet, pk=pk).update(rung_at=Now()):
                self.ring(pk)
            else:
                continue
            found.append(pk)
        return found

    def stored_names(self) -> set[str]:
        """The files that rows point to."""
        return set(self._rows().filter(state=State.DONE).values_list("stored_name", flat=True))

    def _rows(self) -> QuerySet[Any]:
        return self.rows._default_manager.all()

    def _held(self, pk: int, token: uuid.UUID) -> QuerySet[Any]:
        return self._rows().filter(pk=pk, token=token, state=State.RUNNING)

    def _bury(self, due: QuerySet[Any]) -> int:
        """Makes incidents of rows whose attempts are used up, which their worker did not live to tell."""
        spent = due.filter(attempts__gte=MAX_ATTEMPTS)
        spent.filter(reason="").update(reason="the worker ended while drawing")
        return spent.update(state=State.FAILED, token=None, lease_until=None)
