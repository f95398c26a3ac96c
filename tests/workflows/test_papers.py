"""Facts of the papers: what stands in the rows is printed, what is missing stays missing."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from documents import canonical
from documents.facts import Grade, Light, Overall, Verdict
from documents.kinds import KINDS
from documents.models import Document
from liap.people.models import Role
from liap.plans.content import canonical as plan_text
from liap.plans.content import content_of, digest
from liap.plans.models import Activity
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    BudgetLineFactory,
    ChainStepFactory,
    CriterionRatingFactory,
    DecisionTableFactory,
    EnterpriseActionFactory,
    EnterpriseFactory,
    EvaluationFactory,
    EvidenceFactory,
    GoalFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MeetingAttendanceFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PlanVersionFactory,
    PostFactory,
    ProblemFactory,
    ProvinceFactory,
    RegionFactory,
    SeatFactory,
    StakeholderFactory,
    TargetEnterpriseFactory,
    UserFactory,
    VerdictFactory,
    WorkingGroupFactory,
)
from workflows import papers
from workflows.flows.lwg_led import ApprovalFlow, EvaluationFlow, PlanningFlow, QuarterlyRoundFlow
from workflows.models import Approval, Case, Move, Process, Task
from workflows.papers.d4_minutes import NothingToMinute

# 23:30 on the last day of June in Jakarta is already the first of July in Palu.
LATE_IN_JUNE = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
QUERIES = 60


@pytest.fixture
def scene(db):
    """A plan of Palu with its office, its head, and a working group of a coordinator and a member."""
    region = RegionFactory(
        code="72.71",
        name="Kota Palu",
        kind="city",
        time_zone="Asia/Makassar",
        parent=ProvinceFactory(code="72", name="Sulawesi Tengah"),
    )
    office = OrganisationFactory(
        name="Dinas Perindustrian", region=region, letterhead="Pemerintah Kota Palu", seat_town="Palu"
    )
    group = WorkingGroupFactory(region=region, secretariat=office, name="Kelompok Kerja Kakao")
    seats = [
        SeatFactory(working_group=group, institution=office, role=Role.COORDINATOR, title="Ketua"),
        SeatFactory(working_group=group, role=Role.MEMBER, title="Anggota"),
    ]
    members = [MembershipFactory(seat=seat) for seat in seats]
    members[0].person.employee_number = "197001012000031001"
    members[0].person.save()
    head = UserFactory(full_name="Rosmini", employee_number="197502022001122002")
    post = PostFactory(organisation=office, role=Role.OFFICE_HEAD, title="Kepala Dinas")
    appointment = AppointmentFactory(post=post, person=head, kind="plt", decree="800/12")
    plan = PlanFactory(working_group=group, author=members[1].person, background="RIPIN", is_sample=True)
    return SimpleNamespace(
        plan=plan, office=office, members=members, coordinator=members[0].person, member=members[1].person,
        head=head, post=post, appointment=appointment,
    )  # fmt: skip


def case_of(scene, stage="planning"):
    version = frozen(scene.plan) if stage != "planning" else None
    approved = version if stage not in ("planning", "approval") else None
    return Case.objects.create(plan=scene.plan, stage=stage, submitted_version=version, approved_version=approved)


def frozen(plan, number=1):
    text = plan_text(content_of(plan))
    return PlanVersionFactory(plan=plan, number=number, content=text, sha256=digest(text))


def process_of(case, flow, stage, **values):
    return Process.objects.create(case=case, flow_class=flow, stage=stage, **values)


def done(process, step, by, **data):
    return Task.objects.create(
        process=process,
        case=process.case,
        flow_task=step,
        flow_task_type="HUMAN",
        role=step.who,
        status="DONE",
        owner=by,
        held_as="Anggota",
        data=data,
        finished=timezone.now(),
    )


def approve(case, kind, by, **values):
    version = case.submitted_version
    values = {"decision": "approved", "held_as": "Plt. Kepala Dinas"} | values
    return Approval.objects.create(
        case=case, plan_version=version, sha256=version.sha256, kind=kind, author=case.plan.author, by=by, **values
    )


def facts_of(kind, process):
    facts = papers.facts_for(kind, case=process.case, process=process)
    text = canonical.to_json(facts)
    assert canonical.to_json(canonical.from_json(KINDS[kind].shape, text)) == text
    return facts


@transaction.atomic
def issue(kind, process, by=None):
    return papers.issue(kind, case=process.case, process=process, by=by)


# --- What every paper says of itself --------------------------------------------------------------------------------


def test_head_names_place_office_and_local_day(scene):
    process = process_of(case_of(scene), PlanningFlow, "planning")

    with time_machine.travel(LATE_IN_JUNE, tick=False):
        head = facts_of("D2", process).head

    assert head.letterhead.lines == ("PEMERINTAH KOTA PALU", "DINAS PERINDUSTRIAN")
    assert (head.place, head.region_code, head.province) == ("Palu", "72.71", "Sulawesi Tengah")
    assert (head.dated_on, head.data_as_of, head.time_zone) == (date(2026, 7, 1), LATE_IN_JUNE, "Asia/Makassar")
    assert head.is_sample is True


def test_coordinator_signs_with_seat_and_number(scene):
    process = process_of(case_of(scene), PlanningFlow, "planning")

    (block,) = facts_of("D2", process).head.signatories

    assert (block.title, block.name) == ("Ketua, Dinas Perindustrian", str(scene.coordinator))
    assert block.nip == "197001012000031001"


def test_vacant_seat_signs_without_a_name(scene):
    scene.members[0].until = date(2021, 1, 1)
    scene.members[0].save()
    process = process_of(case_of(scene), PlanningFlow, "planning")

    (block,) = facts_of("D2", process).head.signatories

    assert block.name is None


# --- D2 -------------------------------------------------------------------------------------------------------------


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
    EnterpriseFactory(**here, owner_sex="female", workers_female=3, workers_male=1)
    EnterpriseFactory(**here, owner_sex="", workers_female=None, workers_male=2)
    EnterpriseFactory(owner_sex="male", workers_male=90)

    count = facts_of("D2", process_of(case_of(scene), PlanningFlow, "planning")).headcount

    assert (count.enterprises, count.owners_women, count.owners_men) == (2, 1, 0)
    assert (count.workers_women, count.workers_men) == (None, 3)


# --- D3 and D4 ------------------------------------------------------------------------------------------------------


@pytest.fixture
def submitted(scene):
    """The plan under approval: the working group has agreed to it."""
    problem = ProblemFactory(plan=scene.plan, rank=1)
    first = ActivityFactory(plan=scene.plan, number=1, title="Pelatihan", problem=problem, cost=100)
    ActivityFactory(plan=scene.plan, number=2, title="Pameran").depends_on.add(first)
    BudgetLineFactory(plan=scene.plan, activity=first, fiscal_year=2026, proposed=100)
    BudgetLineFactory(plan=scene.plan, fiscal_year=2026, proposed=50, allocated=20)
    BudgetLineFactory(plan=scene.plan, fiscal_year=2027, source="dak_physical")
    IndicatorFactory(plan=scene.plan, number=1, target=20)
    GoalFactory(plan=scene.plan, target_count=16)
    EnterpriseActionFactory(plan=scene.plan, text="Memilah biji")
    target = TargetEnterpriseFactory(plan=scene.plan, baseline_turnover=777000)
    meeting = MeetingFactory(
        plan=scene.plan, seats_with_vote=2, counted=2, conditions="Anggaran tersedia", dissent="Satu suara",
        recorded_by=scene.coordinator,
    )  # fmt: skip
    MeetingAttendanceFactory(meeting=meeting, membership=scene.members[0])
    MeetingAttendanceFactory(meeting=meeting, membership=scene.members[1], has_conflict=True)
    MeetingFactory(plan=scene.plan, decision="returned", held_on=date(2026, 3, 5))
    case = case_of(scene, "approval")
    process = process_of(case, ApprovalFlow, "approval")
    return SimpleNamespace(case=case, process=process, version=case.submitted_version, target=target, **vars(scene))


@pytest.fixture
def approval(submitted):
    """The plan approved by the head of the office and the budget officer; the ministry said nothing."""
    done(submitted.process, ApprovalFlow.head_decision, submitted.head)
    approve(submitted.case, "office_head", submitted.head)
    approve(submitted.case, "budget", UserFactory(), held_as="Perencana")
    return submitted


def test_plan_prints_the_frozen_version_and_its_hash(approval):
    Activity.objects.filter(plan=approval.plan, number=1).update(title="Diubah setelah dibekukan")

    facts = facts_of("D3", approval.process)

    assert (facts.version, facts.plan_sha256) == (1, approval.version.sha256)
    assert [(row.number, row.title, row.answers, row.depends_on) for row in facts.activities] == [
        (1, "Pelatihan", 1, ()),
        (2, "Pameran", None, (1,)),
    ]
    assert [(row.year, row.proposed, row.allocated, row.spent) for row in facts.budget] == [
        (2026, Decimal(150), Decimal(20), None),
        (2027, None, None, None),
    ]
    assert [(row.number, row.target) for row in facts.indicators] == [(1, Decimal(20))]
    assert [(row.number, row.reached) for row in facts.rungs] == [(16, None)]
    assert [(row.statement, row.who) for row in facts.promises] == [("Memilah biji", None)]
    assert [(row.seat, row.name) for row in facts.roles] == [
        ("Ketua", str(approval.coordinator)),
        ("Anggota", str(approval.member)),
    ]
    assert (facts.previous_version, facts.changes, facts.offers) == (None, (), ())


def test_plan_keeps_turnover_and_names_of_targets_out(approval):
    facts = facts_of("D3", approval.process)

    assert facts.target_names is None
    assert facts.targets.enterprises == 1
    assert "777000" not in canonical.to_json(facts)
    assert str(approval.target) not in canonical.to_json(facts)


def test_silence_of_the_ministry_is_recorded(approval):
    group, head, budget, ministry = facts_of("D3", approval.process).approvals

    assert (group.decision.en, group.decided_on) == ("agreed", date(2026, 3, 2))
    assert (head.name, head.title, head.decision.en) == ("Rosmini", "Plt. Kepala Dinas", "approved")
    assert budget.title == "Perencana"
    assert (ministry.name, ministry.decided_on) == (None, None)
    assert ministry.decision.en == "silent: no comment was given"


def test_comment_of_the_ministry_is_printed(approval):
    said = {"decision": "commented", "reason": "Perhatikan mutu", "held_as": "Direktur"}
    approve(approval.case, "ministry", UserFactory(), **said)

    ministry = facts_of("D3", approval.process).approvals[-1]

    assert (ministry.decision.en, ministry.remark) == ("commented", "Perhatikan mutu")
    assert ministry.decided_on is not None


def test_ministry_is_not_silent_before_the_others_have_decided(submitted):
    approve(submitted.case, "office_head", submitted.head)

    _group, _head, budget, ministry = facts_of("D3", submitted.process).approvals

    assert budget.decision is budget.name is ministry.decision is None


def test_acting_head_signs_with_the_letter(approval):
    block = facts_of("D4", approval.process).head.signatories[-1]

    assert (block.acting, block.letter) == ("Plt.", "800/12")
    assert (block.title, block.name, block.nip) == ("Kepala Dinas", "Rosmini", "197502022001122002")


def test_head_who_left_signs_under_the_post_of_the_decision(approval):
    approval.appointment.until = date(2021, 1, 1)
    approval.appointment.save()

    block = facts_of("D4", approval.process).head.signatories[-1]

    assert (block.acting, block.title, block.name) == (None, "Plt. Kepala Dinas", "Rosmini")


def test_minutes_keep_quorum_conflicts_dissent_and_hash(approval):
    facts = facts_of("D4", approval.process)

    assert (facts.plan_version, facts.plan_sha256) == (1, approval.version.sha256)
    assert (facts.held_on, facts.held_at) == (date(2026, 3, 2), "Aula")
    assert (facts.seats_with_vote, facts.counted, facts.quorum, facts.is_quorate) == (2, 2, 2, True)
    assert [(row.seat, row.is_present, row.has_conflict) for row in facts.attendance] == [
        ("Ketua", True, False),
        ("Anggota", True, True),
    ]
    assert (facts.conditions, facts.dissent) == ("Anggaran tersedia", "Satu suara")
    assert (facts.chair, facts.decision.en) == (str(approval.coordinator), "approved")
    assert [line.step.en for line in facts.approvals][0] == "decision of the head of the office"
    assert facts.approvals[-1].decision.en == "silent: no comment was given"


def test_minutes_of_a_rejected_plan_say_so(submitted):
    approve(submitted.case, "office_head", submitted.head, decision="rejected", reason="Tidak sesuai")

    facts = facts_of("D4", submitted.process)

    assert facts.decision.en == "rejected"
    assert [line.decision and line.decision.en for line in facts.approvals] == [
        "rejected",
        None,
        "silent: no comment was given",
    ]


def test_minutes_need_a_meeting_that_agreed(scene):
    process = process_of(case_of(scene, "approval"), ApprovalFlow, "approval")

    with pytest.raises(NothingToMinute):
        facts_of("D4", process)


def test_draft_of_a_plan_has_no_hash(scene):
    frozen(scene.plan, number=3)
    process = process_of(case_of(scene), PlanningFlow, "planning")

    facts = facts_of("D3", process)

    assert (facts.version, facts.plan_sha256, facts.approvals) == (4, None, ())


def test_revision_lists_what_changed_since_the_approved_version(approval):
    case = approval.case
    Move.objects.create(
        case=case, number=1, name="approve", to_stage="implementation", at=timezone.now(),
        plan_version=approval.version,
    )  # fmt: skip
    approval.plan.objective = "Menembus pasar modern"
    approval.plan.save()
    case.submitted_version = frozen(approval.plan, number=2)
    case.save()

    facts = facts_of("D3", approval.process)

    assert (facts.version, facts.previous_version) == (2, 1)
    assert [(row.before, row.after.endswith(": Menembus pasar modern")) for row in facts.changes] == [(None, True)]


def test_issue_stores_both_papers_and_a_revision_supersedes(approval):
    plan, minutes = issue("D3", approval.process, by=approval.head), issue("D4", approval.process)
    again = issue("D3", approval.process, by=approval.head)

    plan.refresh_from_db()
    assert (plan.kind, plan.round, plan.organisation) == ("D3", 1, approval.office)
    assert (again.round, plan.superseded_by) == (2, again)
    assert minutes.issued_by == approval.head
    assert approval.version.sha256 in plan.facts


# --- D5 -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def quarter(scene):
    """The second round, for the quarter from April, with one activity late, one done late and one to come."""
    ActivityFactory(plan=scene.plan, number=1, ends_on=date(2026, 5, 31), state="running", state_reason="Hujan")
    ActivityFactory(plan=scene.plan, number=2, ends_on=date(2026, 3, 31), state="done", done_on=date(2026, 4, 9))
    ActivityFactory(plan=scene.plan, number=3, starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 1))
    ActivityFactory(plan=scene.plan, number=4, state="cancelled", ends_on=date(2026, 3, 1))
    told = IndicatorFactory(plan=scene.plan, number=1, baseline=5, target=20)
    IndicatorFactory(plan=scene.plan, number=2)
    IndicatorFactory(plan=scene.plan, number=3, frequency="yearly")
    IndicatorValueFactory(indicator=told, round=1, value=8)
    IndicatorValueFactory(indicator=told, round=2, value=12, note="Catatan SMI")
    BudgetLineFactory(plan=scene.plan, fiscal_year=2026, proposed=100, realised=40)
    BudgetLineFactory(plan=scene.plan, fiscal_year=2026, source="donor", proposed=10)
    BudgetLineFactory(plan=scene.plan, fiscal_year=2027, proposed=70)
    GoalFactory(plan=scene.plan, target_count=16, reached_count=None)
    case = case_of(scene, "implementation")
    process = process_of(case, QuarterlyRoundFlow, "round", round=2, opened_for=date(2026, 4, 1))
    done(
        process, QuarterlyRoundFlow.review_meeting, scene.coordinator,
        decision="on_track", held_on="2026-07-08", issues="Bahan baku mahal\n\nListrik padam",
        decisions=[{"title": "Cari pemasok", "seat": scene.members[1].seat_id, "due_on": "2026-08-01"}],
    )  # fmt: skip
    return SimpleNamespace(case=case, process=process, told=told, **vars(scene))


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_prints_progress_values_and_money(quarter):
    facts = facts_of("D5", quarter.process)

    assert (facts.year, facts.quarter) == (2026, 2)
    assert (facts.starts_on, facts.ends_on) == (date(2026, 4, 1), date(2026, 6, 30))
    assert [(row.number, row.is_late, row.reason) for row in facts.activities] == [
        (1, True, "Hujan"),
        (2, True, None),
        (3, False, None),
        (4, False, None),
    ]
    assert [(row.number, row.previous, row.value) for row in facts.indicators] == [
        (1, Decimal(8), Decimal(12)),
        (2, None, None),
        (3, None, None),
    ]
    assert [(row.year, row.source.en, row.proposed, row.spent) for row in facts.money] == [
        (2026, "regency or city budget (APBD)", Decimal(100), Decimal(40)),
        (2026, "donor", Decimal(10), None),
        (2027, "regency or city budget (APBD)", Decimal(70), None),
    ]
    assert [row.reached for row in facts.rungs] == [None]
    assert facts.enterprises_expected is facts.enterprises_reporting is None


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_prints_what_the_meeting_decided(quarter):
    facts = facts_of("D5", quarter.process)

    assert (facts.review_decision.en, facts.review_held_on) == ("on track", date(2026, 7, 8))
    assert [row.statement for row in facts.issues] == ["Bahan baku mahal", "Listrik padam"]
    assert [(row.task, row.owner, row.due_on) for row in facts.corrections] == [
        ("Cari pemasok", str(quarter.members[1].seat), date(2026, 8, 1))
    ]


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_names_who_has_not_reported(quarter):
    indicators, money = facts_of("D5", quarter.process).entries

    assert (indicators.expected, indicators.received) == (2, 1)
    assert [name.startswith("2. ") for name in indicators.missing] == [True]
    assert (money.expected, money.received, len(money.missing)) == (2, 1, 1)


@pytest.mark.parametrize(
    ("day", "decision", "light"),
    [
        (date(2026, 5, 30), "on_track", Light.GREEN),
        (date(2026, 5, 30), "corrective", Light.AMBER),
        (date(2026, 7, 10), "on_track", Light.AMBER),
        (date(2026, 7, 10), "revise", Light.RED),
        (date(2027, 3, 1), "on_track", Light.RED),
    ],
)
def test_light_follows_from_lateness_and_the_meeting(quarter, day, decision, light):
    task = quarter.process.task_set.get()
    task.data["decision"] = decision
    task.save()

    with time_machine.travel(day, tick=False):
        facts = facts_of("D5", quarter.process)

    assert facts.light is light
    assert facts.light_reason.en.endswith("of 3 activities are late.")


def test_quarter_without_anything_has_no_light(scene):
    process = process_of(case_of(scene, "implementation"), QuarterlyRoundFlow, "round", opened_for=date(2026, 1, 1))

    facts = facts_of("D5", process)

    assert (facts.light, facts.light_reason, facts.review_decision) == (None, None, None)
    assert facts.money == facts.issues == facts.corrections == ()


def test_quarter_is_the_last_full_one_when_the_round_names_none(scene):
    process = process_of(case_of(scene, "implementation"), QuarterlyRoundFlow, "round")
    Process.objects.filter(pk=process.pk).update(created=datetime(2026, 2, 3, tzinfo=UTC))
    process.refresh_from_db()

    facts = facts_of("D5", process)

    assert (facts.year, facts.quarter, facts.ends_on) == (2025, 4, date(2025, 12, 31))


def test_quarter_has_one_report(quarter):
    first, second = issue("D5", quarter.process), issue("D5", quarter.process)

    assert first == second
    assert (first.round, first.issued_by) == (2, quarter.coordinator)


# --- D7 -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def evaluation(scene):
    """The figures of the report on the predecessor: 382 of 351, 37 of 36 months, one high and three fair."""
    row = EvaluationFactory(
        plan=scene.plan, cost_unit="juta yen", cost_planned=351, cost_actual=382, months_planned=36, months_actual=37,
        constraints_text="Pejabat pindah", impacts="UPT cokelat", recommendations="- Basis data\n- Kurikulum ToT\n",
        lessons="Pakai sistem yang ada", overall_computed="C",
        decision_table=DecisionTableFactory(name="Aturan", version=1), evaluator=scene.head,
    )  # fmt: skip
    for criterion in ("sustainability", "efficiency", "effectiveness_impact", "relevance"):
        given = "high" if criterion == "relevance" else "fair"
        CriterionRatingFactory(evaluation=row, criterion=criterion, computed=given, given=given)
    indicators = [IndicatorFactory(plan=scene.plan, number=n) for n in (1, 2, 3)]
    proof = EvidenceFactory(plan=scene.plan, description="Kontrak dagang")
    VerdictFactory(evaluation=row, indicator=indicators[0], value="achieved", actual=26, evidence=proof)
    VerdictFactory(evaluation=row, indicator=indicators[1], value="unverified", reason="Tidak ada data")
    for sex, women, men in (("female", 6, 2), ("male", 1, 3), ("", None, None)):
        TargetEnterpriseFactory(
            plan=scene.plan,
            enterprise=EnterpriseFactory(owner_sex=sex, workers_female=women, workers_male=men),
        )
    case = case_of(scene, "evaluation")
    Move.objects.create(
        case=case, number=1, name="approve", to_stage="implementation", at=datetime(2025, 1, 20, tzinfo=UTC)
    )
    process = process_of(case, EvaluationFlow, "evaluation")
    done(process, EvaluationFlow.comment, scene.member, comment="Setuju dengan catatan")
    done(process, EvaluationFlow.comment, scene.coordinator)
    return SimpleNamespace(case=case, process=process, row=row, **vars(scene))


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


def test_evaluation_prints_override_with_its_reason(evaluation):
    evaluation.row.overall_override, evaluation.row.override_reason = "B", "Pasar baru terbuka"
    evaluation.row.save()

    overall = facts_of("D7", evaluation.process).overall

    assert (overall.computed, overall.override, overall.reason) == (Overall("C"), Overall("B"), "Pasar baru terbuka")


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
    women = facts_of("D7", evaluation.process).women.en

    assert women == (
        "Women own 1 of 2 target SMIs (50%); the owner of 1 is not recorded. "
        "Women are 7 of 12 workers (58%); 1 target SMIs did not report workers."
    )


def test_evaluation_that_was_not_opened_is_missing(scene):
    facts = facts_of("D7", process_of(case_of(scene, "evaluation"), EvaluationFlow, "evaluation"))

    assert facts.efficiency.cost_ratio is facts.overall.computed is facts.women is facts.months_since_approval is None
    assert facts.ratings == facts.recommendations == facts.comments == ()


# --- All ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(papers.KINDS))
def test_paper_takes_few_queries(approval, django_assert_max_num_queries, kind):
    for number in range(3, 15):
        ActivityFactory(plan=approval.plan, number=number)
        IndicatorFactory(plan=approval.plan, number=number)
        TargetEnterpriseFactory(plan=approval.plan)
        EnterpriseActionFactory(plan=approval.plan)

    with django_assert_max_num_queries(QUERIES):
        issue(kind, approval.process, by=approval.head)

    assert Document.objects.get().kind == kind
