"""Links by which an SMI enters its own figures without an account.

A link is for one SMI and one period, serves once, and ends on its day or when it is taken back.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record as note
from liap.enterprises.models import Enterprise
from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.doors import DAYS_VALID, digest, new_secret, opened
from liap.enterprises.performance.figures import Figures
from liap.enterprises.performance.models import EntryLink, Medium, PerformanceRecord
from liap.enterprises.performance.periods import Period
from liap.enterprises.performance.queries import may_enter, record_for
from liap.people.models import User
from liap.places.queries import today_in
from liap.refusals import NotTheirs, Refusal


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
    if period.last_on >= today_in(locked.region):
        raise NothingToAsk(_("This period is not over yet. Ask when it is."))
    now, token = timezone.now(), new_secret()
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
    rows = EntryLink.objects.select_related("enterprise", "made_by")
    served = _("The figures were sent with this link before. To correct them, ask your office.")
    return opened(rows, token, address=address, served=served)


@transaction.atomic
def enter_by_link(token: str, *, figures: Figures, address: str) -> PerformanceRecord:
    """Keeps what the SMI entered itself, and uses the link up."""
    EntryLink.objects.select_for_update(of=("self",)).filter(token_hash=digest(token)).first()
    link = open_link(token, address=address)
    row = record_performance(
        link.enterprise, by=None, period=link.period, figures=figures, medium=Medium.LINK,
        asked_on=today_in(link.enterprise.region),
    )  # fmt: skip
    link.used_at, link.record = timezone.now(), row
    link.save(update_fields=["used_at", "record"])
    _write_down("performance.link_used", link, by=None)
    return row


def _open_links(enterprise: Enterprise, period: Period):
    rows = EntryLink.objects.filter(enterprise=enterprise, revoked_at=None, used_at=None)
    return rows.filter(first_on=period.first_on, months=period.months)


def _write_down(verb: str, link: EntryLink, *, by: User | None) -> None:
    note(
        verb, by=by, chain=f"region:{link.enterprise.region_id}", subject=f"enterprise:{link.enterprise_id}",
        link=link.pk,
    )  # fmt: skip
