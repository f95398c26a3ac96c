"""Pictures in the background, by the pattern of the drawings: claim under a lease, draw, write under the token.

A picture is a comfort and no record: it leaves no line in the audit record, and after three attempts the page goes
without it.
"""

import logging
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from documents import storage
from documents.models import Rendition
from documents.previews import drawing
from documents.previews.actions import order, ring
from documents.previews.models import Preview
from liap.leases import is_free, is_quiet, later

log = logging.getLogger(__name__)
State = Preview.State
LEASE = timedelta(seconds=60)
RING_AGAIN_AFTER = timedelta(seconds=30)
MAX_ATTEMPTS = 3
# Few, so that papers which wait to be drawn never stand behind the pictures of a whole archive.
MOST_IN_A_BEAT = 50
ENDING = "webp"


def draw(preview_id: int) -> None:
    """Makes one picture if nobody else does and it is still due; never raises."""
    try:
        token = uuid.uuid4()
        if _claim(preview_id, token):
            _draw_claimed(Preview.objects.select_related("rendition").get(pk=preview_id), token)
    except Exception:
        log.exception("picture %s failed outside of the drawing itself", preview_id)


def sweep(*, draw_here: bool = False) -> list[int]:
    """Orders what was never ordered, gives up what was tried too often, and rings for, or makes, what is due."""
    for rendition in Rendition.objects.filter(state=Rendition.State.DONE, preview__isnull=True)[:MOST_IN_A_BEAT]:
        with transaction.atomic():
            order(rendition)
    spent = Q(attempts__gte=MAX_ATTEMPTS)
    _due().filter(spent).update(state=State.FAILED, token=None, lease_until=None)
    quiet = Q() if draw_here else is_quiet(RING_AGAIN_AFTER)
    found = list(_due().filter(quiet).order_by("due_at").values_list("pk", flat=True)[:MOST_IN_A_BEAT])
    for pk in found:
        if draw_here:
            draw(pk)
        elif _due().filter(quiet, pk=pk).update(rung_at=Now()):
            ring(pk)
    return found


def tidy() -> int:
    """Deletes pictures that no row knows and that are a day old."""
    known = set(Preview.objects.filter(state=State.DONE).values_list("stored_name", flat=True))
    return storage.sweep_strays(known, ending=ENDING)


def _due() -> QuerySet[Preview]:
    """Pictures that nobody holds a running lease on, by the clock of the database."""
    free = is_free()
    return Preview.objects.filter(free, state__in=[State.PENDING, State.RUNNING])


def _claim(preview_id: int, token: uuid.UUID) -> int:
    return (
        _due()
        .filter(pk=preview_id, attempts__lt=MAX_ATTEMPTS)
        .update(state=State.RUNNING, token=token, lease_until=later(LEASE), attempts=F("attempts") + 1)
    )


def _draw_claimed(preview: Preview, token: uuid.UUID) -> None:
    held = Preview.objects.filter(pk=preview.pk, token=token, state=State.RUNNING)
    try:
        drawn = drawing.picture(storage.read(preview.rendition.stored_name, preview.rendition.sha256))
        stored = storage.put(drawn.content, ending=ENDING)
    except Exception as fault:
        log.warning("picture %s, attempt %s: %s", preview.pk, preview.attempts, fault)
        is_last = preview.attempts >= MAX_ATTEMPTS
        held.update(
            state=State.FAILED if is_last else State.PENDING,
            reason=str(fault)[:500] or "unknown",
            token=None,
            lease_until=None if is_last else later(RING_AGAIN_AFTER),
        )
        return
    held.update(
        state=State.DONE, token=None, lease_until=None, reason="",
        stored_name=stored.name, sha256=stored.sha256, size=stored.size, width=drawn.width, height=drawn.height,
    )  # fmt: skip
