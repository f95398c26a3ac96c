"""Putting SMIs on record."""

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.models import Enterprise
from liap.people.access import is_national, regions_of
from liap.people.models import User
from liap.places.models import Region
from liap.refusals import NotTheirs


@transaction.atomic
def register(name: str, *, region: Region, industry_id: int, by: User, owner_sex: str = "") -> Enterprise:
    """Returns the SMI of this name, region and industry, and puts it on record when it is not there yet.

    Rule: a name is enough, because many of the smallest SMIs have no business number (feature G1).
    """
    if not is_national(by) and not regions_of(by).filter(pk=region.pk).exists():
        raise NotTheirs(_("You can register SMIs of your own region only."))
    Region.objects.select_for_update().get(pk=region.pk)
    name = " ".join(name.split())
    found = Enterprise.objects.filter(region=region, industry=industry_id, name__iexact=name).first()
    if found:
        return found
    enterprise = Enterprise.objects.create(name=name, region=region, industry_id=industry_id, owner_sex=owner_sex)
    record(
        "enterprise.registered",
        by=by,
        chain=f"region:{region.pk}",
        subject=f"enterprise:{enterprise.pk}",
        industry=industry_id,
    )
    return enterprise
