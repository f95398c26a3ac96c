"""Gathers the models of all areas, so that Django finds them under one label."""

from liap.adoption.models import AdoptionMove, AdoptionRequest, Attestation, ReadinessCriterion
from liap.audit.models import Event
from liap.enterprises.merging.models import EnterpriseMerge
from liap.enterprises.models import Cluster, Enterprise, EnterpriseChange, Purpose
from liap.enterprises.performance.models import ChannelShare, EntryLink, FailedEntry, PerformanceRecord
from liap.enterprises.protection.models import DataAccess, NoticeText, ProcessingBasis, SubjectRequest
from liap.enterprises.received.models import ServiceReceived
from liap.enterprises.sizes.models import Size, SizeBand, SizeRule
from liap.exchange.models import ImportFile, ImportLine, SheetImport
from liap.groups.assignments.models import Assignment
from liap.groups.ballots.models import Ballot, Vote
from liap.groups.formation.models import CompositionNote, DecreeDraft, Invitation, Training, TrainingRecord
from liap.groups.models import Meeting, MeetingAttendance, Membership, Seat, WorkingGroup
from liap.outcomes.aspects.models import AspectFinding
from liap.outcomes.continuation.models import ContinuationCheck
from liap.outcomes.disclosure.models import (
    BlockCell,
    BlockFigure,
    BlockMember,
    DisclosureRule,
    Publication,
    PublishedBlock,
)
from liap.outcomes.gaps.models import GapAnswer
from liap.outcomes.guidelines.models import Guideline, GuidelineStep, TrainingMaterial
from liap.outcomes.issues.models import Issue
from liap.outcomes.models import (
    CriterionRating,
    DecisionTable,
    Evaluation,
    Evidence,
    IndicatorValue,
    RatingThreshold,
    Verdict,
)
from liap.outcomes.questionnaires.models import (
    Question,
    Questionnaire,
    Reply,
    ReplyCorrection,
    ReplyLine,
    ReplyLink,
    Respondent,
)
from liap.outcomes.recommendations.models import Lesson, Recommendation
from liap.outcomes.success.models import Reconfirmation, SuccessCase
from liap.outcomes.visits.models import EnterpriseCheck, Visit, VisitStep
from liap.people.models import Absence, Appointment, Post, Role, User
from liap.places.models import Holiday, Organisation, Region, Remit, Tile
from liap.plans.budgets.models import ClosedYear, CostBand, ProposalWindow
from liap.plans.models import (
    Activity,
    BudgetLine,
    ChainStep,
    EnterpriseAction,
    Goal,
    Indicator,
    Industry,
    Plan,
    PlanVersion,
    Problem,
    Stakeholder,
    TargetEnterprise,
)
from liap.plans.proposals.models import Proposal
from liap.plans.selections.models import Candidate, Score, Selection, SelectionCriterion

__all__ = [
    "BlockCell",
    "AspectFinding",
    "BlockFigure",
    "BlockMember",
    "ClosedYear",
    "CostBand",
    "DisclosureRule",
    "ProposalWindow",
    "Publication",
    "PublishedBlock",
    "Remit",
    "Tile",
    "Absence",
    "ImportFile",
    "ImportLine",
    "SheetImport",
    "Activity",
    "Guideline",
    "GuidelineStep",
    "TrainingMaterial",
    "Issue",
    "AdoptionMove",
    "AdoptionRequest",
    "Attestation",
    "ReadinessCriterion",
    "Appointment",
    "Assignment",
    "Ballot",
    "Vote",
    "BudgetLine",
    "Candidate",
    "ChannelShare",
    "ChainStep",
    "CriterionRating",
    "DecisionTable",
    "Cluster",
    "DataAccess",
    "Enterprise",
    "EnterpriseAction",
    "EnterpriseChange",
    "EnterpriseMerge",
    "NoticeText",
    "ProcessingBasis",
    "Purpose",
    "ServiceReceived",
    "Size",
    "SizeBand",
    "SizeRule",
    "SubjectRequest",
    "EnterpriseCheck",
    "EntryLink",
    "FailedEntry",
    "Evaluation",
    "Event",
    "Evidence",
    "ContinuationCheck",
    "GapAnswer",
    "Goal",
    "Holiday",
    "Indicator",
    "IndicatorValue",
    "Industry",
    "CompositionNote",
    "DecreeDraft",
    "Invitation",
    "Lesson",
    "Meeting",
    "Training",
    "TrainingRecord",
    "MeetingAttendance",
    "Membership",
    "Organisation",
    "PerformanceRecord",
    "Plan",
    "PlanVersion",
    "Post",
    "Problem",
    "Proposal",
    "Question",
    "Questionnaire",
    "Reply",
    "ReplyCorrection",
    "ReplyLine",
    "ReplyLink",
    "Respondent",
    "RatingThreshold",
    "Recommendation",
    "Reconfirmation",
    "Region",
    "Role",
    "Score",
    "Seat",
    "Selection",
    "SelectionCriterion",
    "Stakeholder",
    "SuccessCase",
    "TargetEnterprise",
    "User",
    "Verdict",
    "Visit",
    "VisitStep",
    "WorkingGroup",
]
