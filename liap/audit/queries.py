"""Reading and verifying the audit record."""

import hashlib
import hmac
import json
from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet

from liap.audit.models import Event
from liap.prepared import Later, Prepared

GENESIS = "0" * 64
HEAD = Prepared(
    lambda: Event.objects.filter(chain=Later("chain")).order_by("-number").values_list("number", "hash")[:1]
)


def events_of(chain: str) -> QuerySet[Event]:
    """All events of one chain, oldest first."""
    return Event.objects.filter(chain=chain).select_related("by").order_by("number")


def head_of(chain: str) -> tuple[int, str]:
    """Number and hash of the newest event of a chain; (0, 64 zeros) when it is empty."""
    return next(iter(HEAD(chain=chain)), (0, GENESIS))


def broken_links() -> Iterator[tuple[str, int, str]]:
    """Yields (chain, number, reason) for each event which does not follow from its predecessor."""
    chain, expected, previous = None, 1, GENESIS
    for event in Event.objects.order_by("chain", "number").iterator(chunk_size=2000):
        if event.chain != chain:
            chain, expected, previous = event.chain, 1, GENESIS
        if event.number != expected:
            yield event.chain, event.number, "missing predecessor"
        elif event.previous_hash != previous:
            yield event.chain, event.number, "does not follow its predecessor"
        elif digest(event) != event.hash:
            yield event.chain, event.number, "content was changed"
        expected, previous = event.number + 1, event.hash


def digest(event: Event) -> str:
    """The keyed hash (HMAC-SHA-256, 64 hex digits) that binds an event to its predecessor."""
    text = json.dumps(
        [event.chain, event.number, event.at.isoformat(), event.by_id, event.verb, event.subject, event.payload],
        sort_keys=True,
        separators=(",", ":"),
        default=str,
    )
    key = hashlib.sha256(b"audit:" + settings.AUDIT_KEY.encode()).digest()
    return hmac.new(key, (event.previous_hash + text).encode(), hashlib.sha256).hexdigest()
