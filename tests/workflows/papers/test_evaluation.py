"""D7: verdicts, ratings and ratios, with the report on the predecessor as the measure."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from documents import drawing
from documents.facts import Grade, Overall, Verdict
from liap.models import CriterionRating, Plan
from liap.models import Verdict as Verdict_
from tests.documents.conftest import order, words_of
from tests.factories import (
    AspectFindingFactory,
    EvidenceFactory,
    GapAnswerFactory,
    IndustryFactory,
    PerformanceRecordFactory,
    TargetEnterpriseFactory,
)
from tests.workflows.papers.rows import case_of, facts_of, process_of
from workflows.flows.lwg_led import EvaluationFlow


def test_evaluation_gives_the_ratios_and_the_grade_of_the_report(evaluation):
    facts = facts_of("D7", evaluation.process)

    assert (facts.efficiency.cost_ratio, facts.efficiency.period_ratio) == (Decimal(109), Decimal(103))
    assert facts.efficiency.cost_unit == "juta yen"
    assert facts.overall.computed is Overall.PARTIALLY_SATISFACTORY
    assert (facts.overall.override, facts.overall.rule, facts.overall.is_house_rule) == (None, "Aturan v1", True)
    assert [(row.criterion.en, row.computed, row.given) for row in facts.ratings] == [
        ("relevance", Grade.HIGH, Grade.HIGH),
        ("effectiveness and impact", Grade.FAIR, Grade.FAIR),
        ("efficiency", Grade.FAIR, Grade.FAIR),
        ("sustainability", Grade.FAIR, Grade.FAIR),
    ]


def test_evaluation_prints_verdicts_with_evidence_and_reason(evaluation):
    facts = facts_of("D7", evaluation.process)

    assert [(row.number, row.verdict, row.actual, row.evidence, row.reason) for row in facts.achievements] == [
        (1, Verdict.ACHIEVED, Decimal(26), "Kontrak dagang", None),
        (2, Verdict.UNVERIFIED, None, None, "Tidak ada data"),
        (3, Verdict.UNVERIFIED, None, None, None),
    ]
    assert facts.data_quality.en == "1 of 2 verdicts rest on recorded evidence."


def test_evaluation_prints_why_an_indicator_moved_and_what_was_said_about_its_evidence(evaluation):
    moved, silent = evaluation.row.plan.indicators.filter(number__in=[1, 2]).order_by("number")
    Verdict_.objects.filter(indicator=moved).update(moved_to="sustainability", moved_reason="Berlanjut setelah 2021")
    for indicator in (moved, silent):
        GapAnswerFactory(plan=indicator.plan, indicator=indicator, reason="Buku hilang")

    first, second, _third = facts_of("D7", evaluation.process).achievements

    assert (first.criterion.en, first.moved, first.gap) == ("sustainability", "Berlanjut setelah 2021", None)
    assert second.gap.en == "Before the evaluation it was said to stay unverified: Buku hilang"
    assert (second.criterion.en, second.moved) == ("effectiveness and impact", None)


def test_evaluation_prints_override_with_its_reason(evaluation):
    evaluation.row.overall_override, evaluation.row.override_reason = "B", "Pasar baru terbuka"
    evaluation.row.save()

    overall = facts_of("D7", evaluation.process).overall

    assert (overall.computed, overall.override, overall.reason) == (Overall("C"), Overall("B"), "Pasar baru terbuka")


@pytest.mark.parametrize(
    ("language", "computed", "given"),
    [
        ("id", "Hasil hitungan: C (cukup memuaskan)", "Penilaian keseluruhan: B, memuaskan"),
        ("en", "Computed: C (partially satisfactory)", "Overall rating: B, satisfactory"),
    ],
)
def test_computed_and_overridden_rating_both_stand_in_the_report(evaluation, language, computed, given):
    evaluation.row.overall_override, evaluation.row.override_reason = "B", "Pasar baru terbuka"
    evaluation.row.save()

    paper = words_of(drawing.draw(order(facts_of("D7", evaluation.process), "D7", language=language)).pdf)

    assert computed in paper
    assert given in paper
    assert "Pasar baru terbuka" in paper


def test_vacancies_and_missing_answers_stand_in_the_report_by_themselves(evaluation):
    seats = evaluation.plan.working_group.seats
    seats.last().memberships.update(until=timezone.localdate() - timedelta(days=2))

    paper = words_of(drawing.draw(order(facts_of("D7", evaluation.process), "D7", language="en")).pdf)

    assert f"1 of {seats.count()} seats of the working group are vacant." in paper
    assert "Nobody could give a value for 3 of 3 indicators." in paper


@time_machine.travel(datetime(2026, 3, 19, tzinfo=UTC), tick=False)
def test_evaluation_prints_text_comments_and_age(evaluation):
    facts = facts_of("D7", evaluation.process)

    assert [row.statement for row in facts.recommendations] == ["Basis data", "Kurikulum ToT"]
    assert (facts.lessons, facts.constraints, facts.impacts) == (
        ("Pakai sistem yang ada",),
        "Pejabat pindah",
        "UPT cokelat",
    )
    assert [(row.name, row.statement) for row in facts.comments] == [(str(evaluation.member), "Setuju dengan catatan")]
    assert facts.months_since_approval == 13


def test_women_are_counted_among_those_who_said(evaluation):
    for sex, count in (("female", 4), ("male", 3), ("", 2)):
        for _number in range(count):
            TargetEnterpriseFactory(
                plan=evaluation.plan, enterprise__owner_sex=sex, enterprise__workers_female=2 if sex else None,
                enterprise__workers_male=1 if sex else None,
            )  # fmt: skip

    assert facts_of("D7", evaluation.process).women.en == (
        "Women own 5 of 9 target SMIs (56%); the owner of 3 is not recorded. "
        "Women are 21 of 33 workers (64%); 3 target SMIs did not report workers."
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Women own 19 of 26 target SMIs (73%)"), ("id", "Perempuan memiliki 19 dari 26 IKM sasaran (73%)")],
)
def test_report_about_cacao_shows_the_share_of_women(evaluation, language, said):
    evaluation.plan.target_enterprises.all().delete()
    Plan.objects.filter(pk=evaluation.plan.pk).update(industry=IndustryFactory(name="Pengolahan kakao"))
    for number in range(29):
        sex = "female" if number < 19 else "male" if number < 26 else ""
        TargetEnterpriseFactory(plan=evaluation.plan, enterprise__owner_sex=sex)

    paper = words_of(drawing.draw(order(facts_of("D7", evaluation.process), "D7", language=language)).pdf)

    assert said in paper


@pytest.mark.parametrize(
    ("owners", "said"),
    [
        ({"female": 7, "male": 2}, "Women own 8 of the 12 target SMIs. "),
        (
            {"female": 1, "male": 7},
            "How many target SMIs women own is not told, as too few SMIs would stand behind",
        ),
    ],
)
def test_one_or_two_owners_are_not_counted(evaluation, owners, said):
    for sex, count in owners.items():
        for _number in range(count):
            TargetEnterpriseFactory(
                plan=evaluation.plan, enterprise__owner_sex=sex, enterprise__workers_female=2,
                enterprise__workers_male=1,
            )  # fmt: skip

    women = facts_of("D7", evaluation.process).women.en

    assert women.startswith(said)
    assert women.endswith("not all target SMIs reported workers.")


def test_evaluation_that_was_not_opened_is_missing(scene):
    facts = facts_of("D7", process_of(case_of(scene, "evaluation"), EvaluationFlow, "evaluation"))

    assert facts.efficiency.cost_ratio is facts.overall.computed is facts.women is facts.months_since_approval is None
    assert facts.ratings == facts.recommendations == facts.comments == ()


def test_evaluation_prints_each_aspect_that_was_written_on_with_its_evidence(evaluation):
    proof = EvidenceFactory(plan=evaluation.plan, description="APBD 2026")
    AspectFindingFactory(evaluation=evaluation.row, aspect="finance", finding="Anggaran naik", evidence=proof)
    AspectFindingFactory(evaluation=evaluation.row, aspect="policy", finding="Perda 3/2026")
    AspectFindingFactory(evaluation=evaluation.row, aspect="needs", finding="Diminta IKM")

    facts = facts_of("D7", evaluation.process)

    assert [(row.aspect.en, row.finding, row.evidence, row.grade) for row in facts.sustainability] == [
        ("policy that supports the results", "Perda 3/2026", None, None),
        ("finance", "Anggaran naik", "APBD 2026", None),
        ("as a whole", None, None, Grade.FAIR),
    ]
    assert [row.aspect.en for row in facts.relevance] == ["needs of the SMIs", "as a whole"]


def test_reason_of_a_rating_is_not_said_twice_beside_aspects(evaluation):
    CriterionRating.objects.update(reason="Anggaran belum tetap")
    AspectFindingFactory(evaluation=evaluation.row, aspect="finance", finding="Anggaran naik")

    facts = facts_of("D7", evaluation.process)

    assert [row.finding for row in facts.sustainability] == ["Anggaran naik", None]
    assert [(row.aspect.en, row.finding) for row in facts.relevance] == [("relevance", "Anggaran belum tetap")]
    assert {row.reason for row in facts.ratings} == {"Anggaran belum tetap"}


def test_evaluation_says_how_the_figures_are_known(evaluation):
    targets = [TargetEnterpriseFactory(plan=evaluation.plan, baseline_turnover=9) for _number in range(6)]
    for number, target in enumerate(targets):
        told = {"turnover_kind": "exact", "turnover": 1_000_000, "method": "books"}
        ranged = {"turnover_kind": "range", "turnover_low": 0, "turnover_high": 5_000_000, "method": "owner"}
        PerformanceRecordFactory(
            enterprise=target.enterprise, first_on=evaluation.plan.starts_on, workers=None,
            **(told if number < 3 else ranged),
        )  # fmt: skip

    quality = {
        row.figure.en: (row.exact, row.estimated, row.missing) for row in facts_of("D7", evaluation.process).quality
    }

    assert quality == {
        "turnover at the start": (6, 0, 3),
        "turnover while the plan ran": (3, 3, 3),
        "market channels": (0, 0, 9),
        "workers": (0, 0, 9),
    }


def test_quality_of_figures_tells_of_no_one_or_two(evaluation):
    TargetEnterpriseFactory(plan=evaluation.plan, baseline_turnover=9)

    first, *_others = facts_of("D7", evaluation.process).quality

    assert (first.exact, first.estimated, first.missing) == (None, 0, None)
