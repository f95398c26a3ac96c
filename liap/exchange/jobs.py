"""Trying out and taking over files in the background, under a lease as papers are drawn.

The dry run writes lines that nobody counts on. Taking over is one transaction that ends with the row of the import
under the same token: whoever lost his lease, or died halfway, leaves nothing.
"""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import override

from liap.audit.actions import record
from liap.exchange.actions import SECONDS, forget, ring
from liap.exchange.checking import Trial, tried
from liap.exchange.importers.importer import Importer, Judged, Outcome
from liap.exchange.importers.registry import IMPORTERS
from liap.exchange.models import ImportFile, ImportLine, SheetImport
from liap.exchange.opening import Sheet, Unreadable, opened
from liap.exchange.queries import RING_AGAIN_AFTER, due
from liap.leases import is_quiet, later

log = logging.getLogger(__name__)
State = SheetImport.State
LEASE = timedelta(seconds=SECONDS + 20)
PAUSE = timedelta(seconds=settings.LEASE / 6)
KEPT = timedelta(days=30)
MAX_ATTEMPTS = 3
NEVER_TAKEN = timedelta(days=7)


class Fenced(Exception):
    """Another worker holds the import now; this one leaves nothing behind."""


def work(number: int) -> None:
    """Does what an import waits for, if nobody else does; never raises."""
    try:
        if token := _claim(number):
            _work_claimed(SheetImport.objects.select_related("by").get(pk=number), token)
    except Exception:
        log.exception("import %s failed outside of the import itself", number)


def sweep(*, work_here: bool = False) -> list[int]:
    """Rings again for each import that waits and was not rung lately, or does it here; returns their numbers."""
    _bury_exhausted(due())
    quiet = is_quiet(RING_AGAIN_AFTER)
    found = list(due().filter(Q() if work_here else quiet).order_by("due_at").values_list("pk", flat=True)[:50])
    for number in found:
        if work_here:
            work(number)
        elif due().filter(quiet, pk=number).update(rung_at=Now()):
            ring(number)
    return found


def tidy() -> int:
    """Forgets the files and lines of imports that ended a month ago, or that nobody confirmed within a week."""
    now = timezone.now()
    stale = SheetImport.objects.filter(state=State.CHECKED, uploaded_at__lt=now - NEVER_TAKEN)
    stale.update(state=State.CANCELLED, ended_at=now)
    kept = Q(Exists(ImportFile.objects.filter(sheet_import=OuterRef("pk")))) | Q(
        Exists(ImportLine.objects.filter(sheet_import=OuterRef("pk")))
    )
    old = SheetImport.objects.filter(kept, Q(ended_at__lt=now - KEPT) | Q(state=State.CANCELLED))
    for order in old:
        forget(order)
    return len(old)


def _claim(number: int) -> uuid.UUID | None:
    waiting = due().filter(pk=number)
    if _bury_exhausted(waiting):
        return None
    token = uuid.uuid4()
    taken = waiting.filter(attempts__lt=MAX_ATTEMPTS).update(
        token=token, lease_until=later(LEASE), attempts=F("attempts") + 1, rows_seen=0
    )
    return token if taken else None


def _bury_exhausted(waiting) -> int:
    spent = waiting.filter(attempts__gte=MAX_ATTEMPTS)
    spent.filter(reason="").update(reason="the worker ended while working on the file")
    return spent.update(state=State.FAILED, token=None, lease_until=None)


def _work_claimed(order: SheetImport, token: uuid.UUID) -> None:
    with override(order.language):
        try:
            sheet = opened(bytes(order.file.content), order.file_name)
            _held(order, token, row_count=sheet.count)
            (_try_out if order.state == State.CHECKING else _take_over)(order, token, sheet)
        except Unreadable as refusal:
            ended = {"state": State.REFUSED, "reason": str(refusal)[:500], "ended_at": timezone.now()}
            _held(order, token, lease_until=None, token=None, **ended)
        except Fenced:
            log.warning("import %s went to another worker", order.pk)
        except Exception as fault:
            log.exception("import %s, attempt %s", order.pk, order.attempts)
            _give_back(order, token, f"{type(fault).__name__}: {fault}")


def _try_out(order: SheetImport, token: uuid.UUID, sheet: Sheet) -> None:
    importer = IMPORTERS[order.kind](order.by)
    importer.load()
    _tell(order, token, tried(sheet, importer, seen=_reporter(order, token)))


def _reporter(order: SheetImport, token: uuid.UUID) -> Callable[[int], None]:
    return lambda count: _held(order, token, rows_seen=count, lease_until=later(LEASE))


@transaction.atomic
def _tell(order: SheetImport, token: uuid.UUID, trial: Trial) -> None:
    """Writes what the dry run found, in place of what an earlier one did."""
    order.lines.all().delete()
    lines = [_error_line(order, trial, fault) for fault in trial.faults]
    lines += [_line(order, trial, number, judged) for number, judged in trial.judged]
    ImportLine.objects.bulk_create(lines, batch_size=500)
    _held(
        order, token, state=State.CHECKED, token=None, lease_until=None, rows_seen=F("row_count"),
        created_count=trial.counts[Outcome.CREATE], changed_count=trial.counts[Outcome.CHANGE],
        same_count=trial.counts[Outcome.SAME], error_count=trial.counts["error"],
    )  # fmt: skip


def _take_over(order: SheetImport, token: uuid.UUID, sheet: Sheet) -> None:
    """Judges all rows anew and writes them in one transaction; if one cannot be taken any more, none is.

    The rows are judged before the transaction begins, since SQLite lets nobody else write while one is open. Only
    when somebody wrote in between are they judged again, under the lock.
    """
    importer = IMPORTERS[order.kind](order.by)
    mark = importer.mark()
    trial = None
    if mark is not None:
        importer.load()
        trial = tried(sheet, importer, seen=_reporter(order, token))
    with transaction.atomic():
        if trial is None or not (importer.lock(_rows(trial)) and importer.mark() == mark):
            importer = IMPORTERS[order.kind](order.by)
            importer.load(locks=True)
            trial = tried(sheet, importer)
        if not trial.faults:
            _write(order, token, importer, trial)
            return
    _tell(order, token, trial)


def _rows(trial: Trial) -> list[Judged]:
    return [judged for _number, judged in trial.judged]


def _write(order: SheetImport, token: uuid.UUID, importer: Importer, trial: Trial) -> None:
    """Writes what was judged, says so in the row of the import under the same token, and forgets the file."""
    if trial.judged:
        importer.write(_rows(trial), number=order.pk)
    outcomes = {"created": Outcome.CREATE, "changed": Outcome.CHANGE, "same": Outcome.SAME}
    counts = {name: trial.counts[outcome] for name, outcome in outcomes.items()}
    record(
        "import.taken_over", by=order.by, chain="imports", subject=f"import:{order.pk}", kind=order.kind,
        sha256=order.sha256, **counts,
    )  # fmt: skip
    _held(
        order, token, state=State.DONE, token=None, lease_until=None, ended_at=timezone.now(),
        rows_seen=F("row_count"), **{f"{name}_count": count for name, count in counts.items()},
    )  # fmt: skip
    ImportFile.objects.filter(sheet_import=order).delete()


def _held(order: SheetImport, holder: uuid.UUID, /, **changes: object) -> None:
    """Writes into the row as long as the lease is ours."""
    if not SheetImport.objects.filter(pk=order.pk, token=holder).update(**changes):
        raise Fenced


def _give_back(order: SheetImport, token: uuid.UUID, reason: str) -> None:
    """Frees the import for another attempt after a pause, or makes it an incident when this was the last."""
    is_last = order.attempts >= MAX_ATTEMPTS
    rows = SheetImport.objects.filter(pk=order.pk, token=token)
    if is_last:
        rows.update(state=State.FAILED, reason=reason[:500], token=None, lease_until=None)
    else:
        rows.update(reason=reason[:500], lease_until=later(PAUSE))


def _error_line(order: SheetImport, trial: Trial, fault) -> ImportLine:
    return ImportLine(
        sheet_import=order, outcome=ImportLine.Outcome.ERROR, sheet=trial.sheet[:60], row=fault.row,
        column=fault.column[:120], text=fault.wrong[:500], remedy=fault.remedy[:300],
    )  # fmt: skip


def _line(order: SheetImport, trial: Trial, number: int, judged: Judged) -> ImportLine:
    said = "; ".join(f"{name}: {_short(before)} → {_short(after)}" for name, (before, after) in judged.changed.items())
    return ImportLine(
        sheet_import=order, outcome=judged.outcome, sheet=trial.sheet[:60], row=number, subject=judged.subject[:200],
        text=said[:500],
    )  # fmt: skip


def _short(value: object) -> str:
    return "–" if value is None or value == "" else str(value)[:60]
