"""Ordering pictures of first pages."""

import logging

from django.db import transaction
from django.db.models.functions import Now
from django_q.tasks import async_task

from documents.models import Rendition
from documents.previews.models import Preview

log = logging.getLogger(__name__)


def order(rendition: Rendition) -> Preview:
    """Has the first page of a drawing made a picture once the caller's transaction is through."""
    preview, is_new = Preview.objects.get_or_create(rendition=rendition, defaults={"rung_at": Now()})
    if is_new:
        transaction.on_commit(lambda: ring(preview.pk), robust=True)
    return preview


def ring(preview_id: int) -> None:
    """Rings the queue with the number of a picture; a deaf queue is no failure, the sweep finds the row."""
    try:
        with transaction.atomic():
            async_task("documents.previews.jobs.draw", preview_id, q_options={"save": False})
    except Exception:
        log.exception("the queue did not take picture %s", preview_id)
