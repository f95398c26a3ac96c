"""The door of every link by which somebody without an account answers.

The secret has 256 bits and is shown once; only its hash is kept. Who tries secrets that do not exist is made to wait,
counted in the database so that it holds over several processes; of his address only a keyed hash is kept, for an
hour. Who holds a link that exists is let in all the same: a village behind one address is not locked out by one of it.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.enterprises.performance.models import FailedEntry
from liap.refusals import Conflict, Refusal

DAYS_VALID = 21
TRIES_AN_HOUR = 20


class NoSuchLink(Conflict):
    """The link does not exist."""


class LinkIsOver(Conflict):
    """The link is over, was taken back or has served."""


class TooManyTries(Refusal):
    """Too many links that do not exist were tried from one address."""


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"entry:{secret}".encode(), hashlib.sha256).hexdigest()


def opened(rows: QuerySet[Any], token: str, *, address: str, served: str) -> Any:
    """The link of this secret while it can be used; else the reason why not, for the person who holds it."""
    link = rows.filter(token_hash=digest(token)).first()
    if link is None:
        _count_a_failure(address)
        raise NoSuchLink(_("This link does not exist. Look whether it was copied completely."))
    if link.used_at:
        raise LinkIsOver(served)
    if link.revoked_at:
        raise LinkIsOver(_("This link was taken back. Ask your office for a new one."))
    if link.expires_at <= timezone.now():
        raise LinkIsOver(_("This link is over. Ask your office for a new one."))
    return link


def _count_a_failure(address: str) -> None:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    FailedEntry.objects.filter(at__lt=an_hour_ago).delete()
    if FailedEntry.objects.filter(address_hash=digest(address)).count() >= TRIES_AN_HOUR:
        raise TooManyTries(_("Too many links that do not exist were opened from here. Try again in an hour."))
    FailedEntry.objects.create(address_hash=digest(address))
