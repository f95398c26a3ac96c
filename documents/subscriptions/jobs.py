"""Telling of new papers by the clock.

Each digest is a row that one sender at a time holds a lease on. A sender that dies between the mail and the mark lets
the lease run out, and the mail goes out once more under the same Message-ID: at least once, and seen once.
"""

import logging
import uuid
from datetime import timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Now

from documents.listings.queries import on_shelf
from documents.models import Document
from documents.subscriptions.gathering import gather
from documents.subscriptions.mail import message
from documents.subscriptions.models import Digest
from liap.leases import is_free, later

log = logging.getLogger(__name__)
State = Digest.State
LEASE = timedelta(minutes=5)
PAUSE = timedelta(minutes=10)
MAX_ATTEMPTS = 20
MOST_IN_A_BEAT = 100


def tick() -> dict[str, int]:
    """One beat: gathers what is new and sends what is due. Doing it twice does no harm."""
    return {"gathered": gather(), "sent": send_due()}


def send_due() -> int:
    """Sends the digests that nobody else is sending; returns how many went out. One that fails stops no other."""
    _due().filter(attempts__gte=MAX_ATTEMPTS).update(
        state=State.NOT_SENT, token=None, lease_until=None, reason="the mail server did not take it"
    )
    return sum(map(send, list(_due().values_list("pk", flat=True)[:MOST_IN_A_BEAT])))


def send(digest_id: int) -> bool:
    """Sends one digest if it is still due; True when it went out."""
    token = uuid.uuid4()
    claimed = (
        _due()
        .filter(pk=digest_id)
        .update(state=State.SENDING, token=token, lease_until=later(LEASE), attempts=F("attempts") + 1)
    )
    if not claimed:
        return False
    digest = Digest.objects.select_related("subscription__person").get(pk=digest_id)
    held = Digest.objects.filter(pk=digest_id, token=token, state=State.SENDING)
    papers = still_readable(digest)
    if not papers:
        held.update(state=State.NOT_SENT, token=None, lease_until=None, reason="nothing left to tell")
        return False
    try:
        message(digest, papers).send()
    except Exception as fault:
        log.warning("digest %s, attempt %s: %s", digest_id, digest.attempts, fault)
        held.update(state=State.PENDING, token=None, lease_until=later(PAUSE), reason=str(fault)[:500])
        return False
    held.update(state=State.SENT, token=None, lease_until=None, sent_at=Now(), reason="")
    return True


def still_readable(digest: Digest) -> list[Document]:
    """The papers of a digest that its reader may read now; none when he was stopped, left, or has no address."""
    subscription = digest.subscription
    if subscription.stopped_at or not subscription.person.is_active or not subscription.person.email:
        return []
    told = digest.announcements.values("document")
    return list(on_shelf(subscription.person).filter(pk__in=told).order_by("region__name", "kind", "pk"))


def _due() -> QuerySet[Digest]:
    free = is_free()
    return Digest.objects.filter(free, state__in=[State.PENDING, State.SENDING])
