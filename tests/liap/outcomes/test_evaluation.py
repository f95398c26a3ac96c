"""Values, verdicts, ratings and the grade, with the figures of the evaluation report of 2021."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from liap.models import DecisionTable, Evaluation, IndicatorValue, RatingThreshold, Verdict
from liap.outcomes import actions, defaults, queries
from liap.outcomes.forms import IndicatorValuesForm, MoneyForm, RatingsForm, VerdictsForm
from liap.refusals import NotTheirs
from tests.factories import (
    ActivityFactory,
    BudgetLineFactory,
    CriterionRatingFactory,
    DecisionTableFactory,
    EnterpriseActionFactory,
    EvaluationFactory,
    EvidenceFactory,
    GoalFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MeetingFactory,
    VerdictFactory,
)
from tests.liap.posting import posted

pytestmark = pytest.mark.django_db
RATINGS = {
    "relevance": ("high", "Sesuai RPIK"),
    "effectiveness_impact": ("fair", ""),
    "efficiency": ("fair", ""),
    "sustainability": ("fair", "Anggaran terbatas"),
}


@pytest.fixture
def judged(scene):
    """An evaluation with two indicators, one achieved and one unverified: half, which is fair."""
    one, two = IndicatorFactory(plan=scene.plan, number=1), IndicatorFactory(plan=scene.plan, number=2)
    evidence = EvidenceFactory(plan=scene.plan, indicator=one)
    scene.evaluation = actions.open_evaluation(scene.plan, by=scene.evaluator)
    lines = [
        actions.VerdictLine(one, "achieved", actual=Decimal(20), evidence=evidence),
        actions.VerdictLine(two, "unverified", reason="Tidak ada pembukuan"),
    ]
    actions.give_verdicts(scene.evaluation, by=scene.evaluator, verdicts=lines)
    actions.measure(
        scene.evaluation,
        by=scene.evaluator,
        cost_planned=Decimal(351),
        cost_actual=Decimal(382),
        months_planned=36,
        months_actual=37,
        cost_unit="juta yen",
    )
    return scene


# --- Values --------------------------------------------------------------------------------------------------------


def test_value_of_a_round_is_recorded_once_and_can_be_corrected(scene):
    indicator = IndicatorFactory(plan=scene.plan)
    for value in (Decimal(3), Decimal(4)):
        actions.record_value(indicator, by=scene.member, round=1, value=value, measured_on=date(2026, 4, 1))

    assert IndicatorValue.objects.get().value == 4


def test_missing_value_needs_a_note_and_is_not_zero(scene):
    indicator = IndicatorFactory(plan=scene.plan)
    where = {"by": scene.member, "round": 1, "value": None, "measured_on": date(2026, 4, 1)}

    with pytest.raises(actions.NoteMissing):
        actions.record_value(indicator, **where)
    assert actions.record_value(indicator, note="Tidak ada pembukuan", **where).value is None


def test_value_is_of_today_or_before_and_by_people_of_the_region(scene):
    indicator = IndicatorFactory(plan=scene.plan)
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(actions.MeasuredInTheFuture):
        actions.record_value(indicator, by=scene.member, round=1, value=Decimal(1), measured_on=tomorrow)
    with pytest.raises(NotTheirs):
        actions.record_value(indicator, by=scene.stranger, round=1, value=Decimal(1), measured_on=date(2026, 4, 1))


def test_yearly_indicators_are_due_in_every_fourth_round(scene):
    quarterly = IndicatorFactory(plan=scene.plan, number=1)
    yearly = IndicatorFactory(plan=scene.plan, number=2, frequency="yearly")
    IndicatorFactory(plan=scene.plan, number=3, frequency="once")

    assert list(queries.indicators_due(scene.plan, 3)) == [quarterly]
    assert list(queries.indicators_due(scene.plan, 4)) == [quarterly, yearly]


# --- Evaluation ----------------------------------------------------------------------------------------------------


def test_evaluation_opens_with_what_the_plan_says(scene):
    BudgetLineFactory(plan=scene.plan, proposed=100, realised=90)
    ActivityFactory(plan=scene.plan, state="done", done_on=date(2028, 1, 5))

    evaluation = actions.open_evaluation(scene.plan, by=None)

    assert (evaluation.cost_planned, evaluation.cost_actual) == (100, 90)
    assert (evaluation.months_planned, evaluation.months_actual) == (24, 25)
    assert actions.open_evaluation(scene.plan, by=None) == evaluation


def test_partly_reported_money_is_not_thrift(scene):
    BudgetLineFactory(plan=scene.plan, proposed=100, realised=90)
    BudgetLineFactory(plan=scene.plan, proposed=100)

    assert actions.open_evaluation(scene.plan, by=None).cost_actual is None


@pytest.mark.parametrize("value", ["achieved", "partially"])
def test_without_evidence_nothing_is_achieved(judged, value):
    line = actions.VerdictLine(judged.plan.indicators.get(number=2), value)

    with pytest.raises(actions.EvidenceMissing):
        actions.give_verdicts(judged.evaluation, by=judged.evaluator, verdicts=[line])
    assert Verdict.objects.get(indicator__number=2).value == "unverified"


def test_unverified_says_why(judged):
    line = actions.VerdictLine(judged.plan.indicators.get(number=1), "unverified")

    with pytest.raises(actions.ReasonMissing):
        actions.give_verdicts(judged.evaluation, by=judged.evaluator, verdicts=[line])


def test_indicator_moves_to_another_criterion_with_a_reason_only(judged):
    two = judged.plan.indicators.get(number=2)
    bare = actions.VerdictLine(two, "not_achieved", criterion="sustainability", moved_reason=" ")
    with pytest.raises(actions.ReasonMissing):
        actions.give_verdicts(judged.evaluation, by=judged.evaluator, verdicts=[bare])
    assert queries.effectiveness_percent(judged.evaluation) == 50

    told = actions.VerdictLine(two, "not_achieved", criterion="sustainability", moved_reason="Berlanjut")
    actions.give_verdicts(judged.evaluation, by=judged.evaluator, verdicts=[told])

    verdict = Verdict.objects.get(indicator=two)
    assert (verdict.moved_to, verdict.moved_reason, two.criterion) == (
        "sustainability",
        "Berlanjut",
        "effectiveness_impact",
    )
    assert queries.effectiveness_percent(judged.evaluation) == 100


def test_indicator_judged_as_planned_keeps_no_reason(judged):
    two = judged.plan.indicators.get(number=2)
    same = actions.VerdictLine(two, "not_achieved", criterion="effectiveness_impact", moved_reason="x")
    actions.give_verdicts(judged.evaluation, by=judged.evaluator, verdicts=[same])

    assert Verdict.objects.filter(indicator=two, moved_to="", moved_reason="").exists()


@pytest.mark.parametrize("half", [{"moved_to": "relevance"}, {"moved_reason": "Berlanjut"}])
def test_database_refuses_a_move_without_its_reason(judged, half):
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.update(**half)


def test_verdict_form_asks_for_the_reason_of_a_move(scene):
    name = f"indicator-{IndicatorFactory(plan=scene.plan).pk}"
    moved = {f"{name}-value": "not_achieved", f"{name}-criterion": "sustainability"}
    assert not send(VerdictsForm, scene, moved, scene.evaluator).is_valid()
    form = send(VerdictsForm, scene, {**moved, f"{name}-moved_reason": "Berlanjut"}, scene.evaluator)
    assert form.is_valid()
    form.save(scene.evaluator)

    again = VerdictsForm(task=TASK, plan=scene.plan, user=scene.evaluator).parts[0]
    assert (again["criterion"].value(), again["moved_reason"].value()) == ("sustainability", "Berlanjut")


def test_evidence_of_another_plan_proves_nothing(judged):
    line = actions.VerdictLine(judged.plan.indicators.get(number=2), "achieved", evidence=EvidenceFactory())

    with pytest.raises(NotTheirs):
        actions.give_verdicts(judged.evaluation, by=judged.evaluator, verdicts=[line])


def test_only_the_evaluator_judges(judged):
    with pytest.raises(NotTheirs):
        actions.rate(judged.evaluation, by=judged.coordinator, given=RATINGS)


def test_figures_of_the_report_give_partially_satisfactory(judged):
    evaluation = actions.rate(judged.evaluation, by=judged.evaluator, given=RATINGS)

    assert queries.efficiency(evaluation) == queries.Efficiency(109, 103, "fair")
    assert (evaluation.overall_computed, evaluation.overall, evaluation.decision_table.version) == ("C", "C", 1)
    assert set(evaluation.ratings.values_list("criterion", "computed", "given")) == {
        ("relevance", "", "high"),
        ("effectiveness_impact", "fair", "fair"),
        ("efficiency", "fair", "fair"),
        ("sustainability", "", "fair"),
    }


def test_other_rating_than_computed_needs_a_reason_and_both_are_kept(judged):
    given = {**RATINGS, "efficiency": ("high", "")}
    with pytest.raises(actions.ReasonMissing):
        actions.rate(judged.evaluation, by=judged.evaluator, given=given)
    assert not judged.evaluation.ratings.exists()

    given["efficiency"] = ("high", "Perpanjangan atas permintaan daerah")
    evaluation = actions.rate(judged.evaluation, by=judged.evaluator, given=given)

    rating = evaluation.ratings.get(criterion="efficiency")
    assert (rating.computed, rating.given, evaluation.overall_computed) == ("fair", "high", "B")


def test_other_grade_than_computed_needs_a_reason_and_both_are_kept(judged):
    with pytest.raises(actions.ReasonMissing):
        actions.rate(judged.evaluation, by=judged.evaluator, given=RATINGS, overall_override="B")

    evaluation = actions.rate(
        judged.evaluation, by=judged.evaluator, given=RATINGS, overall_override="B", override_reason="Dampak besar"
    )

    assert (evaluation.overall_computed, evaluation.overall_override, evaluation.overall) == ("C", "B", "B")


def test_override_that_says_the_same_is_none(judged):
    evaluation = actions.rate(judged.evaluation, by=judged.evaluator, given=RATINGS, overall_override="C")

    assert (evaluation.overall_override, evaluation.overall) == ("", "C")


def test_incomplete_evaluation_is_not_finished(judged):
    with pytest.raises(actions.EvaluationIncomplete):
        actions.finish_evaluation(judged.evaluation, by=judged.evaluator)
    IndicatorFactory(plan=judged.plan, number=3)
    actions.rate(judged.evaluation, by=judged.evaluator, given=RATINGS)

    with pytest.raises(actions.EvaluationIncomplete, match="3"):
        actions.finish_evaluation(judged.evaluation, by=judged.evaluator)


def test_finished_evaluation_is_closed_until_reopened(judged):
    actions.rate(judged.evaluation, by=judged.evaluator, given=RATINGS)
    actions.finish_evaluation(judged.evaluation, by=judged.coordinator)

    with pytest.raises(actions.EvaluationFinished):
        actions.conclude(judged.evaluation, by=judged.evaluator, impacts="Terlambat")
    actions.reopen_evaluation(judged.evaluation, by=judged.coordinator)
    assert actions.conclude(judged.evaluation, by=judged.evaluator, impacts="Catat omzet").impacts == "Catat omzet"


def test_young_plan_is_too_early(scene):
    today = timezone.localdate()
    MeetingFactory(plan=scene.plan, held_on=today - timedelta(days=400))
    assert not queries.is_too_early(scene.plan)

    MeetingFactory(plan=scene.plan, held_on=today - timedelta(days=100))
    assert queries.is_too_early(scene.plan)


def test_migration_and_defaults_load_the_same_rules(scene):
    DecisionTable.objects.all().delete()
    RatingThreshold.objects.all().delete()

    defaults.load_rules()
    defaults.load_rules()

    table = DecisionTable.objects.get()
    assert (table.is_current, table.weights, table.limits) == (
        True,
        {"high": 0, "fair": 1, "low": 2},
        {"A": 1, "B": 2, "C": 4},
    )
    assert RatingThreshold.objects.count() == 2


# --- Forms ---------------------------------------------------------------------------------------------------------

TASK = SimpleNamespace(process=SimpleNamespace(round=2))


def send(form_class, scene, changes, user, files=None):
    shown = form_class(task=TASK, plan=scene.plan, user=user)
    return form_class(posted(shown, changes), files or MultiValueDict(), task=TASK, plan=scene.plan, user=user)


def test_round_records_values_goals_promises_and_evidence(scene):
    indicator = IndicatorFactory(plan=scene.plan, baseline=5, target=20, unit="perajin")
    IndicatorValueFactory(indicator=indicator, round=1, value=7)
    goal, promise = GoalFactory(plan=scene.plan), EnterpriseActionFactory(plan=scene.plan)
    name = f"indicator-{indicator.pk}"
    files = MultiValueDict({f"{name}-file": [SimpleUploadedFile("daftar.pdf", b"%PDF-1.7")]})
    changes = {f"{name}-value": "1.250", f"{name}-evidence": "Daftar", "measured-measured_on": "2026-07-01"}
    changes |= {f"goals-goal_{goal.pk}": "3", f"promises-promise_{promise.pk}": "2026-06-01"}

    form = send(IndicatorValuesForm, scene, changes, scene.member, files)

    assert form.is_valid(), [part.errors for part in form.parts]
    assert form.save(scene.member) == {"round": 2, "indicators": 1, "reported": 1}
    goal.refresh_from_db()
    promise.refresh_from_db()
    assert indicator.values.get(round=2).value == 1250
    assert (goal.reached_count, goal.counted_on, promise.done_on) == (3, date(2026, 7, 1), date(2026, 6, 1))
    assert indicator.evidence.get().content_type == "application/pdf"


def test_count_that_nobody_touched_keeps_its_day(scene):
    goal = GoalFactory(plan=scene.plan, reached_count=3, counted_on=date(2026, 3, 31))

    form = send(IndicatorValuesForm, scene, {"measured-measured_on": "2026-07-01"}, scene.member)

    assert "31" in str(form.counts)
    assert form.is_valid(), [part.errors for part in form.parts]
    form.save(scene.member)
    goal.refresh_from_db()
    assert (goal.reached_count, goal.counted_on) == (3, date(2026, 3, 31))


def test_round_asks_why_a_value_is_missing(scene):
    indicator = IndicatorFactory(plan=scene.plan)
    name = f"indicator-{indicator.pk}"

    assert not send(IndicatorValuesForm, scene, {}, scene.member).is_valid()
    form = send(IndicatorValuesForm, scene, {f"{name}-note": "Tidak ada pembukuan"}, scene.member)
    assert form.is_valid()
    assert form.save(scene.member)["reported"] == 0


def test_money_left_empty_stays_unreported(scene):
    year = timezone.localdate().year
    one, two = (BudgetLineFactory(plan=scene.plan, fiscal_year=year, source=s) for s in ("private", "donor"))
    BudgetLineFactory(plan=scene.plan, fiscal_year=year + 1)

    form = send(MoneyForm, scene, {f"money-line_{one.pk}": "Rp 1.500.000"}, scene.member)

    assert form.is_valid()
    assert form.save(scene.member) == {"lines": 2, "reported": 1}
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.realised, two.realised) == (1_500_000, None)


def test_round_of_a_plan_without_money_can_be_closed(scene):
    form = send(MoneyForm, scene, {}, scene.member)

    assert form.is_valid()
    assert form.save(scene.member) == {"lines": 0, "reported": 0}


def test_verdict_form_takes_new_evidence(scene):
    indicator = IndicatorFactory(plan=scene.plan)
    name = f"indicator-{indicator.pk}"

    bare = send(VerdictsForm, scene, {f"{name}-value": "achieved"}, scene.evaluator)
    assert not bare.is_valid()
    form = send(VerdictsForm, scene, {f"{name}-value": "achieved", f"{name}-evidence": "BKI 12"}, scene.evaluator)
    assert form.is_valid()
    form.save(scene.evaluator)

    verdict = Verdict.objects.get()
    assert (verdict.value, verdict.evidence.description) == ("achieved", "BKI 12")


def test_verdict_form_suggests_too_early_for_a_young_plan(scene):
    IndicatorFactory(plan=scene.plan)
    scene.plan.starts_on = timezone.localdate() - timedelta(days=30)

    form = VerdictsForm(task=TASK, plan=scene.plan, user=scene.evaluator)

    assert form.parts[0]["value"].value() == "too_early"


def test_ratings_form_rates_and_concludes(judged):
    changes = {f"rating-{name}-rating": rating for name, (rating, _reason) in RATINGS.items()}
    changes |= {"lessons-lessons": "Catat omzet sejak awal", "measure-cost_actual": "382"}

    form = send(RatingsForm, judged, changes, judged.evaluator)

    assert form.is_valid(), [part.errors for part in form.parts]
    assert form.save(judged.evaluator)["overall"] == "C"
    evaluation = Evaluation.objects.get()
    assert list(evaluation.lessons.values_list("statement", flat=True)) == ["Catat omzet sejak awal"]
    assert evaluation.cost_unit == "juta yen"


def test_ratings_form_without_a_reason_for_another_grade_is_refused(judged):
    changes = {f"rating-{name}-rating": rating for name, (rating, _reason) in RATINGS.items()}

    assert not send(RatingsForm, judged, {**changes, "overall-overall_override": "A"}, judged.evaluator).is_valid()


# --- What the database forbids -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda: VerdictFactory(value="achieved"),
        lambda: VerdictFactory(value="unverified"),
        lambda: EvaluationFactory(overall_override="A"),
        lambda: CriterionRatingFactory(computed="low", given="high"),
        lambda: [DecisionTableFactory(is_current=True) for _twice in range(2)],
        lambda: [IndicatorValueFactory(indicator=i, round=1) for i in [IndicatorFactory()] for _twice in range(2)],
    ],
)
def test_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
