"""Who may bring rows in for which region, and the imports that a person may see."""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet

from liap.enterprises.queries import WRITERS, regions_with
from liap.exchange.models import SheetImport
from liap.leases import is_free
from liap.people.models import User
from liap.places.models import Region

State = SheetImport.State
RING_AGAIN_AFTER = timedelta(seconds=settings.LEASE / 4)


def importable_regions(user: User) -> QuerySet[Region]:
    """The regions whose SMIs the person keeps: by a seat, or as head of the office; a province covers its own."""
    return regions_with(user, WRITERS)


def imports_of(user: User) -> QuerySet[SheetImport]:
    """The imports that a person may open: his own, and all for administrators. Their lines name SMIs and owners."""
    rows = SheetImport.objects.select_related("by")
    return rows if user.is_superuser and user.is_active else rows.filter(by=user)


def due() -> QuerySet[SheetImport]:
    """Imports that wait for a worker and on which nobody holds a running lease, by the clock of the database."""
    return SheetImport.objects.filter(is_free(), state__in=[State.CHECKING, State.WRITING])
