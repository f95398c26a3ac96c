"""The size of an SMI is computed by the rule of the day, never typed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from liap.enterprises.sizes.defaults import load_size_rule
from liap.models import Enterprise, SizeBand, SizeRule
from tests.factories import EnterpriseFactory, SizeBandFactory, SizeRuleFactory

BILLION = 10**9

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rule(db):
    load_size_rule()


def size_of(enterprise: Enterprise, on: date | None = None) -> str:
    return Enterprise.objects.with_size(on).get(pk=enterprise.pk).size


@pytest.mark.parametrize(
    ("workers", "investment", "size"),
    [
        (19, BILLION - 1, "small"),
        (19, BILLION, "medium"),
        (20, 0, "medium"),
        (20, BILLION - 1, "medium"),
        (20, 15 * BILLION, "medium"),
        (20, 15 * BILLION + 1, "large"),
        (19, 15 * BILLION + 1, "medium"),
        (0, 0, "small"),
    ],
)
def test_boundaries_of_the_decree(workers, investment, size):
    enterprise = EnterpriseFactory(workers_female=workers // 2, workers_male=workers - workers // 2)
    Enterprise.objects.update(investment=investment)

    assert size_of(enterprise) == size


@pytest.mark.parametrize("missing", ["workers_female", "workers_male", "investment"])
def test_a_missing_figure_is_not_zero(missing):
    figures = {"workers_female": 1, "workers_male": 1, "investment": 1}

    assert size_of(EnterpriseFactory(**{**figures, missing: None})) == ""


def test_size_can_be_asked_for_in_a_list():
    small = EnterpriseFactory(workers_female=1, workers_male=0, investment=1)
    EnterpriseFactory(workers_female=30, workers_male=0, investment=1)

    assert list(Enterprise.objects.with_size().filter(size="small")) == [small]


def test_each_day_has_its_rule():
    enterprise = EnterpriseFactory(workers_female=5, workers_male=0, investment=1)
    later = SizeRuleFactory(valid_from=date(2030, 1, 1))
    SizeBandFactory(rule=later, size="large", workers_from=5)

    sizes = [size_of(enterprise, day) for day in (date(2015, 1, 1), date(2029, 12, 31), date(2030, 1, 1))]

    assert sizes == ["", "small", "large"]


def test_a_rule_that_ended_holds_no_more():
    SizeRule.objects.update(valid_to=date(2024, 12, 31))
    enterprise = EnterpriseFactory(workers_female=5, workers_male=0, investment=1)

    assert [size_of(enterprise, day) for day in (date(2024, 12, 31), date(2025, 1, 1))] == ["small", ""]


def test_a_rule_begins_once_and_ends_after_it_begins():
    load_size_rule()
    assert (SizeRule.objects.count(), SizeBand.objects.count()) == (1, 4)

    for wrong in ({"valid_from": date(2016, 7, 1)}, {"valid_to": date(2000, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SizeRuleFactory(**wrong)
