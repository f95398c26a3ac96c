"""A region that asks, the desk that answers, and the limits of readiness."""

import pytest

from liap.adoption import actions
from liap.adoption.models import ReadinessCriterion
from liap.people.models import Role
from tests.factories import AppointmentFactory, OrganisationFactory, RegionFactory

LIMITS = {"staff": (8, 13), "budget": (100, 500), "sentras": (1, 3), "facilitators": (1, 2)}


@pytest.fixture
def table(db):
    for code, (half, full) in LIMITS.items():
        ReadinessCriterion.objects.update_or_create(code=code, defaults={"half_from": half, "full_from": full})
    return list(ReadinessCriterion.objects.all())


def officer(role, region=None):
    office = OrganisationFactory(region=region, kind="ministry" if region is None else "industry_office")
    return AppointmentFactory(post__organisation=office, post__role=role).person


@pytest.fixture
def head(db):
    return officer(Role.OFFICE_HEAD, RegionFactory())


@pytest.fixture
def desk(db):
    return officer(Role.MINISTRY_REVIEWER)


def region_of(person):
    return person.appointments.get().post.organisation.region


@pytest.fixture
def asked(head, table):
    return actions.ask(
        region_of(head), industry="Ulos", by=head, letter_number="12/A", staff=20, budget=500, sentras=3
    )
