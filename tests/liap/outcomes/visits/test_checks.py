"""The three questions about an SMI: the answers are its performance record, entered once and read by the papers."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import Figures, figures_of
from liap.enterprises.performance.periods import Period
from liap.enterprises.performance.three_answers import ThreeAnswers, three_answers
from liap.models import EnterpriseCheck, PerformanceRecord
from liap.outcomes.visits import actions, queries
from liap.refusals import NotTheirs
from tests.factories import EnterpriseFactory, TargetEnterpriseFactory

pytestmark = pytest.mark.django_db
QUARTER = Period(date(2026, 1, 1), 3)
SAID = ThreeAnswers("up_to_25", "modern", 4)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: date(2026, 4, 10))


@pytest.fixture
def smis(scene):
    rows = [EnterpriseFactory(region=scene.group.region) for _number in range(4)]
    for smi in rows:
        TargetEnterpriseFactory(plan=scene.plan, enterprise=smi)
    return rows


def asked(scene, answers, **kwargs):
    values = {"occasion": "quarter", "round": 1, "checked_on": date(2026, 4, 8), "by": scene.member, **kwargs}
    return actions.record_checks(scene.plan, answers=answers, **values)


def test_answers_are_records_of_the_quarter_that_was_over(scene, smis):
    (check,) = asked(scene, [(smis[0], SAID), (smis[1], ThreeAnswers())])

    record = PerformanceRecord.objects.get()
    assert (check.record, record.period, record.medium, record.enterprise) == (record, QUARTER, "visit", smis[0])
    assert (record.turnover_low, record.turnover_high) == (15_000_000, 75_000_000)
    assert three_answers(record) == SAID


def test_figures_that_the_smi_gave_itself_are_not_entered_again(scene, smis):
    exact = Figures(
        turnover_kind="exact", turnover=Decimal(60_000_000), method="books", workers_female=3, workers_male=1,
        shares={"modern": 100},
    )  # fmt: skip
    own = record_performance(smis[0], by=None, period=QUARTER, figures=exact, medium="link", asked_on=date(2026, 4, 3))

    (check,) = asked(scene, [(smis[0], SAID)])

    assert (check.record, PerformanceRecord.objects.count()) == (own, 1)


def test_one_answer_that_differs_corrects_the_record_and_keeps_the_rest(scene, smis):
    exact = Figures(turnover_kind="exact", turnover=Decimal(60_000_000), method="books", workers=4)
    own = record_performance(smis[0], by=None, period=QUARTER, figures=exact, medium="link", asked_on=date(2026, 4, 3))

    (check,) = asked(scene, [(smis[0], ThreeAnswers("up_to_25", "online", 5))])

    kept = figures_of(check.record)
    assert (kept.turnover, kept.main_channel, kept.workers, check.record.replaces) == (60_000_000, "online", 5, own)
    assert "2026-04-08" in check.record.correction_reason


def test_correction_afterwards_is_what_papers_tell(scene, smis):
    (check,) = asked(scene, [(smis[0], SAID)])
    record_performance(
        smis[0], by=scene.member, period=QUARTER, figures=Figures(workers=9), medium="telephone",
        asked_on=date(2026, 4, 9), replaces=check.record, reason="salah dengar",
    )  # fmt: skip

    assert [row.workers for row in queries.checks_at(scene.plan, "quarter")] == [9]


def test_baseline_and_end_of_quarter_are_two_occasions(scene, smis):
    asked(scene, [(smis[0], SAID)], occasion="baseline", checked_on=date(2026, 3, 31))
    asked(scene, [(smis[0], ThreeAnswers("up_to_100", "modern", 4))])

    (before,), (now,) = (queries.checks_at(scene.plan, one) for one in ("baseline", "quarter"))
    assert (before.period, now.period) == (QUARTER.previous, QUARTER)


def test_added_up_only_where_three_smis_stand_behind(scene, smis):
    asked(scene, [(smi, SAID) for smi in smis[:3]])
    rows = queries.added_up([], queries.checks_at(scene.plan, "quarter"))
    told = {str(row.answer): (row.before, row.now) for row in rows if row.now}
    assert told == {
        "5 sampai 25 juta rupiah sebulan": (None, 3),
        "ritel modern dan hotel": (None, 3),
        "seluruhnya": (None, 12),
    }

    few = queries.added_up([], queries.checks_at(scene.plan, "quarter")[:2])
    assert {row.now for row in few} == {None}


def at_the_end(scene, smis, said):
    compared = {smi.pk: actions.Comparison(*one) for smi, one in zip(smis, said, strict=False)}
    return asked(scene, [(smi, SAID) for smi in smis], occasion="evaluation", compared=compared)


def test_product_and_place_are_compared_at_the_end_where_three_smis_stand_behind(scene, smis):
    at_the_end(scene, smis, [("better", "same"), ("better", "worse"), ("better", ""), ("better", "same")])

    assert [counts for _question, counts in queries.changes_at_the_end(scene.plan)] == [
        {"better": 4, "same": 0, "worse": 0}, {"better": 0, "same": None, "worse": None}
    ]  # fmt: skip


def test_of_merged_records_one_comparison_counts(scene, smis):
    at_the_end(scene, smis, [("better", "better")] * 4)
    type(smis[0]).objects.filter(pk=smis[3].pk).update(merged_into=smis[0])

    assert [counts["better"] for _question, counts in queries.changes_at_the_end(scene.plan)] == [3, 3]


@pytest.mark.parametrize("wrong", [{"occasion": "quarter"}, {"occasion": "evaluation", "place": "much"}])
def test_database_compares_at_the_evaluation_only_and_in_known_words(scene, smis, wrong):
    compared = {smis[0].pk: actions.Comparison("better", wrong.pop("place", ""))}

    with pytest.raises(IntegrityError), transaction.atomic():
        asked(scene, [(smis[0], SAID)], compared=compared, **wrong)
    assert not EnterpriseCheck.objects.exists()


def test_check_is_still_append_only(scene, smis):
    """The table was made anew when it learned to compare."""
    (check,) = asked(scene, [(smis[0], SAID)])

    for act in (lambda: EnterpriseCheck.objects.update(round=2), check.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert EnterpriseCheck.objects.get().round == 1


def test_a_round_is_answered_once_and_by_its_own_people(scene, smis):
    with pytest.raises(NotTheirs):
        asked(scene, [(smis[0], SAID)], by=scene.stranger)
    with pytest.raises(actions.VisitInTheFuture):
        asked(scene, [(smis[0], SAID)], checked_on=date(2026, 4, 11))
    asked(scene, [(smis[0], SAID)])
    with pytest.raises(actions.AnsweredBefore):
        asked(scene, [(smis[1], SAID)])

    assert (EnterpriseCheck.objects.count(), PerformanceRecord.objects.count()) == (1, 1)


def test_failure_at_one_smi_leaves_no_record_of_the_others(scene, smis):
    foreign = EnterpriseFactory()

    with pytest.raises(NotTheirs):
        asked(scene, [(smis[0], SAID), (foreign, SAID)])

    assert not PerformanceRecord.objects.exists()


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        (0, "up_to_5"),
        (15_000_000, "up_to_5"),
        (15_000_001, "up_to_25"),
        (300_000_000, "up_to_100"),
        (300_000_001, "more"),
    ],
)  # fmt: skip
def test_amount_reads_as_the_band_of_a_month_in_which_it_lies(scene, smis, amount, band):
    row = record_performance(
        smis[0], by=scene.member, period=QUARTER, medium="visit", asked_on=date(2026, 4, 3),
        figures=Figures(turnover_kind="estimate", turnover=Decimal(amount), method="facilitator"),
    )  # fmt: skip

    assert three_answers(row).turnover == band
