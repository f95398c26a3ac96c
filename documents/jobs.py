"""Drawing in the background: claim under a lease, draw outside of any transaction, write under the same token.

The row is the job. The queue hands over a number and may forget, repeat or reorder it: a drawing is claimed by one
worker at a time by the clock of the database; attempts are counted when claimed, so that a paper which kills its
worker ends as an incident; a worker that lost its lease is fenced off when it comes to write.
"""

import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from documents import drawing, pictures, queries, storage
from documents.actions import ring
from documents.models import Rendition
from documents.previews.actions import order as order_picture
from documents.public.actions import WORK as PUBLIC
from documents.rendering import Drawn, Order
from documents.signing.actions import WORK as SIGNING
from documents.signing.actions import order as order_signature
from liap.audit.actions import record
from liap.leases import is_quiet, later

log = logging.getLogger(__name__)
State = Rendition.State
LEASE = timedelta(seconds=settings.LEASE)
PAUSE = LEASE / 6
MAX_ATTEMPTS = 3


def draw(rendition_id: int) -> None:
    """Draws one rendition if nobody else does and it is still due; never raises."""
    try:
        token = _claim(rendition_id)
        if token:
            _draw_claimed(rendition_id, token)
    except Exception:
        log.exception("drawing %s failed outside of the drawing itself", rendition_id)


def sweep(*, draw_here: bool = False) -> list[int]:
    """Rings again for each due drawing that was not rung lately, or draws it here; returns their numbers."""
    _bury_exhausted(queries.due())
    quiet = is_quiet(queries.RING_AGAIN_AFTER)
    found = []
    for pk in queries.due().filter(Q() if draw_here else quiet).order_by("due_at").values_list("pk", flat=True)[:200]:
        if draw_here:
            draw(pk)
        elif queries.due().filter(quiet, pk=pk).update(rung_at=Now()):
            ring(pk)
        else:
            continue
        found.append(pk)
    return found


def tidy() -> int:
    """Deletes unfinished and unreferenced files that are a day old."""
    drawn = set(Rendition.objects.filter(state=State.DONE).values_list("stored_name", flat=True))
    return storage.sweep_strays(drawn | SIGNING.stored_names() | PUBLIC.stored_names()) + pictures.tidy()


def _claim(rendition_id: int) -> uuid.UUID | None:
    """Takes the lease when the drawing is due; the compare-and-set lets exactly one worker through."""
    due = queries.due().filter(pk=rendition_id)
    if _bury_exhausted(due):
        return None
    token = uuid.uuid4()
    claimed = due.filter(attempts__lt=MAX_ATTEMPTS).update(
        state=State.RUNNING, token=token, lease_until=later(LEASE), attempts=F("attempts") + 1
    )
    return token if claimed else None


def _bury_exhausted(due) -> int:
    """Makes incidents of drawings whose attempts are used up, which their worker did not live to tell."""
    spent = due.filter(attempts__gte=MAX_ATTEMPTS)
    spent.filter(reason="").update(reason="the worker ended while drawing")
    return spent.update(state=State.FAILED, token=None, lease_until=None)


def _draw_claimed(rendition_id: int, token: uuid.UUID) -> None:
    rendition = Rendition.objects.select_related("document").get(pk=rendition_id)
    document = rendition.document
    order = Order(
        kind=document.kind,
        facts=document.facts,
        language=rendition.language,
        number=document.number,
        round=document.round,
    )
    try:
        drawn = drawing.draw(order)
        stored = storage.put(drawn.pdf)
    except Exception as fault:
        log.warning("drawing %s, attempt %s: %s", rendition_id, rendition.attempts, fault)
        _give_back(rendition, token, str(fault))
        return
    _write_down(rendition, token, drawn, stored)


def _give_back(rendition: Rendition, token: uuid.UUID, reason: str) -> None:
    """Frees the drawing for another attempt after a pause, or makes it an incident when this was the last."""
    is_last = rendition.attempts >= MAX_ATTEMPTS
    Rendition.objects.filter(pk=rendition.pk, token=token, state=State.RUNNING).update(
        state=State.FAILED if is_last else State.PENDING,
        reason=reason[:500] or "unknown",
        token=None,
        lease_until=None if is_last else later(PAUSE),
    )


@transaction.atomic
def _write_down(rendition: Rendition, token: uuid.UUID, drawn: Drawn, stored: storage.Stored) -> bool:
    """Writes the file into the row, unless the lease went to somebody else in the meantime."""
    written = Rendition.objects.filter(pk=rendition.pk, token=token, state=State.RUNNING).update(
        state=State.DONE,
        token=None,
        lease_until=None,
        reason="",
        stored_name=stored.name,
        sha256=stored.sha256,
        size=stored.size,
        pages=drawn.pages,
        template_digest=drawn.digest,
        drawn_at=Now(),
    )
    if written:
        order_picture(rendition)
        order_signature(rendition)
        document = rendition.document
        record(
            "draw document", by=None, chain=document.chain, subject=f"document:{document.pk}",
            language=rendition.language, sha256=stored.sha256,
        )  # fmt: skip
    return bool(written)
