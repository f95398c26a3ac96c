"""D7, the evaluation report: outline, four criteria, ratings with rule and override, recommendations and lessons."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import Grade, Head, Overall, Text, Verdict
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A test or aspect of a criterion with what was found, for example "policy" under sustainability."""

    aspect: Text
    finding: str | None = None
    evidence: str | None = None
    grade: Grade | None = None


@dataclass(frozen=True, kw_only=True)
class Achievement:
    """The verdict on one indicator; `moved` is the reason why it is judged under another criterion than planned, `gap`
    what was said before the evaluation about evidence that is still missing."""

    number: int
    level: Text
    indicator: str
    criterion: Text | None = None
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    actual: Decimal | None = None
    verdict: Verdict
    reason: str | None = None
    evidence: str | None = None
    source: str | None = None
    moved: str | None = None
    gap: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Efficiency:
    """Plan against actual, months counted inclusively; the ratios are percent of plan."""

    cost_unit: str = "Rp"
    cost_planned: Decimal | None = None
    cost_actual: Decimal | None = None
    cost_ratio: Decimal | None = None
    months_planned: int | None = None
    months_actual: int | None = None
    period_ratio: Decimal | None = None
    finding: str | None = None


@dataclass(frozen=True, kw_only=True)
class RatingLine:
    """Computed by the thresholds and given by the evaluator; both print, with the reason where they differ."""

    criterion: Text
    computed: Grade | None = None
    given: Grade | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class OverallRating:
    """`rule` names the decision table with its version; a house rule is printed as such."""

    computed: Overall | None = None
    override: Overall | None = None
    reason: str | None = None
    rule: Text | str | None = None
    is_house_rule: bool = True


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    statement: str
    addressee: Text | str | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RespondentLine:
    """What came of asking by medium (link, telephone, paper, meeting)."""

    medium: Text
    asked: int | None = None
    answered: int | None = None
    refused: int | None = None
    unreachable: int | None = None


@dataclass(frozen=True, kw_only=True)
class QualityLine:
    """How a figure of the target enterprises is known; None where too few stand behind a count to be printed."""

    figure: Text
    exact: int | None = None
    estimated: int | None = None
    missing: int | None = None
    newest_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PhotoLine:
    """A photo of the plan's work: `title` says what it shows, `picture` is the hash of the small file."""

    title: str
    picture: str
    recorded_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CommentLine:
    """What a member of the working group said about the draft."""

    name: str
    post: str | None = None
    statement: str
    said_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class EvaluationFacts:
    """Everything that D7 prints; `months_since_approval` shows how mature the plan is."""

    head: Head
    starts_on: date
    ends_on: date
    months_since_approval: int | None = None
    background: str | None = None
    overall_goal: str | None = None
    purpose: str | None = None
    activities: tuple[str, ...] = ()
    agencies: tuple[Text | str, ...] = ()
    constraints: str | None = None
    constraints_found: tuple[Text, ...] = ()
    perspectives: str | None = None
    relevance: tuple[Finding, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    continuation: str | None = None
    impacts: str | None = None
    women: Text | str | None = None
    efficiency: Efficiency = Efficiency()
    sustainability: tuple[Finding, ...] = ()
    ratings: tuple[RatingLine, ...] = ()
    overall: OverallRating = OverallRating()
    conclusion: str | None = None
    recommendations: tuple[Recommendation, ...] = ()
    lessons: tuple[str, ...] = ()
    comments: tuple[CommentLine, ...] = ()
    respondents: tuple[RespondentLine, ...] = ()
    data_quality: Text | str | None = None
    quality: tuple[QualityLine, ...] = ()
    photos: tuple[PhotoLine, ...] = ()

    @property
    def has_untold_quality(self) -> bool:
        """Whether a dash stands where somebody answered."""
        return any(None in (one.exact, one.estimated, one.missing) for one in self.quality)

    @property
    def has_moved(self) -> bool:
        """Whether an indicator is judged under another criterion than planned."""
        return any(one.moved for one in self.achievements)


KIND = Kind(code="D7", shape=EvaluationFacts, title=_("Evaluation report"), template="d7_evaluation.html")
