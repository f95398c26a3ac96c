"""What an evaluation would miss: each gap is found once, tells what closes it, and gets one answer."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liap.models import GapAnswer, TargetEnterprise
from liap.outcomes.gaps import actions
from liap.outcomes.gaps.forms import GapsForm
from liap.outcomes.gaps.queries import answer_to, answers_of, gaps_by_plan, gaps_of, questions
from liap.refusals import NotTheirs
from tests.factories import (
    EvidenceFactory,
    GapAnswerFactory,
    GoalFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    PerformanceRecordFactory,
    PlanFactory,
    SuccessCaseFactory,
    TargetEnterpriseFactory,
    UserFactory,
)
from tests.liap.posting import posted

LATER = timezone.localdate() + timedelta(days=60)


def topics(plan):
    return [(gap.topic.value, gap.subject) for gap in gaps_of(plan)]


def proved(plan, number=1):
    indicator = IndicatorFactory(plan=plan, number=number)
    IndicatorValueFactory(indicator=indicator)
    EvidenceFactory(plan=plan, indicator=indicator)
    return indicator


def year(enterprise, first, turnover=24_000_000, **more):
    return PerformanceRecordFactory(
        enterprise=enterprise, first_on=date(first, 1, 1), months=12, turnover_kind="exact",
        turnover=turnover, method="books", confidence="high", **more,
    )  # fmt: skip


def test_plan_with_value_evidence_and_comparable_years_has_no_gap(scene):
    proved(scene.plan)
    start = scene.plan.starts_on.year
    target = TargetEnterpriseFactory(plan=scene.plan, baseline_turnover=24_000_000, baseline_year=start - 1)
    year(target.enterprise, start - 1)
    year(target.enterprise, start, 30_000_000)
    GoalFactory(plan=scene.plan, rung="capability", reached_count=1)
    success = SuccessCaseFactory(plan=scene.plan, enterprise=target.enterprise)
    type(success).objects.update(confirmed_by=UserFactory(), confirmed_on=timezone.localdate())

    assert gaps_of(scene.plan) == []


def test_each_thing_that_is_missing_is_a_gap(scene):
    bare = IndicatorFactory(plan=scene.plan, number=1, means_of_verification=" - ")
    start = scene.plan.starts_on.year
    TargetEnterpriseFactory(plan=scene.plan, enterprise__name="A tanpa baseline")
    other = TargetEnterpriseFactory(
        plan=scene.plan, enterprise__name="B tanpa tahun", baseline_turnover=1, baseline_year=start - 1
    )
    GoalFactory(plan=scene.plan, rung="capability", reached_count=2)
    reported = SuccessCaseFactory(plan=scene.plan, enterprise=other.enterprise)

    gaps = gaps_of(scene.plan)

    assert [(gap.topic.value, gap.subject, str(gap.what)) for gap in gaps] == [
        ("indicator", str(bare), "belum ada nilai terukur"),
        ("indicator", str(bare), "belum ada bukti"),
        ("indicator", str(bare), "sumber pada cara verifikasi belum ada"),
        ("baseline", "A tanpa baseline", "belum ada baseline"),
        ("period", "B tanpa tahun", "tahun berikutnya tidak diketahui"),
        ("success", str(reported), "dilaporkan, tetapi belum dikonfirmasi"),
        ("rung", "Kemampuan", "kasus yang terbukti kurang dari yang dihitung, atau belum ada"),
    ]
    assert [gap.who for gap in gaps if gap.topic == "success"] == ["Koordinator"]
    assert [one.key for one in questions(gaps)] == [f"indicator-{bare.pk}", "baseline", "period", "success", "rung"]


def test_value_that_nobody_could_give_is_a_gap_still(scene):
    indicator = proved(scene.plan)
    indicator.values.update(value=None, note="Buku hilang")

    assert topics(scene.plan) == [("indicator", str(indicator))]


def test_smi_that_withdrew_is_not_missed(scene):
    target = TargetEnterpriseFactory(plan=scene.plan)
    type(target.enterprise).objects.filter(pk=target.enterprise_id).update(restricted_at=timezone.now())

    assert gaps_of(scene.plan) == []


def test_gaps_of_many_plans_cost_as_many_queries_as_of_one(scene):
    plans = [scene.plan, *(PlanFactory() for _ in range(4))]
    for plan in plans:
        IndicatorFactory(plan=plan, number=1)
        TargetEnterpriseFactory(plan=plan)
    with CaptureQueriesContext(connection) as one:
        gaps_by_plan(plans[:1])

    with CaptureQueriesContext(connection) as all_of_them:
        found = gaps_by_plan(plans)

    assert len(all_of_them) == len(one)
    assert {pk: len(gaps) for pk, gaps in found.items()} == {plan.pk: 3 for plan in plans}


def form_of(scene, changes):
    shown = GapsForm(task=None, plan=scene.plan, user=scene.coordinator)
    return GapsForm(posted(shown, changes), None, task=None, plan=scene.plan, user=scene.coordinator)


def test_form_keeps_an_answer_for_every_gap(scene):
    bare = IndicatorFactory(plan=scene.plan, number=1)
    TargetEnterpriseFactory(plan=scene.plan)
    key = f"indicator-{bare.pk}"
    form = form_of(scene, {
        f"{key}-answer": "collected", f"{key}-due_on": LATER.isoformat(),
        "baseline-answer": "unverified", "baseline-reason": "Pemilik pindah",
    })  # fmt: skip

    assert form.is_valid(), [part.errors for part in form.parts]
    form.save(scene.coordinator)

    rows = GapAnswer.objects.order_by("topic")
    assert [(row.topic, row.indicator, row.answer, row.post, row.due_on, row.reason) for row in rows] == [
        ("baseline", None, "unverified", "", None, "Pemilik pindah"),
        ("indicator", bare, "collected", "Tenaga Penyuluh Lapangan (TPL-IKM)", LATER, ""),
    ]
    assert {(row.by, row.held_as != "", row.said_on) for row in rows} == {
        (scene.coordinator, True, timezone.localdate())
    }
    assert all(answer_to(gap, answers_of(scene.plan)) for gap in gaps_of(scene.plan))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "answer"),
        ({"answer": "collected"}, "due_on"),
        ({"answer": "collected", "due_on": "2020-01-01"}, "due_on"),
        ({"answer": "collected", "due_on": LATER.isoformat(), "post": ""}, "post"),
        ({"answer": "unverified"}, "reason"),
    ],
)
def test_incomplete_answer_is_refused_and_nothing_is_lost(scene, changes, field):
    TargetEnterpriseFactory(plan=scene.plan)
    form = form_of(scene, {f"baseline-{name}": value for name, value in changes.items()})

    assert not form.is_valid()
    assert list(form.parts[0].errors) == [field]
    assert GapAnswer.objects.count() == 0


def line(**answers):
    return actions.AnswerLine(**{"topic": "baseline", "answer": "unverified", "reason": "Pemilik pindah", **answers})


def test_gap_left_out_is_refused(scene):
    TargetEnterpriseFactory(plan=scene.plan)
    IndicatorFactory(plan=scene.plan, number=1)

    with pytest.raises(actions.GapsUnanswered):
        actions.answer_gaps(scene.plan, by=scene.coordinator, lines=[line()])

    assert GapAnswer.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"answer": "collected", "post": "Bidang IKM"},
        {"answer": "collected", "due_on": LATER},
        {"answer": "collected", "post": "Bidang IKM", "due_on": date(2020, 1, 1)},
    ],
)
def test_action_is_no_laxer_than_the_form(scene, wrong):
    TargetEnterpriseFactory(plan=scene.plan)

    with pytest.raises(actions.AnswerIncomplete):
        actions.answer_gaps(scene.plan, by=scene.coordinator, lines=[line(**wrong)])


def test_strangers_and_foreign_indicators_are_refused(scene):
    TargetEnterpriseFactory(plan=scene.plan)
    foreign = line(topic="indicator", indicator=IndicatorFactory())

    with pytest.raises(NotTheirs):
        actions.answer_gaps(scene.plan, by=scene.stranger, lines=[line()])
    with pytest.raises(NotTheirs):
        actions.answer_gaps(scene.plan, by=scene.coordinator, lines=[line(), foreign])


def test_answering_again_corrects_the_answer(scene):
    TargetEnterpriseFactory(plan=scene.plan)
    actions.answer_gaps(scene.plan, by=scene.coordinator, lines=[line()])
    actions.answer_gaps(scene.plan, by=scene.coordinator, lines=[line(reason="Tidak mau menjawab")])

    assert GapAnswer.objects.get().reason == "Tidak mau menjawab"


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"answer": "collected", "post": "Bidang IKM", "reason": "x"},
        {"topic": "baseline"},
        {"indicator": None},
    ],
)
def test_database_refuses_an_incomplete_answer(scene, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        GapAnswerFactory(plan=scene.plan, **wrong)


def test_database_keeps_one_answer_per_gap(scene):
    first = GapAnswerFactory(plan=scene.plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        GapAnswerFactory(plan=scene.plan, indicator=first.indicator)
    GapAnswerFactory(plan=scene.plan, topic="baseline", indicator=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        GapAnswerFactory(plan=scene.plan, topic="baseline", indicator=None)


def test_baseline_from_the_registry_counts(scene):
    target = TargetEnterpriseFactory(plan=scene.plan)
    year(target.enterprise, scene.plan.starts_on.year - 1)

    assert [topic for topic, _subject in topics(scene.plan)] == ["period"]
    assert TargetEnterprise.objects.get().baseline_turnover is None
    assert Decimal(24_000_000) == target.enterprise.performance_records.get().turnover
