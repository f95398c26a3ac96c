"""Subscribing, changing and stopping; and the signed link that stops a subscription without a log-in."""

from dataclasses import replace

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.listings.choice import Choice
from documents.subscriptions.models import Subscription
from liap.audit.actions import record
from liap.models import User
from liap.refusals import Refusal

MOST = 30
SALT = "documents.subscriptions.stop"


class TooMany(Refusal):
    """So many mails would be read by nobody."""

    def __str__(self) -> str:
        return str(_("You have %(count)d subscriptions; please stop one before you add another.")) % {"count": MOST}


class NoAddress(Refusal):
    """Mail needs an address."""

    def __str__(self) -> str:
        return str(_("Your profile has no e-mail address; please ask the administrator to add it."))


@transaction.atomic
def subscribe(choice: Choice, *, by: User, pace: str = Subscription.Pace.DAILY) -> Subscription:
    """Tells the person of papers that pass the filters and are issued from now on; the same filters are one row."""
    if not by.email:
        raise NoAddress
    User.objects.select_for_update().get(pk=by.pk)
    if Subscription.objects.of(by).filter(stopped_at__isnull=True).count() >= MOST:
        raise TooMany
    now = timezone.now()
    query = replace(choice, sort="", view="", state="").query()
    subscription, is_new = Subscription.objects.get_or_create(
        person=by, query=query, defaults={"since": now, "pace": pace}
    )
    if not is_new:
        _open(subscription, pace)
    record("subscribe", by=by, chain="documents", subject=f"subscription:{subscription.pk}", pace=pace)
    return subscription


@transaction.atomic
def change(subscription: Subscription, *, by: User, pace: str) -> None:
    """Tells at another pace, and again when it was stopped."""
    _open(Subscription.objects.select_for_update().get(pk=subscription.pk), pace)
    record("subscribe", by=by, chain="documents", subject=f"subscription:{subscription.pk}", pace=pace)


@transaction.atomic
def stop(subscription: Subscription, *, by: User | None) -> bool:
    """Tells nothing more; False when it was stopped before. `by` is None when the link of a mail was used."""
    live = Subscription.objects.filter(pk=subscription.pk, stopped_at__isnull=True)
    is_stopped = bool(live.update(stopped_at=timezone.now()))
    if is_stopped:
        record("unsubscribe", by=by, chain="documents", subject=f"subscription:{subscription.pk}")
    return is_stopped


def stop_token(subscription: Subscription) -> str:
    """What stops this subscription and can do nothing else."""
    return signing.Signer(salt=SALT).sign(str(subscription.pk))


def by_token(token: str) -> Subscription | None:
    """The subscription of a token; None when it was not signed here."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Subscription.objects.filter(pk=pk).first()


def _open(subscription: Subscription, pace: str) -> None:
    """One that was stopped begins anew: what was issued in between is not made up for."""
    if subscription.stopped_at:
        subscription.since, subscription.stopped_at = timezone.now(), None
    subscription.pace = pace
    subscription.save(update_fields=["since", "stopped_at", "pace"])
