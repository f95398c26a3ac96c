"""The case lock: whoever changes a case or its tasks holds the row of the case, in the order Case, Process, Task."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from liap.refusals import Conflict
from workflows.models import Case, Task

Row = TypeVar("Row", bound=Model)


class CaseIsBusy(Conflict):
    """Somebody else held the case for longer than the database lets us wait."""


@contextmanager
def locked(case_id: int) -> Iterator[Case]:
    """Opens a transaction, takes the row locks of the case and its plan (blocking, at most lock_timeout) and yields
    the fresh row.

    On SQLite the transaction itself is the lock (BEGIN IMMEDIATE), on PostgreSQL it is SELECT ... FOR UPDATE. The
    plan is locked too, since whoever edits it appends to the same audit chain: no two wait for each other crosswise.
    """
    rows = Case.objects.select_related("plan__region")
    with transaction.atomic():
        yield _wait_for(rows.select_for_update(of=("self", "plan")), case_id)


@contextmanager
def locked_task(task_id: int) -> Iterator[Task]:
    """The same for the case of a task, and yields the fresh task with its process, case and plan in one query."""
    rows = Task.objects.select_related("case__plan__region", "process")
    with transaction.atomic():
        task = _wait_for(rows.select_for_update(of=("case", "case__plan", "process", "self")), task_id)
        task.process.case = task.case
        yield task


def _wait_for(rows: QuerySet[Row], pk: int) -> Row:
    # Nothing that may be empty is joined: of such a row PostgreSQL shows, after a wait, what was there before.
    try:
        return rows.get(pk=pk)
    except OperationalError as error:
        if "lock" not in str(error).lower():
            raise
        raise CaseIsBusy(_("Somebody else is working on this LIAP right now. Please try again.")) from error


class CaseLock:
    """The lock in the form that viewflow asks of its flows."""

    @contextmanager
    def __call__(self, flow_class, process_pk: int):
        case_id = flow_class.process_class.objects.values_list("case_id", flat=True).get(pk=process_pk)
        if connection.in_atomic_block:
            # Our actions hold the lock already; taking it again costs nothing and keeps the order.
            Case.objects.select_for_update().filter(pk=case_id).exists()
            yield
            return
        with locked(case_id):
            yield


case_lock = CaseLock()
