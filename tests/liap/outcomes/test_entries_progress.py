"""Target SMIs stand beside their baseline only where both years are known in comparable ways (feature B7)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from liap.enterprises.performance.years import yearly
from liap.outcomes.entries.progress import progress_of
from liap.outcomes.entries.queries import aggregate
from liap.places.models import Region
from tests.factories import (
    ChannelShareFactory,
    EnterpriseFactory,
    PerformanceRecordFactory,
    TargetEnterpriseFactory,
)
from tests.liap.tables.test_saved import lines_of

pytestmark = pytest.mark.django_db


def year(smi, number, amount, **columns):
    values = {"turnover_kind": "estimate", "turnover": amount, "method": "owner", "asked_on": date(number + 1, 1, 9)}
    return PerformanceRecordFactory(enterprise=smi, first_on=date(number, 1, 1), months=12, **{**values, **columns})


@pytest.fixture
def target(scene):
    scene.plan.starts_on = date(2025, 1, 1)
    scene.plan.save()
    smi = EnterpriseFactory(region=scene.group.region)
    return TargetEnterpriseFactory(plan=scene.plan, enterprise=smi)


def standing(scene):
    (only,) = progress_of(scene.plan).standings
    return only


def test_baseline_that_nobody_knows_is_missing_and_not_zero(scene, target):
    one = standing(scene)

    assert (one.baseline, one.now) == (None, None)
    with override("en"):
        assert str(one.change.reason) == "baseline missing"


def test_baseline_comes_from_the_registry_when_the_plan_names_none(scene, target):
    year(target.enterprise, 2023, 100)
    year(target.enterprise, 2024, 200)
    year(target.enterprise, 2025, 250)

    one = standing(scene)

    assert (one.baseline, one.baseline_year, one.is_from_registry) == (200, 2024, True)
    assert (one.now, one.now_year, one.change.percent) == (250, 2025, Decimal("25.0"))


def test_baseline_of_the_plan_is_compared_when_the_registry_says_how_it_was_known(scene, target):
    target.baseline_turnover, target.baseline_year = 200, 2024
    target.save()
    year(target.enterprise, 2025, 150)
    with override("en"):
        assert str(standing(scene).change.reason) == "how the baseline was known is not on record"

    year(target.enterprise, 2024, 200)

    one = standing(scene)
    assert (one.change.direction, one.change.percent, one.is_from_registry) == ("down", Decimal("-25.0"), False)


def test_other_method_is_not_comparable(scene, target):
    year(target.enterprise, 2024, 200)
    year(target.enterprise, 2025, 250, turnover_kind="exact", method="books")

    assert not standing(scene).change.is_comparable


def test_four_quarters_make_a_year_and_three_do_not():
    smi = EnterpriseFactory()
    quarters = [
        PerformanceRecordFactory(
            enterprise=smi, first_on=date(2025, month, 1), asked_on=date(2026, 1, 9), turnover_kind="exact",
            turnover=10, method="books",
        )
        for month in (1, 4, 7, 10)
    ]  # fmt: skip

    assert yearly(quarters)[2025].turnover == 40
    assert yearly(quarters[:3]) == {}


def test_progress_counts_what_can_be_compared(scene, target, client):
    year(target.enterprise, 2024, 200)
    year(target.enterprise, 2025, 250)
    TargetEnterpriseFactory(plan=scene.plan, enterprise=EnterpriseFactory(region=scene.group.region))
    client.force_login(scene.coordinator)

    text = client.get(reverse("liap:entries", args=[scene.plan.pk])).content.decode()

    progress = progress_of(scene.plan)
    assert (progress.with_baseline, progress.comparable, progress.more, progress.less) == (1, 1, 1, 0)
    assert "data awal belum ada" in text
    assert "+25" in text


def test_as_of_is_the_day_of_the_region_and_names_the_newest_figure(scene, target, client):
    Region.objects.filter(pk=scene.group.region_id).update(time_zone="Asia/Jayapura")
    year(target.enterprise, 2024, 200, asked_on=date(2026, 3, 3))
    address = reverse("liap:entries", args=[scene.plan.pk])
    client.force_login(scene.coordinator)
    client.cookies["django_language"] = "en"

    def said_at(*moment: int) -> str:
        with time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False):
            return " ".join(client.get(address).text.split())

    before = said_at(2026, 3, 31, 14, 59)
    year(target.enterprise, 2025, 250, asked_on=date(2026, 2, 2))
    after = said_at(2026, 3, 31, 15, 1)

    assert "As of 31 March 2026; of each SMI the last year that is known.</p>" in before
    assert (
        "As of 1 April 2026; of each SMI the last year that is known. The newest of these figures was asked on"
        " 2 February 2026." in after
    )
    leads = [text.partition('<p class="lead">')[2].partition("</p>")[0] for text in (before, after)]
    assert [lead.partition(" · ")[2] for lead in leads] == ["quarter 4 of 2025", "quarter 1 of 2026"]


def test_four_quarters_were_asked_when_the_last_was(scene, target):
    year(target.enterprise, 2024, 200)
    for month, day in ((1, 9), (4, 8), (7, 7), (10, 6)):
        PerformanceRecordFactory(
            enterprise=target.enterprise, first_on=date(2025, month, 1), turnover_kind="estimate", turnover=60,
            method="owner", asked_on=date(2025, month, 1) + timedelta(days=90 + day),
        )  # fmt: skip

    assert (standing(scene).now, standing(scene).asked_on) == (240, date(2026, 1, 5))


def test_day_of_the_figure_is_in_the_file(scene, target, client):
    year(target.enterprise, 2024, 200)
    year(target.enterprise, 2025, 250)
    client.force_login(scene.coordinator)

    answer = client.get(reverse("liap:entries", args=[scene.plan.pk]), {"save": "csv", "table": "baseline"})

    head, row, *_rest = lines_of(b"".join(answer.streaming_content))
    told = dict(zip(head, row, strict=True))
    assert told["Tahun terakhir"] == "250"
    assert told["Tanggal ditanyakan"] == "2026-01-09"


def test_figures_of_too_few_are_not_told():
    rows = [PerformanceRecordFactory(workers=4, turnover_kind="exact", turnover=10, method="books") for _ in range(3)]
    for row in rows:
        ChannelShareFactory(record=row, channel="modern", percent=100)

    told, few = aggregate(rows), aggregate(rows[:2])

    assert (told.workers, told.turnover, dict(told.channels)["modern"]) == (12, 10, 100)
    assert (few.workers, few.turnover, few.workers_from) == (None, None, 2)
    assert {share for _channel, share in few.channels} == {None}
