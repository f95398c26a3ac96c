"""A plan of Palu at each stage that issues a paper."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from liap.people.models import Role
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    BudgetLineFactory,
    CriterionRatingFactory,
    DecisionTableFactory,
    EnterpriseActionFactory,
    EnterpriseFactory,
    EvaluationFactory,
    EvidenceFactory,
    GoalFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    IssueFactory,
    LessonFactory,
    MeetingAttendanceFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    ProblemFactory,
    ProvinceFactory,
    RecommendationFactory,
    RegionFactory,
    SeatFactory,
    TargetEnterpriseFactory,
    UserFactory,
    VerdictFactory,
    WorkingGroupFactory,
)
from tests.workflows.papers.rows import approve, case_of, done, process_of
from workflows.flows.lwg_led import ApprovalFlow, EvaluationFlow, QuarterlyRoundFlow
from workflows.models import Move


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
        decision="on_track", held_on="2026-07-08",
        decisions=[{"title": "Cari pemasok", "seat": scene.members[1].seat_id, "due_on": "2026-08-01"}],
    )  # fmt: skip
    seat = scene.members[0].seat
    for text in ("Bahan baku mahal", "Listrik padam"):
        IssueFactory(plan=scene.plan, text=text, owner_institution=None, owner_seat=seat, due_on=date(2026, 9, 1))
    IssueFactory(plan=scene.plan, closed_how="Sumur dibor", closed_by=scene.head, closed_on=date(2026, 6, 1))
    return SimpleNamespace(case=case, process=process, told=told, **vars(scene))


@pytest.fixture
def evaluation(scene):
    """The figures of the report on the predecessor: 382 of 351, 37 of 36 months, one high and three fair."""
    row = EvaluationFactory(
        plan=scene.plan, cost_unit="juta yen", cost_planned=351, cost_actual=382, months_planned=36, months_actual=37,
        constraints_text="Pejabat pindah", impacts="UPT cokelat", overall_computed="C",
        decision_table=DecisionTableFactory(name="Aturan", version=1), evaluator=scene.head,
    )  # fmt: skip
    RecommendationFactory(evaluation=row, number=1, statement="Basis data", addressee="ministry")
    RecommendationFactory(evaluation=row, number=2, statement="Kurikulum ToT", due_on=date(2027, 3, 31))
    LessonFactory(evaluation=row, number=1, statement="Pakai sistem yang ada")
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
