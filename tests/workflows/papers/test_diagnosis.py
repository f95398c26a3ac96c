"""D2: what the members found, and what nobody did."""

import json
from datetime import date

import pytest

from documents import canonical
from documents.kinds.d2_diagnosis import DiagnosisFacts
from tests.factories import (
    AdoptionRequestFactory,
    ChainStepFactory,
    EnterpriseFactory,
    EvidenceFactory,
    PerformanceRecordFactory,
    ProblemFactory,
    StakeholderFactory,
    SuccessCaseFactory,
    TargetEnterpriseFactory,
)
from tests.workflows.papers.rows import case_of, done, facts_of, process_of
from workflows.flows.lwg_led import PlanningFlow


def test_diagnosis_prints_what_the_members_found(scene):
    step = ChainStepFactory(plan=scene.plan, number=1, name="Biji basah", price=None)
    ProblemFactory(plan=scene.plan, rank=1, text="Fermentasi", chain_step=step)
    StakeholderFactory(plan=scene.plan, name="Koperasi", influence="high")
    for year, turnover in ((2025, 1000), (None, None)):
        TargetEnterpriseFactory(plan=scene.plan, baseline_turnover=turnover, baseline_year=year)
    process = process_of(case_of(scene), PlanningFlow, "planning")
    done(process, PlanningFlow.diagnose, scene.member, reason="Dikembalikan", section="problems")
    done(process, PlanningFlow.review_diagnosis, scene.coordinator, decision="agreed", reason="Satu SMI belum didata")

    facts = facts_of("D2", process)

    assert [(row.rank, row.statement, row.step) for row in facts.problems] == [(1, "Fermentasi", "Biji basah")]
    assert facts.chain[0].price is None
    assert facts.stakeholders[0].influence.en == "high"
    baseline = facts.baseline
    assert (baseline.targets, baseline.measured, baseline.estimated, baseline.missing) == (2, 1, None, 1)
    assert baseline.remark == "Satu SMI belum didata"
    assert [row.name for row in facts.participants] == [str(scene.member), str(scene.coordinator)]
    assert facts.participants[1].post == "Ketua"


def test_diagnosis_without_rows_says_nothing(scene):
    facts = facts_of("D2", process_of(case_of(scene), PlanningFlow, "planning"))

    assert facts.baseline.targets is facts.headcount.enterprises is facts.profile is None
    assert facts.weighing.candidates == facts.meetings == facts.participants == ()


def test_sum_that_would_leave_an_enterprise_out_is_missing(scene):
    here = {"region": scene.plan.region, "industry": scene.plan.industry}
    for _number in range(3):
        EnterpriseFactory(**here, owner_sex="female", workers_female=3, workers_male=1)
        EnterpriseFactory(**here, owner_sex="", workers_female=None, workers_male=2)
    EnterpriseFactory(owner_sex="male", workers_male=90)

    count = facts_of("D2", process_of(case_of(scene), PlanningFlow, "planning")).headcount

    assert (count.enterprises, count.owners_women, count.owners_men) == (6, 3, 0)
    assert (count.workers_women, count.workers_men) == (None, 9)


def test_fewer_than_three_owners_of_one_sex_are_not_told(scene):
    here = {"region": scene.plan.region, "industry": scene.plan.industry}
    for sex in ("female", "female", "male", "male", "male"):
        EnterpriseFactory(**here, owner_sex=sex, workers_female=3, workers_male=1)

    count = facts_of("D2", process_of(case_of(scene), PlanningFlow, "planning")).headcount

    assert (count.enterprises, count.owners_women, count.owners_men) == (5, None, None)
    assert (count.workers_women, count.workers_men) == (15, 5)


def test_workers_of_fewer_than_three_smis_are_not_told(scene):
    here = {"region": scene.plan.region, "industry": scene.plan.industry}
    for _number in range(2):
        EnterpriseFactory(**here, owner_sex="female", workers_female=3, workers_male=1)

    count = facts_of("D2", process_of(case_of(scene), PlanningFlow, "planning")).headcount

    assert (count.owners_women, count.workers_women) == (None, None)


def printed(scene):
    return facts_of("D2", process_of(case_of(scene), PlanningFlow, "planning"))


def registered(scene, *turnovers):
    """SMIs of the industry with the newest turnover of a month in million rupiah; None: nobody knows it."""
    for turnover in turnovers:
        smi = EnterpriseFactory(region=scene.plan.region, industry=scene.plan.industry)
        if turnover is not None:
            told = {"enterprise": smi, "months": 1, "turnover_kind": "exact", "method": "books"}
            PerformanceRecordFactory(first_on=date(2026, 1, 1), turnover=900_000_000, **told)
            PerformanceRecordFactory(first_on=date(2026, 2, 1), turnover=turnover * 1_000_000, **told)


@pytest.mark.parametrize(
    ("turnovers", "told"),
    [
        ((1, 2, 3, 10, 11, 12, 13), [3, 4, 0, 0, 0]),
        ((1, 2, 3, 10, 11, 200), [3, None, 0, None, 0]),
        ((1, 2, 3, 4, 10), [None, None, 0, 0, 0]),
        ((1, 2, 3, None, None, None), [3, 0, 0, 0, 3]),
        ((1, 2, 3, 4, None), [None, 0, 0, 0, None]),
        ((1, 1), [None] * 5),
        ((None, None, None), []),
    ],
)
def test_profile_tells_the_newest_turnover_in_bands_of_three_or_more(scene, turnovers, told):
    registered(scene, *turnovers)

    assert [line.enterprises for line in printed(scene).turnover] == told


def test_diagnosis_says_in_short_what_is_gravest_and_where(scene):
    step = ChainStepFactory(plan=scene.plan, number=1, name="Biji basah")
    ProblemFactory(plan=scene.plan, rank=2, text="Kemasan")
    ProblemFactory(plan=scene.plan, rank=1, text="Fermentasi", chain_step=step)

    said = printed(scene).summary

    assert said.en == (
        "Problems found: 2; steps of the supply chain: 1. The gravest problem: “Fermentasi”. "
        "It sits at the step “Biji basah”."
    )
    assert "Fermentasi" in said.id


def test_diagnosis_names_the_request_in_which_the_region_chose_the_industry(scene):
    AdoptionRequestFactory(region=scene.plan.region, industry=scene.plan.industry.name.upper(), reference="ADP-7")
    AdoptionRequestFactory(region=scene.plan.region, industry="Rotan", reference="ADP-8")

    assert printed(scene).reason_for_industry.en == (
        "The region named this industry in its request ADP-7 to the ministry."
    )


def test_annexes_are_the_decree_and_files_about_no_single_smi(scene):
    group = scene.plan.working_group
    group.decree_sha256, group.decree_filed_at = "d" * 64, group.plans.get().created_at
    group.save()
    EvidenceFactory(plan=scene.plan, description="Daftar hadir", sha256="a" * 64)
    EvidenceFactory(plan=scene.plan, description="Disebut dengan kata", sha256="")
    of_one = EvidenceFactory(plan=scene.plan, description="Nota UD Contoh", sha256="b" * 64)
    SuccessCaseFactory(plan=scene.plan, evidence=of_one)

    lines = printed(scene).annexes

    assert [(line.sha256, line.number) for line in lines] == [("d" * 64, group.decree_number), ("a" * 64, None)]
    assert lines[1].title == "Daftar hadir"


def test_diagnosis_of_the_time_before_annexes_and_bands_is_read_as_it_is(scene):
    stored = json.loads(canonical.to_json(printed(scene)))
    for name in ("annexes", "turnover"):
        del stored[name]
    stored |= {"summary": "Ditulis dengan tangan", "reason_for_industry": "Dipilih rapat"}

    read = canonical.from_json(DiagnosisFacts, json.dumps(stored))

    assert (read.summary, read.reason_for_industry) == ("Ditulis dengan tangan", "Dipilih rapat")
    assert read.annexes == read.turnover == ()
