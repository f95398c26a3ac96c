"""Bringing a file in: upload, confirm after the dry run, cancel, and try again after an incident."""

import hashlib
import logging
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from liap.audit.actions import record
from liap.exchange.importers.registry import IMPORTERS
from liap.exchange.models import ImportFile, SheetImport
from liap.exchange.opening import Unreadable, ending_of, sentence
from liap.exchange.reading import MAX_BYTES
from liap.people.models import User
from liap.refusals import Conflict, NotTheirs, Refusal

log = logging.getLogger(__name__)
State = SheetImport.State
MOST_OPEN = 5
SECONDS = 280


class TooManyOpen(Refusal):
    """The person has other files that wait for his decision."""


class NotReady(Conflict):
    """The import is not where this act begins: somebody was first, or the dry run found errors."""


@transaction.atomic
def upload(kind: str, file: UploadedFile, *, by: User) -> SheetImport:
    """Keeps a file and has it tried out in the background; nothing is taken over before somebody confirms it."""
    if kind not in IMPORTERS or not IMPORTERS[kind].may_use(by):
        raise NotTheirs(_("You cannot bring in rows of this kind."))
    User.objects.select_for_update().get(pk=by.pk)
    waiting = SheetImport.objects.filter(by=by, state__in=[State.CHECKING, State.CHECKED, State.WRITING])
    if waiting.count() >= MOST_OPEN:
        raise TooManyOpen(_("Five of your files wait. Take them over or cancel them first."))
    if (file.size or 0) > MAX_BYTES:
        raise Unreadable(sentence("too_large"))
    name = PurePath((file.name or "").replace("\\", "/")).name
    ending_of(name)
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    order = SheetImport.objects.create(
        kind=kind,
        file_name=name[-150:],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        by=by,
        language=get_language() or "id",
    )
    ImportFile.objects.create(sheet_import=order, content=content)
    _note("import.uploaded", order, by=by, sha256=order.sha256, size=order.size)
    _ring_on_commit(order)
    return order


@transaction.atomic
def confirm(order: SheetImport, *, by: User) -> None:
    """Orders that a tried file is taken over as a whole. Rule: never with an error in it."""
    _move(order, [State.CHECKED], by=by, state=State.WRITING, due_at=Now(), attempts=0, rows_seen=0)
    _note("import.confirmed", order, by=by)
    _ring_on_commit(order)


@transaction.atomic
def cancel(order: SheetImport, *, by: User) -> None:
    """Gives an import up and forgets its file; nothing was taken over."""
    states = [State.CHECKED, State.CHECKING, State.FAILED]
    ended = {"lease_until": None, "token": None, "ended_at": timezone.now(), "reason": ""}
    _move(order, states, by=by, state=State.CANCELLED, **ended)
    forget(order)
    _note("import.cancelled", order, by=by)


@transaction.atomic
def retry(order: SheetImport, *, by: User) -> None:
    """Has a file tried out again after an incident."""
    _move(order, [State.FAILED], by=by, state=State.CHECKING, reason="", attempts=0, due_at=Now(), rows_seen=0)
    _note("import.retried", order, by=by)
    _ring_on_commit(order)


def forget(order: SheetImport) -> None:
    """Deletes the bytes and the lines, which hold names; what remains are counts and the hash."""
    ImportFile.objects.filter(sheet_import=order).delete()
    order.lines.all().delete()


def ring(number: int) -> None:
    """Rings the queue with the number of an import; a deaf queue is no failure, the sweep finds the row."""
    try:
        with transaction.atomic():
            async_task("liap.exchange.jobs.work", number, q_options={"save": False, "timeout": SECONDS})
    except Exception:
        log.exception("the queue did not take import %s", number)


def _move(order: SheetImport, states: list[State], *, by: User, **changes: object) -> None:
    if order.by_id != by.pk and not by.is_superuser or not IMPORTERS[order.kind].may_use(by):
        raise NotTheirs(_("You cannot bring in rows of this kind."))
    rows = SheetImport.objects.filter(pk=order.pk, state__in=states)
    if changes["state"] == State.WRITING:
        rows = rows.filter(error_count=0)
    if not rows.update(**changes):
        raise NotReady(_("This file is not waiting for that any more. Open it again to see where it stands."))


def _note(verb: str, order: SheetImport, *, by: User, **payload: object) -> None:
    record(verb, by=by, chain="imports", subject=f"import:{order.pk}", kind=order.kind, **payload)


def _ring_on_commit(order: SheetImport) -> None:
    SheetImport.objects.filter(pk=order.pk).update(rung_at=Now())
    transaction.on_commit(lambda: ring(order.pk), robust=True)
