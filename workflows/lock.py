"""The case lock: whoever changes a case or its tasks holds the row of the case, in the order Case, Process, Task."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from liap.refusals import Conflict
from workflows.models import Case


class CaseIsBusy(Conflict):
    """Somebody else held the case for longer than the database lets us wait."""


@contextmanager
def locked(case_id: int) -> Iterator[Case]:
    """Opens a transaction, takes the row lock of the case (blocking, at most lock_timeout) and yields the fresh row.

    On SQLite the transaction itself is the lock (BEGIN IMMEDIATE), on PostgreSQL it is SELECT ... FOR UPDATE.
    """
    with transaction.atomic():
        try:
            rows = Case.objects.select_for_update(of=("self",)).select_related("plan", "submitted_version")
            case = rows.get(pk=case_id)
        except OperationalError as error:
            if "lock" not in str(error).lower():
                raise
            raise CaseIsBusy(_("Somebody else is working on this LIAP right now. Please try again.")) from error
        yield case


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
