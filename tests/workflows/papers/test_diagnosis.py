"""D2: what the members found, and what nobody did."""

from tests.factories import (
    ChainStepFactory,
    EnterpriseFactory,
    ProblemFactory,
    StakeholderFactory,
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
    assert facts.candidates == facts.meetings == facts.participants == ()


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
