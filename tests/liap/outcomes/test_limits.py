from datetime import date, timedelta

import pytest
from django.utils import timezone

from liap.outcomes.limits import limits_of
from tests.factories import (
    ActivityFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    PerformanceRecordFactory,
    TargetEnterpriseFactory,
)
from tests.workflows.conftest import make_scene


@pytest.fixture
def scene(db):
    return make_scene()


def said(plan) -> str:
    return " ".join(map(str, limits_of(plan, timezone.localdate())))


def test_full_record_has_no_limits(scene):
    assert limits_of(scene.plan, timezone.localdate()) == []


def test_vacant_seats_and_changes_are_told(scene):
    yesterday = timezone.localdate() - timedelta(days=1)
    type(scene.plan).objects.filter(pk=scene.plan.pk).update(created_at=timezone.now() - timedelta(days=30))
    scene.plan.refresh_from_db()
    scene.members[0].memberships.update(since=yesterday - timedelta(days=90), until=yesterday)

    text = said(scene.plan)

    assert "1 dari" in text or "1 of" in text
    assert len(limits_of(scene.plan, timezone.localdate())) == 2


def test_indicator_without_a_value_is_told(scene):
    known, _unknown = IndicatorFactory(plan=scene.plan, number=1), IndicatorFactory(plan=scene.plan, number=2)
    IndicatorValueFactory(indicator=known, value=3, round=1)

    assert len(limits_of(scene.plan, timezone.localdate())) == 1
    assert "1" in said(scene.plan)
    assert "2" in said(scene.plan)


def test_smi_without_turnover_is_told(scene):
    told, silent = TargetEnterpriseFactory(plan=scene.plan), TargetEnterpriseFactory(plan=scene.plan)
    PerformanceRecordFactory(
        enterprise=told.enterprise, first_on=scene.plan.starts_on, turnover_kind="exact", turnover=5, method="books"
    )
    PerformanceRecordFactory(
        enterprise=silent.enterprise, first_on=scene.plan.starts_on, turnover_kind="", turnover=None, method="",
        workers=4,
    )  # fmt: skip

    assert len(limits_of(scene.plan, timezone.localdate())) == 1


def test_activity_without_a_report_is_told(scene):
    days = {"starts_on": date(2020, 1, 6), "ends_on": date(2020, 3, 6)}
    ActivityFactory(plan=scene.plan, number=1, state="running", **days)
    ActivityFactory(plan=scene.plan, number=2, state="done", done_on=date(2020, 3, 6), **days)

    assert len(limits_of(scene.plan, timezone.localdate())) == 1
