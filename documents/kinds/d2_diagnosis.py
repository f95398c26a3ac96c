"""D2, the diagnosis report: the industry, its stakeholders and chain, ranked problems, quality of the baseline."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Headcount, Text, share_of
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class CriterionLine:
    """What the industries were compared by; `share` is its part of all weights in per cent."""

    name: str
    weight: int
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An industry that was weighed, from 1 to 5. `score` is the mean of the totals of `scorers` people; lowest,
    highest and standard `deviation` of these totals show how far the scorers agreed."""

    name: Text
    rank: int | None = None
    score: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    deviation: Decimal | None = None
    scorers: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """How the industry was chosen among several; empty where that was not recorded. `reason` is given where another
    one than the first in rank was chosen, or in words to it."""

    criteria: tuple[CriterionLine, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    closed_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class StakeholderLine:
    name: str
    interest: str | None = None
    influence: Text | None = None
    offer: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChainLine:
    """A step of the supply chain; `price` is rupiah per `DiagnosisFacts.chain_unit` after this step."""

    number: int
    name: str
    actors: str | None = None
    price: Decimal | None = None
    bottleneck: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProblemLine:
    """`step` is the name of the chain step where the problem sits."""

    rank: int
    statement: str
    step: str | None = None


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """How many target enterprises have a baseline; `missing` enterprises are listed as missing, never as zero."""

    targets: int | None = None
    measured: int | None = None
    estimated: int | None = None
    missing: int | None = None
    remark: str | None = None

    @property
    def measured_share(self) -> Decimal | None:
        return share_of(self.measured, self.targets)

    @property
    def estimated_share(self) -> Decimal | None:
        return share_of(self.estimated, self.targets)

    @property
    def missing_share(self) -> Decimal | None:
        return share_of(self.missing, self.targets)


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    held_on: date
    title: Text | str
    place: str | None = None
    invited: int | None = None
    attended: int | None = None


@dataclass(frozen=True, kw_only=True)
class Participant:
    name: str
    post: str | None = None
    institution: str | None = None


@dataclass(frozen=True, kw_only=True)
class BandLine:
    """How many registered enterprises turn over so much, None where too few stand behind it to be printed."""

    label: Text
    enterprises: int | None = None


@dataclass(frozen=True, kw_only=True)
class AnnexLine:
    """A paper or file that the report rests on and that is kept beside it; `sha256` names the bytes of a file."""

    title: Text | str
    number: str | None = None
    dated_on: date | None = None
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class DiagnosisFacts:
    """Everything that D2 prints; `turnover` is by band of the newest turnover of each registered enterprise."""

    head: Head
    summary: Text | str | None = None
    reason_for_industry: Text | str | None = None
    weighing: Weighing = Weighing()
    profile: str | None = None
    headcount: Headcount = Headcount()
    turnover: tuple[BandLine, ...] = ()
    stakeholders: tuple[StakeholderLine, ...] = ()
    chain_unit: str | None = None
    chain: tuple[ChainLine, ...] = ()
    problems: tuple[ProblemLine, ...] = ()
    baseline: Baseline = Baseline()
    meetings: tuple[MeetingLine, ...] = ()
    participants: tuple[Participant, ...] = ()
    annexes: tuple[AnnexLine, ...] = ()


KIND = Kind(code="D2", shape=DiagnosisFacts, title=_("Diagnosis report"), template="d2_diagnosis.html")
