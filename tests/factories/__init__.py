"""Rows for tests, one factory per model: each makes the least that the database accepts."""

from datetime import UTC, date, datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from documents import models as documents
from liap import models


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = models.Region

    # No region has a number of one digit, so that none of a test is met by chance.
    code = factory.Sequence(lambda n: f"9.{n}")
    name = factory.Sequence(lambda n: f"Kabupaten {n}")
    kind = models.Region.Kind.REGENCY
    parent = factory.SubFactory("tests.factories.ProvinceFactory")


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = models.Region

    code = factory.Sequence(lambda n: f"P{n}")
    name = factory.Sequence(lambda n: f"Provinsi {n}")
    kind = models.Region.Kind.PROVINCE


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence(lambda n: f"Dinas {n}")
    kind = models.Organisation.Kind.INDUSTRY_OFFICE
    region = factory.SubFactory(RegionFactory)


class HolidayFactory(DjangoModelFactory):
    class Meta:
        model = models.Holiday

    date = date(2026, 8, 17)
    name = "Hari Kemerdekaan"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("rahasia")


class PostFactory(DjangoModelFactory):
    class Meta:
        model = models.Post

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Kepala Seksi {n}")


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Appointment

    post = factory.SubFactory(PostFactory)
    person = factory.SubFactory(UserFactory)
    since = date(2020, 1, 1)


class WorkingGroupFactory(DjangoModelFactory):
    class Meta:
        model = models.WorkingGroup

    name = factory.Sequence(lambda n: f"Kelompok Kerja {n}")
    region = factory.SubFactory(RegionFactory)
    secretariat = factory.SubFactory(OrganisationFactory, region=factory.SelfAttribute("..region"))
    decree_number = "SK-1"
    decree_on = date(2020, 1, 1)
    decree_signer = "Bupati"
    decree_file_name = "sk.pdf"
    decree_content_type = "application/pdf"
    decree_sha256 = "0" * 64
    decree_filed_at = factory.LazyFunction(timezone.now)
    valid_from = date(2020, 1, 1)


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = models.Seat

    working_group = factory.SubFactory(WorkingGroupFactory)
    institution = factory.SubFactory(OrganisationFactory, region=factory.SelfAttribute("..working_group.region"))
    role = models.Role.MEMBER
    title = "Anggota"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    seat = factory.SubFactory(SeatFactory)
    person = factory.SubFactory(UserFactory)
    since = date(2020, 1, 1)


class IndustryFactory(DjangoModelFactory):
    class Meta:
        model = models.Industry

    code = factory.Sequence(lambda n: f"{20000 + n}")
    version = "KBLI 2020"
    name = factory.Sequence(lambda n: f"Industri {n}")


class EnterpriseFactory(DjangoModelFactory):
    class Meta:
        model = models.Enterprise

    name = factory.Sequence(lambda n: f"UD Maju {n}")
    region = factory.SubFactory(RegionFactory)
    industry = factory.SubFactory(IndustryFactory)


class ClusterFactory(DjangoModelFactory):
    class Meta:
        model = models.Cluster

    name = factory.Sequence(lambda n: f"Sentra {n}")
    region = factory.SubFactory(RegionFactory)


class SizeRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.SizeRule

    basis = factory.Sequence(lambda n: f"Peraturan {n}")
    valid_from = factory.Sequence(lambda n: date(2030, 1, 1) + timedelta(days=n))


class SizeBandFactory(DjangoModelFactory):
    class Meta:
        model = models.SizeBand

    rule = factory.SubFactory(SizeRuleFactory)
    size = models.Size.SMALL


class ServiceReceivedFactory(DjangoModelFactory):
    class Meta:
        model = models.ServiceReceived

    enterprise = factory.SubFactory(EnterpriseFactory)
    kind = models.ServiceReceived.Kind.HALAL
    provider = factory.Sequence(lambda n: f"Lembaga {n}")
    received_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)


class EnterpriseChangeFactory(DjangoModelFactory):
    class Meta:
        model = models.EnterpriseChange

    enterprise = factory.SubFactory(EnterpriseFactory)
    values = {"product": ["", "Keripik"]}


class EnterpriseMergeFactory(DjangoModelFactory):
    class Meta:
        model = models.EnterpriseMerge

    winner = factory.SubFactory(EnterpriseFactory)
    loser = factory.SubFactory(EnterpriseFactory)
    reason = "Dicatat dua kali"
    by = factory.SubFactory(UserFactory)


class NoticeTextFactory(DjangoModelFactory):
    class Meta:
        model = models.NoticeText

    version = factory.Sequence(lambda n: f"uji-{n}")
    valid_from = date(2026, 1, 1)
    text_id = "Data dipakai untuk pembinaan."


class ProcessingBasisFactory(DjangoModelFactory):
    class Meta:
        model = models.ProcessingBasis

    enterprise = factory.SubFactory(EnterpriseFactory)
    purpose = models.Purpose.SHARING
    basis = models.ProcessingBasis.Basis.CONSENT
    notice = factory.SubFactory(NoticeTextFactory)
    given_on = date(2026, 3, 2)
    medium = "paper"
    evidence = "Map 3"
    recorded_by = factory.SubFactory(UserFactory)


class SubjectRequestFactory(DjangoModelFactory):
    class Meta:
        model = models.SubjectRequest

    enterprise = factory.SubFactory(EnterpriseFactory)
    kind = models.SubjectRequest.Kind.ACCESS
    medium = "paper"
    received_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyAttribute(lambda request: request.received_at + timedelta(hours=72))


class DataAccessFactory(DjangoModelFactory):
    class Meta:
        model = models.DataAccess

    enterprise = factory.SubFactory(EnterpriseFactory)
    by = factory.SubFactory(UserFactory)
    act = models.DataAccess.Act.VIEW
    what = "owner"
    reason = models.DataAccess.Reason.ADVICE


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = models.Plan

    title = factory.Sequence(lambda n: f"Rencana {n}")
    working_group = factory.SubFactory(WorkingGroupFactory)
    region = factory.SelfAttribute("working_group.region")
    industry = factory.SubFactory(IndustryFactory)
    author = factory.SubFactory(UserFactory)
    starts_on = date(2026, 1, 1)
    ends_on = date(2027, 12, 31)


class DisclosureRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.DisclosureRule
        django_get_or_create = ["id"]

    id = 1


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = models.Publication

    drawn_at = factory.LazyFunction(timezone.now)
    as_of = date(2026, 9, 30)
    fewest = 3
    dominance = 85


class PublishedBlockFactory(DjangoModelFactory):
    class Meta:
        model = models.PublishedBlock

    publication = factory.SubFactory(PublicationFactory)
    size = 3


class BlockCellFactory(DjangoModelFactory):
    class Meta:
        model = models.BlockCell

    block = factory.SubFactory(PublishedBlockFactory)


class BlockMemberFactory(DjangoModelFactory):
    class Meta:
        model = models.BlockMember

    block = factory.SubFactory(PublishedBlockFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)


class BlockFigureFactory(DjangoModelFactory):
    class Meta:
        model = models.BlockFigure

    block = factory.SubFactory(PublishedBlockFactory)
    measure = "turnover:12:exact"
    period = date(2025, 1, 1)
    count = 3
    total = 90_000_000
    told_at = datetime(2026, 9, 30, tzinfo=UTC)


class ClosedYearFactory(DjangoModelFactory):
    class Meta:
        model = models.ClosedYear

    region = factory.SubFactory(RegionFactory)
    year = 2025
    closed_by = factory.SubFactory(UserFactory)
    closed_on = date(2026, 1, 31)


class CostBandFactory(DjangoModelFactory):
    class Meta:
        model = models.CostBand

    unit = factory.Sequence(lambda n: f"paket {n}")
    least_cost = 500_000
    most_cost = 5_000_000
    least_volume = 10


class ProposalWindowFactory(DjangoModelFactory):
    class Meta:
        model = models.ProposalWindow
        django_get_or_create = ["source"]

    source = "dak_physical"
    opens_month = 5
    opens_day = 1
    closes_month = 6
    closes_day = 14


class RemitFactory(DjangoModelFactory):
    class Meta:
        model = models.Remit

    organisation = factory.SubFactory(OrganisationFactory, kind="ministry", region=None)
    province = factory.SubFactory(ProvinceFactory)


class TileFactory(DjangoModelFactory):
    class Meta:
        model = models.Tile

    province = factory.SubFactory(ProvinceFactory)
    column = factory.Sequence(lambda n: n)
    row = 0
    short = "Prov"


class StakeholderFactory(DjangoModelFactory):
    class Meta:
        model = models.Stakeholder

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"Asosiasi {n}")


class ChainStepFactory(DjangoModelFactory):
    class Meta:
        model = models.ChainStep

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Langkah {n}")


class ProblemFactory(DjangoModelFactory):
    class Meta:
        model = models.Problem

    plan = factory.SubFactory(PlanFactory)
    rank = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Masalah {n}")


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = models.Goal

    plan = factory.SubFactory(PlanFactory)
    rung = models.Goal.Rung.FIRST_TRANSACTION
    target_count = 20


class TargetEnterpriseFactory(DjangoModelFactory):
    class Meta:
        model = models.TargetEnterprise

    plan = factory.SubFactory(PlanFactory)
    enterprise = factory.SubFactory(
        EnterpriseFactory,
        region=factory.SelfAttribute("..plan.region"),
        industry=factory.SelfAttribute("..plan.industry"),
    )


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = models.Activity
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Pelatihan {n}")
    institution = factory.SubFactory(OrganisationFactory, region=factory.SelfAttribute("..plan.region"))
    starts_on = date(2026, 2, 1)
    ends_on = date(2026, 6, 30)


class EnterpriseActionFactory(DjangoModelFactory):
    class Meta:
        model = models.EnterpriseAction

    plan = factory.SubFactory(PlanFactory)
    text = factory.Sequence(lambda n: f"Janji {n}")


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Indicator

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Indikator {n}")
    means_of_verification = "Catatan penjualan"


class BudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = models.BudgetLine

    plan = factory.SubFactory(PlanFactory)
    source = "apbd_regency"
    fiscal_year = factory.Sequence(lambda n: 2000 + n % 100)


class PlanVersionFactory(DjangoModelFactory):
    class Meta:
        model = models.PlanVersion

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    content = "{}"
    sha256 = "0" * 64
    frozen_at = factory.LazyFunction(timezone.now)
    frozen_by = factory.SelfAttribute("plan.author")


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meeting

    plan = factory.SubFactory(PlanFactory)
    working_group = factory.SelfAttribute("plan.working_group")
    purpose = models.Meeting.Purpose.APPROVAL
    held_on = date(2026, 3, 2)
    place = "Aula"
    decision = models.Meeting.Decision.AGREED
    seats_with_vote = 1
    counted = 1
    recorded_by = factory.SelfAttribute("plan.author")


class MeetingAttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.MeetingAttendance

    meeting = factory.SubFactory(MeetingFactory)
    membership = factory.SubFactory(
        MembershipFactory, seat__working_group=factory.SelfAttribute("...meeting.working_group")
    )
    is_present = True


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Evidence

    plan = factory.SubFactory(PlanFactory)
    description = "Kuitansi nomor 12"
    recorded_by = factory.SelfAttribute("plan.author")


class ContinuationCheckFactory(DjangoModelFactory):
    class Meta:
        model = models.ContinuationCheck

    plan = factory.SubFactory(PlanFactory)
    is_in_use = True
    still, lapsed, no_contact, not_asked = 1, 0, 0, 0
    by = factory.SelfAttribute("plan.author")
    said_on = date(2026, 7, 1)


class GapAnswerFactory(DjangoModelFactory):
    class Meta:
        model = models.GapAnswer

    plan = factory.SubFactory(PlanFactory)
    topic = "indicator"
    indicator = factory.SubFactory(IndicatorFactory, plan=factory.SelfAttribute("..plan"))
    answer = "unverified"
    reason = "Catatan penjualan hilang"
    by = factory.SelfAttribute("plan.author")
    said_on = date(2026, 7, 1)


class IndicatorValueFactory(DjangoModelFactory):
    class Meta:
        model = models.IndicatorValue

    indicator = factory.SubFactory(IndicatorFactory)
    round = 1
    value = 10
    measured_on = date(2026, 4, 1)
    recorded_by = factory.SelfAttribute("indicator.plan.author")


class DecisionTableFactory(DjangoModelFactory):
    class Meta:
        model = models.DecisionTable

    name = factory.Sequence(lambda n: f"Tabel {n}")
    weights = factory.LazyFunction(lambda: {"high": 0, "fair": 1, "low": 2})
    limits = factory.LazyFunction(lambda: {"A": 1, "B": 2, "C": 4})
    low_relevance = "D"


class RatingThresholdFactory(DjangoModelFactory):
    class Meta:
        model = models.RatingThreshold
        django_get_or_create = ("criterion",)

    criterion = "efficiency"
    high = 100
    fair = 150
    less_is_better = True


class EvaluationFactory(DjangoModelFactory):
    class Meta:
        model = models.Evaluation

    plan = factory.SubFactory(PlanFactory)


class AspectFindingFactory(DjangoModelFactory):
    class Meta:
        model = models.AspectFinding

    evaluation = factory.SubFactory(EvaluationFactory)
    aspect = "finance"
    finding = "Anggaran daerah belum tetap"


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = models.Recommendation

    evaluation = factory.SubFactory(EvaluationFactory)
    number = factory.Sequence(lambda n: n + 1)
    statement = "Catat omzet setiap triwulan"


class GuidelineFactory(DjangoModelFactory):
    class Meta:
        model = models.Guideline

    title = factory.Sequence(lambda n: f"Petunjuk {n}")
    valid_from = factory.Sequence(lambda n: date(2000, 1, 1) + timedelta(days=n))
    source = "Sumber contoh"


class GuidelineStepFactory(DjangoModelFactory):
    class Meta:
        model = models.GuidelineStep

    guideline = factory.SubFactory(GuidelineFactory)
    step = "diagnose"
    section = "3.2"
    page = "7"


class TrainingMaterialFactory(DjangoModelFactory):
    class Meta:
        model = models.TrainingMaterial

    title = factory.Sequence(lambda n: f"Bahan ajar {n}")
    link = "https://contoh.example/bahan"


class IssueFactory(DjangoModelFactory):
    class Meta:
        model = models.Issue

    plan = factory.SubFactory(PlanFactory)
    text = factory.Sequence(lambda n: f"Kendala {n}")
    owner_institution = factory.SubFactory(OrganisationFactory)
    raised_by = factory.SubFactory(UserFactory)
    raised_on = date(2026, 1, 5)


class LessonFactory(DjangoModelFactory):
    class Meta:
        model = models.Lesson

    evaluation = factory.SubFactory(EvaluationFactory)
    number = factory.Sequence(lambda n: n + 1)
    statement = "Manfaatkan sistem yang sudah ada"


class VerdictFactory(DjangoModelFactory):
    class Meta:
        model = models.Verdict

    evaluation = factory.SubFactory(EvaluationFactory)
    indicator = factory.SubFactory(IndicatorFactory, plan=factory.SelfAttribute("..evaluation.plan"))
    value = models.Verdict.Value.NOT_ACHIEVED


class CriterionRatingFactory(DjangoModelFactory):
    class Meta:
        model = models.CriterionRating

    evaluation = factory.SubFactory(EvaluationFactory)
    criterion = "relevance"
    given = "high"


class SuccessCaseFactory(DjangoModelFactory):
    class Meta:
        model = models.SuccessCase

    plan = factory.SubFactory(PlanFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    rung = "capability"
    reached_on = date(2026, 3, 2)
    evidence = factory.SubFactory(EvidenceFactory, plan=factory.SelfAttribute("..plan"))
    reported_by = factory.SubFactory(UserFactory)


class ReconfirmationFactory(DjangoModelFactory):
    class Meta:
        model = models.Reconfirmation

    success_case = factory.SubFactory(SuccessCaseFactory)
    year = factory.Sequence(lambda n: 2000 + n)


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Absence

    person = factory.SubFactory(UserFactory)
    substitute = factory.SubFactory(UserFactory)
    since = date(2026, 3, 2)
    until = date(2026, 3, 6)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Invitation

    seat = factory.SubFactory(SeatFactory)
    email = factory.LazyAttribute(lambda invitation: f"seat{invitation.seat.pk}@example.org")
    token_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    invited_by = factory.SubFactory(UserFactory)
    invited_on = date(2026, 3, 2)
    due_on = date(2026, 3, 16)


class DecreeDraftFactory(DjangoModelFactory):
    class Meta:
        model = models.DecreeDraft

    working_group = factory.SubFactory(WorkingGroupFactory)
    signer = "Bupati Contoh"
    about = "Pembentukan Kelompok Kerja"
    decisions = "Membentuk Kelompok Kerja."


class CompositionNoteFactory(DjangoModelFactory):
    class Meta:
        model = models.CompositionNote

    working_group = factory.SubFactory(WorkingGroupFactory)
    missing = ["bank"]
    reason = "Tidak ada bank di kabupaten"
    by = factory.SubFactory(UserFactory)


class TrainingFactory(DjangoModelFactory):
    class Meta:
        model = models.Training

    working_group = factory.SubFactory(WorkingGroupFactory)
    course = factory.Sequence(lambda n: f"Kursus {n}")
    held_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)


class TrainingRecordFactory(DjangoModelFactory):
    class Meta:
        model = models.TrainingRecord

    training = factory.SubFactory(TrainingFactory)
    person = factory.SubFactory(UserFactory)
    seat = factory.SubFactory(SeatFactory, working_group=factory.SelfAttribute("..training.working_group"))


class AdoptionRequestFactory(DjangoModelFactory):
    class Meta:
        model = models.AdoptionRequest

    region = factory.SubFactory(RegionFactory)
    industry = factory.Sequence(lambda n: f"Industri {n}")
    reference = factory.Sequence(lambda n: f"ADOPSI-{n}")
    requested_on = date(2026, 1, 5)


class AdoptionMoveFactory(DjangoModelFactory):
    class Meta:
        model = models.AdoptionMove

    adoption = factory.SubFactory(AdoptionRequestFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "request"
    from_state = "interested"
    to_state = "requested"
    on = date(2026, 1, 12)


class ReadinessCriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.ReadinessCriterion
        django_get_or_create = ("code",)

    code = "staff"
    half_from = 2
    full_from = 5


class AttestationFactory(DjangoModelFactory):
    class Meta:
        model = models.Attestation

    region = factory.SubFactory(RegionFactory)
    year = factory.Sequence(lambda n: 2000 + n)
    is_in_use = True
    said_on = date(2026, 1, 31)


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assignment

    working_group = factory.SubFactory(WorkingGroupFactory, kind="facilitator")
    facilitator = factory.SubFactory(UserFactory)
    superior = factory.SubFactory(UserFactory)
    place = "Kecamatan Contoh"


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = models.Visit

    plan = factory.SubFactory(PlanFactory)
    visited_on = date(2026, 3, 2)
    place = "Sentra Contoh"
    topic = "product"
    found = "Kemasan belum seragam"
    recorded_by = factory.SelfAttribute("plan.author")


class VisitStepFactory(DjangoModelFactory):
    class Meta:
        model = models.VisitStep

    visit = factory.SubFactory(VisitFactory)
    text = "Hubungi pemasok kemasan"
    due_on = date(2026, 3, 16)


class EnterpriseCheckFactory(DjangoModelFactory):
    class Meta:
        model = models.EnterpriseCheck

    plan = factory.SubFactory(PlanFactory)
    record = factory.SubFactory("tests.factories.PerformanceRecordFactory")
    enterprise = factory.SelfAttribute("record.enterprise")
    occasion = "baseline"
    checked_on = date(2026, 4, 2)
    recorded_by = factory.SelfAttribute("plan.author")


class StationeryFactory(DjangoModelFactory):
    class Meta:
        model = documents.Stationery

    organisation = factory.SubFactory(OrganisationFactory)


class CopyLineFactory(DjangoModelFactory):
    class Meta:
        model = documents.CopyLine

    stationery = factory.SubFactory(StationeryFactory)
    recipient = factory.Sequence(lambda n: f"Kepala Kantor {n}")


class PerformanceRecordFactory(DjangoModelFactory):
    class Meta:
        model = models.PerformanceRecord

    enterprise = factory.SubFactory(EnterpriseFactory)
    first_on = date(2026, 1, 1)
    months = 3
    workers = 4
    medium = "visit"
    asked_on = date(2026, 4, 2)
    entered_by = factory.SubFactory(UserFactory)


class ChannelShareFactory(DjangoModelFactory):
    class Meta:
        model = models.ChannelShare

    record = factory.SubFactory(PerformanceRecordFactory)
    channel = "modern"
    percent = 100


class EntryLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.EntryLink

    enterprise = factory.SubFactory(EnterpriseFactory)
    first_on = date(2026, 1, 1)
    months = 3
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    made_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class QuestionnaireFactory(DjangoModelFactory):
    class Meta:
        model = models.Questionnaire

    plan = factory.SubFactory(PlanFactory)
    made_by = factory.SubFactory(UserFactory)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = models.Question

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    number = factory.Sequence(lambda n: n % 30_000)
    text_id = "Apakah penjualan bertambah?"
    kind = "yes_no"
    criterion = "effectiveness_impact"


class RespondentFactory(DjangoModelFactory):
    class Meta:
        model = models.Respondent

    plan = factory.SubFactory(PlanFactory)
    enterprise = factory.SubFactory(EnterpriseFactory, region=factory.SelfAttribute("..plan.region"))
    medium = "telephone"
    invited_by = factory.SubFactory(UserFactory)


class ReplyFactory(DjangoModelFactory):
    class Meta:
        model = models.Reply

    respondent = factory.SubFactory(RespondentFactory, state="answered")
    questionnaire = factory.SubFactory(QuestionnaireFactory, plan=factory.SelfAttribute("..respondent.plan"))
    medium = "telephone"
    answered_on = date(2026, 8, 3)
    entered_by = factory.SubFactory(UserFactory)


class ReplyLineFactory(DjangoModelFactory):
    class Meta:
        model = models.ReplyLine

    reply = factory.SubFactory(ReplyFactory)
    question = factory.SubFactory(QuestionFactory, questionnaire=factory.SelfAttribute("..reply.questionnaire"))
    choice = "yes"


class ReplyCorrectionFactory(DjangoModelFactory):
    class Meta:
        model = models.ReplyCorrection

    reply = factory.SubFactory(ReplyFactory)
    by = factory.SubFactory(UserFactory)
    reason = "Salah tulis"
    before = factory.LazyFunction(lambda: {"lines": {}})


class ReplyLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.ReplyLink

    respondent = factory.SubFactory(RespondentFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    made_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class BallotFactory(DjangoModelFactory):
    class Meta:
        model = models.Ballot

    plan = factory.SubFactory(PlanFactory)
    working_group = factory.SelfAttribute("plan.working_group")
    opened_by = factory.SelfAttribute("plan.author")
    opened_on = date(2026, 3, 2)
    closes_on = date(2026, 3, 9)


class VoteFactory(DjangoModelFactory):
    class Meta:
        model = models.Vote

    ballot = factory.SubFactory(BallotFactory)
    membership = factory.SubFactory(
        MembershipFactory, seat__working_group=factory.SelfAttribute("...ballot.working_group")
    )
    answer = "agree"


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = models.Proposal

    plan = factory.SubFactory(PlanFactory)
    section = "problems"
    text = factory.Sequence(lambda n: f"Masalah {n}")
    is_accepted = True
    by = factory.SelfAttribute("plan.author")


class FailedEntryFactory(DjangoModelFactory):
    class Meta:
        model = models.FailedEntry

    address_hash = factory.Sequence(lambda n: f"{n:064x}")


class SheetImportFactory(DjangoModelFactory):
    class Meta:
        model = models.SheetImport

    kind = models.SheetImport.Kind.ENTERPRISES
    file_name = "ikm.csv"
    sha256 = "0" * 64
    size = 1
    by = factory.SubFactory(UserFactory)
    language = "id"


class ImportFileFactory(DjangoModelFactory):
    class Meta:
        model = models.ImportFile

    sheet_import = factory.SubFactory(SheetImportFactory)
    content = b"x"


class ImportLineFactory(DjangoModelFactory):
    class Meta:
        model = models.ImportLine

    sheet_import = factory.SubFactory(SheetImportFactory)
    outcome = models.ImportLine.Outcome.ERROR
    row = 2


class SelectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Selection

    plan = factory.SubFactory(PlanFactory)
    begun_by = factory.SelfAttribute("plan.author")


class SelectionCriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.SelectionCriterion

    selection = factory.SubFactory(SelectionFactory)
    name = factory.Sequence(lambda n: f"Ukuran {n}")
    weight = 10


class CandidateFactory(DjangoModelFactory):
    class Meta:
        model = models.Candidate

    selection = factory.SubFactory(SelectionFactory)
    industry = factory.SubFactory(IndustryFactory)


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = models.Score

    candidate = factory.SubFactory(CandidateFactory)
    criterion = factory.SubFactory(SelectionCriterionFactory, selection=factory.SelfAttribute("..candidate.selection"))
    scorer = factory.SubFactory(UserFactory)
    value = 3
