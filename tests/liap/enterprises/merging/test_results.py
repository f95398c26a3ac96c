"""What is known of a merged record counts once for the record that stands for both, and goes back with an undoing."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from liap.enterprises.merging.actions import merge, undo
from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import Figures
from liap.enterprises.performance.periods import Period
from liap.models import BlockFigure, Enterprise, PerformanceRecord, PublishedBlock, TargetEnterprise
from liap.outcomes.disclosure.actions import publish
from liap.outcomes.entries.progress import progress_of
from liap.outcomes.entries.queries import entry_status
from liap.outcomes.success.queries import successes_of
from liap.outcomes.visits.queries import checks_at
from tests.factories import (
    ChannelShareFactory,
    EnterpriseCheckFactory,
    EnterpriseFactory,
    GoalFactory,
    PerformanceRecordFactory,
    SuccessCaseFactory,
    TargetEnterpriseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FIRST, SECOND = Period(date(2026, 1, 1), 3), Period(date(2026, 4, 1), 3)
EXACT = {"turnover_kind": "exact", "method": "books"}


@pytest.fixture
def pair(scene):
    where = {"region": scene.group.region, "industry": scene.plan.industry}
    return EnterpriseFactory(**where), EnterpriseFactory(**where)


def told(enterprise, turnover, period=FIRST, **columns):
    row = PerformanceRecordFactory(
        enterprise=enterprise, first_on=period.first_on, months=period.months, turnover=turnover,
        **{**EXACT, "asked_on": date(2026, 7, 2), **columns},
    )  # fmt: skip
    ChannelShareFactory(record=row)
    return row


def succeeded(scene, enterprise, **columns):
    return SuccessCaseFactory(
        plan=scene.plan, enterprise=enterprise, confirmed_by=UserFactory(), confirmed_on=date(2026, 5, 1), **columns
    )


def test_figures_of_the_merged_record_count_for_the_kept_one_and_go_back(scene, pair):
    winner, loser = pair
    TargetEnterpriseFactory(plan=scene.plan, enterprise=loser)
    record = told(loser, 700)

    row = merge(winner, loser, by=scene.coordinator, reason="Dicatat dua kali")

    status = entry_status(scene.plan, FIRST)
    assert [(one.enterprise, one.record) for one in status.entries] == [(winner, record)]
    undo(row, by=scene.coordinator)
    status = entry_status(scene.plan, FIRST)
    assert [(one.enterprise, one.record) for one in status.entries] == [(loser, record)]


def test_a_corrected_figure_goes_with_its_history(scene, pair):
    winner, loser = pair
    first = told(loser, 700)
    period = {"period": FIRST, "medium": "visit", "asked_on": date(2026, 7, 2)}
    second = record_performance(
        loser, by=scene.coordinator, figures=Figures(turnover=Decimal(800), **EXACT), replaces=first,
        reason="Salah tulis", **period,
    )  # fmt: skip
    row = merge(winner, loser, by=scene.coordinator, reason="Sama")
    third = record_performance(
        winner, by=scene.coordinator, figures=Figures(turnover=Decimal(900), **EXACT), replaces=second,
        reason="Nota ditemukan", **period,
    )  # fmt: skip

    assert set(winner.performance_records.all()) == {first, second, third}
    undo(row, by=scene.coordinator)
    assert set(loser.performance_records.all()) == {first, second, third}
    assert not winner.performance_records.exists()


def test_of_two_figures_of_one_period_the_kept_record_s_stands_and_the_other_is_shown(scene, pair, client):
    winner, loser = pair
    for one in pair:
        TargetEnterpriseFactory(plan=scene.plan, enterprise=one)
    stands, other, later = told(winner, 500), told(loser, 712345), told(loser, 800, SECOND)

    merge(winner, loser, by=scene.coordinator, reason="Sama")

    assert [row.record for row in entry_status(scene.plan, FIRST).entries] == [stands]
    assert [row.record for row in entry_status(scene.plan, SECOND).entries] == [later]
    assert len(progress_of(scene.plan).standings) == 1
    other.refresh_from_db()
    assert (other.enterprise, other.superseded_at) == (loser, None)
    client.force_login(scene.coordinator)
    page = client.get(reverse("liap:performance", args=[winner.pk])).content.decode()
    assert "712.345" in page or "712,345" in page


def test_published_sums_hold_a_merged_smi_once(scene, pair):
    winner, loser = pair
    where = {"region": winner.region, "industry": winner.industry}
    others = [EnterpriseFactory(**where) for _number in range(2)]
    for one, amount in ((winner, 500), (loser, 700), *((other, 400) for other in others)):
        told(one, amount)
    told(loser, 600, SECOND)
    for one in others:
        told(one, 400, SECOND)
    merge(winner, loser, by=scene.coordinator, reason="Sama")

    publish(date(2026, 8, 1))

    assert [block.size for block in PublishedBlock.objects.all()] == [3]
    sums = dict(BlockFigure.objects.filter(measure="turnover:3:exact").values_list("period", "total"))
    assert sums == {FIRST.first_on: 1300, SECOND.first_on: 1400}
    shares = BlockFigure.objects.filter(measure="channel:3:modern").values_list("count", flat=True)
    assert list(shares) == [3, 3]


def test_a_success_reported_of_both_counts_once_and_is_not_lost(scene, pair):
    winner, loser = pair
    GoalFactory(plan=scene.plan, rung="capability")
    both = [succeeded(scene, one) for one in pair]
    SuccessCaseFactory(plan=scene.plan, enterprise=winner, rung="first_transaction")
    succeeded(scene, loser, rung="first_transaction")

    row = merge(winner, loser, by=scene.coordinator, reason="Sama")

    assert {case.enterprise_id for case in both} == {winner.pk, loser.pk}
    found = successes_of(scene.plan, date(2026, 8, 1)).by_rung
    assert (found["capability"], found["first_transaction"]) == (1, 1)
    undo(row, by=scene.coordinator)
    assert successes_of(scene.plan, date(2026, 8, 1)).by_rung["capability"] == 2


def test_both_as_targets_of_one_plan_are_one_target(scene, pair):
    winner, loser = pair
    for one in pair:
        TargetEnterpriseFactory(plan=scene.plan, enterprise=one)

    row = merge(winner, loser, by=scene.coordinator, reason="Sama")

    assert [target.enterprise for target in scene.plan.target_enterprises.all()] == [winner]
    assert TargetEnterprise.objects.filter(plan=scene.plan).count() == 1
    undo(row, by=scene.coordinator)
    assert scene.plan.target_enterprises.count() == 2


def test_three_answers_of_a_merged_record_count_once(scene, pair):
    winner, loser = pair
    for one, amount in ((winner, 500), (loser, 700)):
        EnterpriseCheckFactory(plan=scene.plan, enterprise=one, occasion="baseline", record=told(one, amount))

    merge(winner, loser, by=scene.coordinator, reason="Sama")

    assert [row.turnover for row in checks_at(scene.plan, "baseline")] == [500]


def test_records_merged_one_after_the_other_count_for_the_last(scene, pair):
    second, first = pair
    third = EnterpriseFactory(region=first.region, industry=first.industry)
    GoalFactory(plan=scene.plan, rung="capability")
    for one in (first, second, third):
        succeeded(scene, one)
        told(one, 100)
    told(first, 200, SECOND)

    early = merge(second, first, by=scene.coordinator, reason="Sama")
    late = merge(third, second, by=scene.coordinator, reason="Sama")

    assert successes_of(scene.plan, date(2026, 8, 1)).by_rung["capability"] == 1
    assert [row.turnover for row in third.performance_records.order_by("first_on")] == [100, 200]
    undo(late, by=scene.coordinator)
    undo(early, by=scene.coordinator)
    assert not Enterprise.objects.exclude(merged_into=None).exists()
    assert sorted(row.turnover for row in first.performance_records.all()) == [100, 200]


def test_figures_move_along_a_merge_only(scene, pair):
    record = told(pair[0], 500)

    with pytest.raises(DatabaseError), transaction.atomic():
        PerformanceRecord.objects.filter(pk=record.pk).update(enterprise=pair[1])
