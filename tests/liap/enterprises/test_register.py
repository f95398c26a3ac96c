"""SMIs are put on record once, by people of their region."""

import pytest
from django.db import IntegrityError, transaction

from liap.enterprises.actions import register
from liap.models import Enterprise
from liap.refusals import NotTheirs
from tests.factories import EnterpriseFactory, IndustryFactory

pytestmark = pytest.mark.django_db


def test_name_is_enough_and_counts_once(scene):
    industry = IndustryFactory()
    where = {"region": scene.group.region, "industry_id": industry.pk, "by": scene.member}

    first = register("UD  Sianipar", owner_sex="female", **where)
    again = register("ud sianipar", **where)

    assert (first, first.name, first.owner_sex, first.nib) == (again, "UD Sianipar", "female", None)


def test_people_of_other_regions_register_nothing_here(scene):
    with pytest.raises(NotTheirs):
        register("UD", region=scene.group.region, industry_id=IndustryFactory().pk, by=scene.stranger)
    assert not Enterprise.objects.exists()


def test_business_number_is_unique_where_there_is_one(db):
    EnterpriseFactory(nib=None)
    EnterpriseFactory(nib=None)
    EnterpriseFactory(nib="1234567890123")

    with pytest.raises(IntegrityError), transaction.atomic():
        EnterpriseFactory(nib="1234567890123")
