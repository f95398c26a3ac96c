"""D3, the plan itself (LIAP): approval sheet, objective and rungs, activities, budget, indicators and monitoring."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import Approval, Head, Headcount, Rung, Spending, Text, share_of
from documents.kinds.d2_diagnosis import ProblemLine
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class ActivityLine:
    """A support activity; `answers` is the rank of the problem, `depends_on` the numbers of earlier activities."""

    number: int
    title: str
    institution: Text | str
    starts_on: date
    ends_on: date
    answers: int | None = None
    volume: Decimal | None = None
    unit: str | None = None
    cost: Decimal | None = None
    source: Text | None = None
    state: Text | None = None
    is_committed: bool = False
    depends_on: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PromiseLine:
    """What the enterprises themselves promise; `who` None means all target enterprises."""

    statement: str
    who: str | None = None
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    number: int
    statement: str
    level: Text
    verification: str
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    frequency: Text | None = None
    reported_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoleLine:
    """A seat of the working group, the institution that holds it and who fills it."""

    seat: str
    institution: Text | str
    name: str | None = None
    duty: Text | None = None


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """A target enterprise of the internal version; `baseline` is turnover in rupiah a year."""

    name: str
    baseline: Decimal | None = None
    baseline_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class MonitoringLine:
    what: Text | str
    how_often: Text | str
    who: Text | str


@dataclass(frozen=True, kw_only=True)
class OfferLine:
    """What an institution answered to the request to take on an activity."""

    institution: Text | str
    activity: str
    answer: Text
    answered_on: date | None = None
    letter: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """A difference from the previous version, section by section."""

    section: Text
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, kw_only=True)
class EarlierRecommendation:
    """What the evaluation of an earlier plan of the region recommended and what still waits."""

    statement: str
    addressee: Text
    plan: str
    state: Text
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """Everything that D3 prints. `plan_sha256` is the hash of the frozen version which was approved."""

    head: Head
    version: int
    plan_sha256: str | None = None
    starts_on: date
    ends_on: date
    approvals: tuple[Approval, ...] = ()
    background: str | None = None
    diagnosis_summary: str | None = None
    problems: tuple[ProblemLine, ...] = ()
    objective: str | None = None
    rungs: tuple[Rung, ...] = ()
    targets_profile: str | None = None
    targets: Headcount = Headcount()
    target_names: tuple[TargetLine, ...] | None = None
    activities: tuple[ActivityLine, ...] = ()
    promises: tuple[PromiseLine, ...] = ()
    budget: tuple[Spending, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    roles: tuple[RoleLine, ...] = ()
    risks: str | None = None
    monitoring: tuple[MonitoringLine, ...] = ()
    offers: tuple[OfferLine, ...] = ()
    previous_version: int | None = None
    changes: tuple[ChangeLine, ...] = ()
    earlier: tuple[EarlierRecommendation, ...] = ()

    @property
    def committed_share(self) -> Decimal | None:
        return share_of(sum(one.is_committed for one in self.activities), len(self.activities))


KIND = Kind(code="D3", shape=PlanFacts, title=_("Local Industry Action Plan (LIAP)"), template="d3_liap.html")
