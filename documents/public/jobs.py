"""Drawing public versions in the background, from their own facts alone."""

import logging
import uuid

from documents import drawing, storage
from documents.public.actions import WORK
from documents.public.models import PublicRendition
from documents.rendering import Order

log = logging.getLogger(__name__)


def draw(rendition_id: int) -> None:
    """Draws one public version if nobody else does and it is still due; never raises."""
    WORK.run(rendition_id, _draw_claimed)


def sweep(*, draw_here: bool = False) -> list[int]:
    """Rings again for each due drawing that was not rung lately, or draws it here."""
    return WORK.sweep(draw, here=draw_here)


def _draw_claimed(rendition_id: int, token: uuid.UUID) -> None:
    rendition = PublicRendition.objects.select_related("version__document").get(pk=rendition_id)
    version = rendition.version
    document = version.document
    order = Order(
        kind=document.kind, facts=version.facts, language=rendition.language, number=document.number,
        round=document.round, is_public=True,
    )  # fmt: skip
    try:
        drawn = drawing.draw(order)
        stored = storage.put(drawn.pdf)
    except Exception as fault:
        log.warning("public drawing %s: %s", rendition_id, fault)
        WORK.give_back(rendition_id, token, str(fault))
    else:
        WORK.write(rendition_id, token, stored, pages=drawn.pages, template_digest=drawn.digest)
