"""Links by which an SMI enters its own figures without an account.

The secret has 256 bits and is shown once; only its hash is kept. A link is for one SMI and one period, serves once,
and ends on its day or when it is taken back. Who tries secrets that do not exist is made to wait, counted in the
database so that it holds over several processes; of his address only a keyed hash is kept, for an hour.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record as note
from liap.enterprises.models import Enterprise
from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import Figures
from liap.enterprises.performance.models import EntryLink, FailedEntry, Medium, PerformanceRecord
from liap.enterprises.performance.periods import Period
from liap.enterprises.performance.queries import may_enter, record_for
from liap.people.models import User
from liap.refusals import Conflict, NotTheirs, Refusal

DAYS_VALID = 21
TRIES_AN_HOUR = 20


class NoSuchLink(Conflict):
    """The link does not exist."""


class LinkIsOver(Conflict):
    """The link is over, was taken back or has served."""


class TooManyTries(Refusal):
    """Too many links that do not exist were tried from one address."""


class NothingToAsk(Refusal):
    """The figures of the period are there, or the period is not over."""


@transaction.atomic
def make_link(enterprise: Enterprise, *, by: User, period: Period, days: int = DAYS_VALID) -> tuple[EntryLink, str]:
    """Makes a link and returns it with its secret, which nobody can read again. An older one of the period ends."""
    locked = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    if not may_enter(by, locked):
        raise NotTheirs(_("Links are made by people of the working group or office of the SMI."))
    if record_for(locked, period) is not None:
        raise NothingToAsk(_("The figures of this period are on record. Correct them there."))
    if period.last_on >= timezone.localdate():
        raise NothingToAsk(_("This period is not over yet. Ask when it is."))
    now, token = timezone.now(), secrets.token_urlsafe(32)
    _open_links(locked, period).update(revoked_at=now)
    link = EntryLink.objects.create(
        enterprise=locked, first_on=period.first_on, months=period.months, token_hash=digest(token), made_by=by,
        expires_at=now + timedelta(days=days),
    )  # fmt: skip
    _write_down("performance.link_made", link, by=by)
    return link, token


@transaction.atomic
def take_back(link: EntryLink, *, by: User) -> EntryLink:
    """Ends a link before its day; ending it twice changes nothing."""
    locked = EntryLink.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=link.pk)
    if not may_enter(by, locked.enterprise):
        raise NotTheirs(_("Links are taken back by people of the working group or office of the SMI."))
    if locked.revoked_at is None and locked.used_at is None:
        locked.revoked_at = timezone.now()
        locked.save(update_fields=["revoked_at"])
        _write_down("performance.link_taken_back", locked, by=by)
    return locked


def open_link(token: str, *, address: str) -> EntryLink:
    """The link of this secret while it can be used; else the reason why not, for the person who holds it."""
    _refuse_many_tries(address)
    link = EntryLink.objects.filter(token_hash=digest(token)).select_related("enterprise", "made_by").first()
    if link is None:
        FailedEntry.objects.create(address_hash=digest(address))
        raise NoSuchLink(_("This link does not exist. Look whether it was copied completely."))
    if link.used_at:
        raise LinkIsOver(_("The figures were sent with this link before. To correct them, ask your office."))
    if link.revoked_at:
        raise LinkIsOver(_("This link was taken back. Ask your office for a new one."))
    if link.expires_at <= timezone.now():
        raise LinkIsOver(_("This link is over. Ask your office for a new one."))
    return link


@transaction.atomic
def enter_by_link(token: str, *, figures: Figures, address: str) -> PerformanceRecord:
    """Keeps what the SMI entered itself, and uses the link up."""
    EntryLink.objects.select_for_update(of=("self",)).filter(token_hash=digest(token)).first()
    link = open_link(token, address=address)
    row = record_performance(
        link.enterprise, by=None, period=link.period, figures=figures, medium=Medium.LINK,
        asked_on=timezone.localdate(),
    )  # fmt: skip
    link.used_at, link.record = timezone.now(), row
    link.save(update_fields=["used_at", "record"])
    _write_down("performance.link_used", link, by=None)
    return row


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"entry:{secret}".encode(), hashlib.sha256).hexdigest()


def _refuse_many_tries(address: str) -> None:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    FailedEntry.objects.filter(at__lt=an_hour_ago).delete()
    if FailedEntry.objects.filter(address_hash=digest(address)).count() >= TRIES_AN_HOUR:
        raise TooManyTries(_("Too many links that do not exist were opened from here. Try again in an hour."))


def _open_links(enterprise: Enterprise, period: Period):
    rows = EntryLink.objects.filter(enterprise=enterprise, revoked_at=None, used_at=None)
    return rows.filter(first_on=period.first_on, months=period.months)


def _write_down(verb: str, link: EntryLink, *, by: User | None) -> None:
    note(
        verb, by=by, chain=f"region:{link.enterprise.region_id}", subject=f"enterprise:{link.enterprise_id}",
        link=link.pk,
    )  # fmt: skip
