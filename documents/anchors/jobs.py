"""Noting and mailing the heads by the clock.

Each mail is a row that one sender at a time holds a lease on. A sender that dies between the mail and the mark lets
the lease run out, and the mail goes out once more under the same Message-ID: at least once, and seen once.
"""

import logging
import uuid
from datetime import timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Now

from documents.anchors.actions import note_heads
from documents.anchors.mail import message
from documents.anchors.models import AnchorMail
from documents.anchors.queries import readers
from liap.leases import is_free, later

log = logging.getLogger(__name__)
State = AnchorMail.State
LEASE = timedelta(minutes=5)
PAUSE = timedelta(minutes=10)
MAX_ATTEMPTS = 20


def tick() -> dict[str, int]:
    """One beat: notes the heads of today and sends what is due. Doing it twice does no harm."""
    return {"noted": int(note_heads() is not None), "sent": send_due()}


def send_due() -> int:
    """Sends the mails that nobody else is sending; returns how many went out. One that fails stops no other."""
    _due().filter(attempts__gte=MAX_ATTEMPTS).update(
        state=State.NOT_SENT, token=None, lease_until=None, reason="the mail server did not take it"
    )
    return sum(map(send, list(_due().values_list("pk", flat=True))))


def send(mail_id: int) -> bool:
    """Sends one mail if it is still due and its reader still has the office; True when it went out."""
    token = uuid.uuid4()
    claimed = (
        _due()
        .filter(pk=mail_id)
        .update(state=State.SENDING, token=token, lease_until=later(LEASE), attempts=F("attempts") + 1)
    )
    if not claimed:
        return False
    mail = AnchorMail.objects.select_related("anchor", "person").get(pk=mail_id)
    held = AnchorMail.objects.filter(pk=mail_id, token=token, state=State.SENDING)
    if not readers().filter(pk=mail.person_id).exists():
        held.update(state=State.NOT_SENT, token=None, lease_until=None, reason="no longer a reader")
        return False
    try:
        message(mail).send()
    except Exception as fault:
        log.warning("heads %s, attempt %s: %s", mail_id, mail.attempts, fault)
        held.update(state=State.PENDING, token=None, lease_until=later(PAUSE), reason=str(fault)[:500])
        return False
    held.update(state=State.SENT, token=None, lease_until=None, sent_at=Now(), reason="")
    return True


def _due() -> QuerySet[AnchorMail]:
    return AnchorMail.objects.filter(is_free(), state__in=[State.PENDING, State.SENDING])
