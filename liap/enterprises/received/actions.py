"""Recording the services that an SMI got."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.models import Enterprise
from liap.enterprises.queries import may_write
from liap.enterprises.received.models import ServiceReceived
from liap.people.models import User
from liap.places.queries import today_in
from liap.refusals import NotTheirs, Refusal


class ReceivedInTheFuture(Refusal):
    """A service is recorded after it was received."""


class RecordedBefore(Refusal):
    """The same service of the same day is on record."""


@transaction.atomic
def record_service(
    enterprise: Enterprise, *, by: User, kind: str, provider: str, received_on: date, result: str = ""
) -> ServiceReceived:
    """Puts on record that an SMI got a service, from whom and with which result (feature G9)."""
    row = Enterprise.objects.select_for_update(of=("self",)).select_related("region").get(pk=enterprise.pk)
    if not may_write(by, row):
        raise NotTheirs(_("You can record services for SMIs of your own region only."))
    if received_on > today_in(row.region):
        raise ReceivedInTheFuture(_("The day lies in the future. Record the service after it was received."))
    given = {"kind": kind, "provider": " ".join(provider.split()), "received_on": received_on}
    if row.services.filter(**given).exists():
        raise RecordedBefore(_("This service of this provider and day is on record already."))
    service = ServiceReceived.objects.create(enterprise=row, result=result.strip(), recorded_by=by, **given)
    record(
        "enterprise.served",
        by=by,
        chain=f"region:{row.region_id}",
        subject=f"enterprise:{row.pk}",
        service=service.pk,
        kind=kind,
    )
    return service
