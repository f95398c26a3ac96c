"""Finding what each subscription has to tell, and putting it into a digest exactly once."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from documents.listings.choice import Choice, narrowed
from documents.listings.queries import on_shelf
from documents.models import Document, Rendition
from documents.queries import last_drawn_at
from documents.subscriptions.models import Announcement, Digest, Subscription
from liap.people.queries import zone_of

# The hour of the other digests, unless the reader chose another for those.
FIRST_HOUR = 7
MOST_IN_ONE = 200
# A drawing may be committed a moment after the clock of the database gave it its time.
MARGIN = timedelta(minutes=10)


def gather() -> int:
    """Makes the digests that are due; returns how many. Called twice, or by two at once, it does no harm."""
    last = last_drawn_at()
    live = Subscription.objects.live().select_related("person").annotate(told_on=Max("digests__day"))
    return sum(_gather_for(subscription) for subscription in list(live) if _is_due(subscription, last))


def news(subscription: Subscription) -> QuerySet[Document]:
    """The current papers with a file that were issued since, that the person may read and was not told of."""
    told = Announcement.objects.filter(subscription=subscription, document=OuterRef("pk"))
    drawn = Rendition.objects.filter(document=OuterRef("pk"), state=Rendition.State.DONE)
    found = narrowed(on_shelf(subscription.person), Choice.of(subscription.filters.dict()))
    found = found.filter(superseded_by__isnull=True, revocation__isnull=True)
    found = found.filter(Exists(drawn), ~Exists(told), issued_at__gte=subscription.since)
    return found.order_by("issued_at", "pk")


def _is_due(subscription: Any, last: datetime | None) -> bool:
    """Whether it is worth looking: something was drawn since the last look, and a daily reader's morning has come."""
    if last is None or (subscription.looked_at and subscription.looked_at > last + MARGIN):
        return False
    if subscription.pace == Subscription.Pace.AT_ONCE:
        return True
    if subscription.told_on and subscription.told_on >= timezone.localdate(timezone=zone_of(subscription.person)):
        return False
    return timezone.localtime(timezone=zone_of(subscription.person)).hour >= FIRST_HOUR


def _gather_for(subscription: Subscription) -> int:
    try:
        with transaction.atomic():
            locked = Subscription.objects.live().select_for_update(of=("self",)).select_related("person")
            fresh = locked.filter(pk=subscription.pk).first()
            return _gather_locked(fresh) if fresh else 0
    except IntegrityError:
        return 0  # Somebody else made the digest of this day, or told of one of these papers.


def _gather_locked(subscription: Subscription) -> int:
    is_daily = subscription.pace == Subscription.Pace.DAILY
    day = timezone.localdate(timezone=zone_of(subscription.person)) if is_daily else None
    if day and _was_told(subscription, day):
        return 0
    looked_at = timezone.now()
    papers = list(news(subscription).values_list("pk", flat=True)[:MOST_IN_ONE])
    if papers:
        digest = Digest.objects.create(subscription=subscription, day=day)
        rows = [Announcement(subscription=subscription, document_id=pk, digest=digest) for pk in papers]
        Announcement.objects.bulk_create(rows)
    if len(papers) < MOST_IN_ONE:
        Subscription.objects.filter(pk=subscription.pk).update(looked_at=looked_at)
    return 1 if papers else 0


def _was_told(subscription: Subscription, day: date) -> bool:
    return Digest.objects.filter(subscription=subscription, day=day).exists()
